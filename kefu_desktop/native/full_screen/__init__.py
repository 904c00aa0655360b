"""A window over the whole screen, one module a back-end."""
