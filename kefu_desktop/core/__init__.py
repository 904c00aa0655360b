"""The pure floor: what a library of replies is and what may happen to it.

Standard library only; no files, clock, randomness, threads, SQL or Qt. Whatever depends on the
world comes in as an argument.
"""
