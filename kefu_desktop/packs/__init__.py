"""Files of strangers: read into packs of records, and packs written to be shared.

A record that cannot be used is a finding with its place; only a file that cannot be trusted as a
whole is refused, and always with a :class:`~kefu_desktop.core.errors.KefuError`.
"""
