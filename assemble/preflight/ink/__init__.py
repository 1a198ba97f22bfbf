"""Total ink, measured on plates that are drawn."""
