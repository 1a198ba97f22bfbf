"""Paragraphs and widths in, set lines out. Knows nothing of pages."""
