"""Keeps passwords where the desktop keeps the user's others: Credential Manager, Keychain, Secret
Service, KWallet.

`keyring` also knows back-ends that write plain files, when something installs them. Those are no
keyring, and are refused.
"""

import importlib.util
import logging
from typing import TYPE_CHECKING

from kefu_desktop.app.ports import Reason, Refused, Remedy, Support, Works
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.secrets.session import SessionSecrets

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

SERVICE = "kefu_desktop"
"""What the entries are called in the keyring; behind it the address of the place."""

_TRUSTED = (
    *("keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService"),
    *("keyring.backends.libsecret", "keyring.backends.kwallet"),
)


def support(_: Facts) -> Support:
    """Works where the library is; whether there is a keyring is found out when it is opened."""
    if importlib.util.find_spec("keyring") is None:
        return Refused(Reason.NO_LIBRARY, Remedy.INSTALL_PACKAGE, "keyring")
    return Works()


def make(_: Facts) -> "KeyringSecrets":
    """Opens the best keyring there is; raises Unavailable where there is none."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    found = keyring.get_keyring()
    candidates = found.backends if isinstance(found, ChainerBackend) else [found]
    for one in candidates:
        if type(one).__module__.startswith(_TRUSTED):
            return KeyringSecrets(one)
    raise Unavailable(Refused(Reason.NO_TOOL, Remedy.INSTALL_PACKAGE, "gnome-keyring"))


class KeyringSecrets:
    """Passwords in a keyring. One that fails, or that its user does not unlock, is no error: what
    was given in this session is still known.
    """

    name = "keyring"

    def __init__(self, backend: "KeyringBackend") -> None:
        self._backend = backend
        self._session = SessionSecrets()
        self._refused = False

    def read(self, place: str, user: str) -> str | None:
        """Asks the session first: a locked keyring asks its user each time."""
        known = self._session.read(place, user)
        if known is not None or self._refused:
            return known
        try:
            password = self._backend.get_password(_name(place), user)
        except Exception as error:  # noqa: BLE001 - each keyring raises what its library raises
            self._fail(error)
            return None
        if password is not None:
            self._session.keep(place, user, password)
        return password

    def keep(self, place: str, user: str, password: str) -> bool:
        """Keeps it in the session in any case."""
        self._session.keep(place, user, password)
        try:
            self._backend.set_password(_name(place), user, password)
        except Exception as error:  # noqa: BLE001 - each keyring raises what its library raises
            self._fail(error)
            return False
        self._refused = False
        return True

    def forget(self, place: str, user: str) -> None:
        self._session.forget(place, user)
        try:
            self._backend.delete_password(_name(place), user)
        except Exception as error:  # noqa: BLE001 - also for what is not there
            _log.info("the keyring forgot nothing: %s", type(error).__name__)

    def close(self) -> None:
        self._session.close()

    def _fail(self, error: Exception) -> None:
        # Not asked again by itself: it may have opened a window over the user's chat.
        self._refused = True
        _log.warning("the keyring refused: %s", type(error).__name__)


def _name(place: str) -> str:
    return f"{SERVICE} {place}"
