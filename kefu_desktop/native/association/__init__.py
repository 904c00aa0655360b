"""Lets a double click on a pack open it with this program."""
