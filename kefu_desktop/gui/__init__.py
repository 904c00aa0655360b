"""The windows, by journey. Nothing here knows SQL, files or another program's windows: a widget
shows values of ``core`` and asks ``app`` to act.
"""

import sys

import PySide6.QtCore  # noqa: F401 - its import hook must be there before it can be calmed


def _spare_the_sources() -> None:
    """Keeps PySide from reading the source of every module that is imported after it.

    WORKAROUND(PySide6, 6.5 to 6.11): to know who may use ``from __feature__ import …`` it searches
    each module's source for its own name, and ``linecache`` keeps all of it: 140,000 lines, 12 MB
    and a tenth of a second at the start of this program, which uses no such feature.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda _module: False


_spare_the_sources()
