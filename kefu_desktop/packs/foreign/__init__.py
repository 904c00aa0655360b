"""Files of other programs, one module each: how to know one, and how to read it.

What they write for a date or a question becomes ours where there is such a thing; what would run a
program is never run and stays as text.
"""
