"""Pressing the client's paste chord for the user: one file a back-end."""
