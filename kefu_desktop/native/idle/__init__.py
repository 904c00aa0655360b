"""Since when nobody touches keyboard and pointer, one module a back-end."""
