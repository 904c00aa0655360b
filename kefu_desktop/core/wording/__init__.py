"""Which words a shop should rather not send: rules as data, and how a text is read by them.

A text is compared as it looks to a buyer, not as it is stored: widths and scripts are one, and
placeholders are no text.
"""
