"""The library file and what is kept beside it: backups and the settings file.

The only SQL of the program is here. One door changes a library: :meth:`library.Library.commit`.
"""
