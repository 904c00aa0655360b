"""The right pane of the library window: one reply, written and changed."""
