"""An edition in, PDF bytes out. Measures no text."""
