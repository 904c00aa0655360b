"""The import wizard: a file looked through before anything of it is in the library."""
