"""The rules about the file: syntax, metadata, output intent, boxes, annotations."""
