"""Which window is in front, and bringing it back: one file a back-end."""
