"""Picking an emoticon: over the popup and over the editor, with the keyboard."""
