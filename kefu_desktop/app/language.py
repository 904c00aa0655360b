"""Which language the program speaks before anything else of it is loaded: it words every
``--help``.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from kefu_desktop.core.settings import Language, Settings


def set_in(file: Path) -> Language:
    """Gives the language set in the settings file, the default where it says none.

    Whatever is amiss with the file is told by those who read it in earnest.
    """
    try:
        look = tomllib.loads(file.read_text(encoding="utf-8-sig"))["look"]
        return Language(look["language"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return Settings().look.language


def spoken(wanted: Language, environ: Mapping[str, str]) -> Language:
    """Gives the language to speak; ``SYSTEM`` is that of the environment, as gettext reads it."""
    if wanted is not Language.SYSTEM:
        return wanted
    found = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next(filter(None, found), "")
    return Language.ZH_CN if named.startswith("zh") else Language.EN
