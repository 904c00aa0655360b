"""Which language the program speaks before anything else of it is loaded: it words every
``--help``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from kefu_desktop.core.settings import Language, Settings

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


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
    return Language.ZH_CN if locale(environ).startswith("zh") else Language.EN


def locale(environ: Mapping[str, str]) -> str:
    """Gives the locale of the environment, ``""`` where it says none."""
    found = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, found), "")


def starter(spoken: Language, locales: Iterable[str]) -> str:
    """Gives the name of the starter pack for a program that speaks ``spoken`` on a machine set to
    ``locales``, the preferred first, as ``zh_TW.UTF-8`` or ``zh-Hant-HK``.

    The windows know one Chinese; buyers are answered in their own. A machine that is set to none
    (the C locale) is no reason for another pack.
    """
    if spoken is Language.EN:
        return "starter.en"
    first = next((name for name in locales if name.lower().startswith("zh")), "")
    parts = re.split(r"[-_.@]", first.lower())
    traditional = _TRADITIONAL.intersection(parts) and "hans" not in parts
    return "starter.zh_TW" if traditional else "starter.zh_CN"
