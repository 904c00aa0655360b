"""The left pane of the library window: views, categories, packs."""
