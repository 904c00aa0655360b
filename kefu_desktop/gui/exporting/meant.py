"""What a window has at hand when its user wants to export: what is selected and what is listed."""

from msgspec import Struct

from kefu_desktop.core.model import Uid


class Meant(Struct, frozen=True, kw_only=True):
    """``listed`` is all that the window lists under ``name``; nothing where it lists the whole
    library, which can be exported in any case.
    """

    selected: tuple[Uid, ...] = ()
    listed: tuple[Uid, ...] = ()
    name: str = ""
