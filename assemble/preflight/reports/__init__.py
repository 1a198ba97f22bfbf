"""What preflight found: as text, JSON, HTML, marks on pages, and lines of an issue."""
