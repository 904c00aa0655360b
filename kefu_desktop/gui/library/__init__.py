"""Keeping the library: where replies are written and changed."""
