"""The clipboard: one file a back-end, and the one that reads it on X11 without waiting for Qt."""
