"""Places where packs are shared: one module a kind of place, behind :class:`source.Source`."""
