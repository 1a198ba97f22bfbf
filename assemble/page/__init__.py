"""Articles, pictures and tables placed on pages. Opens no file, knows nothing of PDF."""
