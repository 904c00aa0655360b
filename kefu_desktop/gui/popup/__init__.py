"""The search that opens at the hotkey: find, look, deliver."""
