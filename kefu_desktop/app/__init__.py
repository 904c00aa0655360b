"""The use cases, without Qt: what happens in which order when the user does something, on which
thread, and who is told.
"""
