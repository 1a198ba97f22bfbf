"""Assemble lays out an issue folder as a two-column bilingual print PDF."""

__version__ = "0.1.0"
