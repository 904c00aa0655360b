"""Keeps passwords until the program ends. Works on any machine; nothing is written to a disk."""

from kefu_desktop.app.ports import Support, Works
from kefu_desktop.native.facts import Facts


def support(_: Facts) -> Support:
    """Works anywhere."""
    return Works()


def make(_: Facts) -> "SessionSecrets":
    """Gives an empty memory."""
    return SessionSecrets()


class SessionSecrets:
    """Passwords in memory: the user is asked anew after each start."""

    name = "session"

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def read(self, place: str, user: str) -> str | None:
        return self._known.get((place, user))

    def keep(self, place: str, user: str, password: str) -> bool:
        self._known[place, user] = password
        return False

    def forget(self, place: str, user: str) -> None:
        self._known.pop((place, user), None)

    def close(self) -> None:
        self._known.clear()
