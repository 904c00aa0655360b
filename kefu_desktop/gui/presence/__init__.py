"""Leaving and coming back, as it is seen: in the tray, in a panel and in short notices."""
