"""`assemble preview`: a local page in the browser that shows an issue and follows its files."""
