"""The settings window: a list of pages; what is changed on one holds at once."""
