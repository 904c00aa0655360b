"""Replies that say nearly the same, side by side."""
