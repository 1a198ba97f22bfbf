"""Findings on an issue, an edition or a finished PDF, by readers that do not trust the maker."""
