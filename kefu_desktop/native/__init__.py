"""The only rooms that touch the machine: each concern is a port of ``app.ports`` with one file a
back-end.
"""
