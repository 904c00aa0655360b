"""Passwords of shared places: kept by a keyring where there is one, in memory elsewhere, and never
in a file.
"""

import sys
from collections.abc import Callable

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from kefu_desktop.app.ports import Refused, SecretPort
from kefu_desktop.native import catalogue, facts
from kefu_desktop.native.choose import Choice, Unavailable
from kefu_desktop.native.secrets import keyring_lib
from kefu_desktop.native.secrets.keyring_lib import KeyringSecrets
from kefu_desktop.native.secrets.session import SessionSecrets

HERE = facts.read(sys.platform, {})
PLACE, USER = "https://dav.example/packs/", "店长"


class Drawer(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _ask(self) -> None:
        self.asked += 1
        if self.locked:
            raise KeyringLocked


MAKERS: list[Callable[[], SecretPort]] = [SessionSecrets, lambda: KeyringSecrets(Drawer())]


@pytest.mark.parametrize("make", MAKERS, ids=["session", "keyring"])
def test_the_contract(make: Callable[[], SecretPort]) -> None:
    secrets = make()
    assert secrets.read(PLACE, USER) is None
    secrets.forget(PLACE, USER)
    secrets.keep(PLACE, USER, "密码")
    assert secrets.read(PLACE, USER) == "密码"
    assert secrets.read(PLACE, "another") is None
    assert secrets.read("https://elsewhere/", USER) is None
    secrets.keep(PLACE, USER, "new")
    assert secrets.read(PLACE, USER) == "new"
    secrets.forget(PLACE, USER)
    assert secrets.read(PLACE, USER) is None
    secrets.close()
    secrets.close()


def test_a_keyring_knows_it_after_the_next_start() -> None:
    drawer = Drawer()
    assert KeyringSecrets(drawer).keep(PLACE, USER, "secret")
    assert KeyringSecrets(drawer).read(PLACE, USER) == "secret"
    assert not SessionSecrets().keep(PLACE, USER, "secret")


def test_a_locked_keyring_is_asked_once_and_what_was_given_still_serves() -> None:
    drawer = Drawer()
    drawer.locked = True
    secrets = KeyringSecrets(drawer)
    assert secrets.read(PLACE, USER) is None
    assert secrets.read(PLACE, USER) is None
    assert drawer.asked == 1, "it may have opened a window"
    assert not secrets.keep(PLACE, USER, "secret")
    assert secrets.read(PLACE, USER) == "secret"
    drawer.locked = False
    assert secrets.keep(PLACE, USER, "secret"), "the user tried once more"


def test_without_a_trusted_keyring_the_session_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # A drawer of another module than the trusted ones is like one that writes plain files.
    monkeypatch.setattr(keyring, "get_keyring", Drawer)
    with pytest.raises(Unavailable) as error:
        keyring_lib.make(HERE)
    assert isinstance(error.value.refused, Refused)
    choice = Choice("secrets", catalogue.secrets(), HERE)
    assert [answer.name for answer in choice.answers] == ["keyring", "session"]
    assert not choice.port.keep(PLACE, USER, "secret")
    choice.close()


def test_a_system_keyring_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Service(Drawer):
        pass

    Service.__module__ = "keyring.backends.SecretService"
    monkeypatch.setattr(keyring, "get_keyring", Service)
    assert keyring_lib.make(HERE).keep(PLACE, USER, "secret")
