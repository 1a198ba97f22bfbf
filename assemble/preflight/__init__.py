"""Preflight: a finished PDF, by whoever made it, read as a printer reads it."""
