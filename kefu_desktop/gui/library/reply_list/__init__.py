"""The list in the middle of the library window."""
