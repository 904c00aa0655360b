"""Shared places on screen: the list of them, publishing, and the quiet notice of what is new."""
