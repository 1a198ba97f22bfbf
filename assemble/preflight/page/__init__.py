"""The rules about what pages paint, and the walk that reads it."""
