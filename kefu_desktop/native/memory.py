"""Keeps what the program holds small: one heap, and memory given back to the system that a passing
piece of work has left behind.

Reading a library makes many small things that live for a second. glibc keeps the room for the next
time, which for a program that reads once a day and idles for the rest is half of what it shows in a
task manager (measured: 10,000 replies, 40 MB).
"""

import ctypes
import gc
import sys

_NEVER = 2**31 - 1
"""More collections of the middle generation than there will be before the full one."""

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's malloc.h."""


def keep_one_heap() -> None:
    """Has all threads share the C library's first heap. Each other one keeps its own free pages,
    and only one thread runs Python at a time anyway. Before the first thread is started.
    """
    if sys.platform == "linux":
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_ARENA_MAX, 1)


def collect_when_told() -> None:
    """Ends the full collections that Python begins by itself; :func:`give_back` and :func:`collect`
    make them instead, when nobody waits.

    One walks through all that lives while every thread stands still: 0.1 s in the midst of changing
    10,000 replies, when nearly all of it is needed and next to nothing to be found.
    """
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)


def collect() -> None:
    """Collects what is unreachable. Any thread; some 10 ms."""
    gc.collect()


def give_back() -> None:
    """Collects what is unreachable, takes what is left out of later collections, and has the C
    library return free pages. Any thread; about 30 ms.
    """
    gc.collect()
    # What lives now lives until the end: no later collection need walk through it again.
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # musl has none and needs none
            trim(0)
