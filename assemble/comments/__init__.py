"""Comments on a returned proof: read, led back to their lines, compared with a rebuild, applied."""
