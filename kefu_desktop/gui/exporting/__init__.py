"""Exporting: what, as which kind of file, and what a pack says of itself."""
