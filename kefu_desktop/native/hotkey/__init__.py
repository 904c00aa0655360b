"""Taking a chord from the whole desktop: one file a back-end, the ladder is in ``catalogue``."""
