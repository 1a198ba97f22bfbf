"""Preflight: reads any PDF, and says what is wrong with it for the press."""
