"""Photographs to what a PDF stores of them; opens no file, sets no page."""
