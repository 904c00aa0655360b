"""The windows, by journey. Nothing here knows SQL, files or another program's windows: a widget
shows values of ``core`` and asks ``app`` to act.
"""
