"""The same use cases in a terminal, for people and for programs.

A command needs no display and loads no Qt. With ``--json`` standard output holds one JSON document
and nothing else, also when the command fails.
"""
