"""Time and new identities from the real machine, for the composition roots alone: everything else
is handed a :class:`kefu_desktop.app.ports.Clock` and a function that gives identities.
"""

import secrets
import time

from kefu_desktop.core.model import Uid


class SystemClock:
    """The machine's own :class:`kefu_desktop.app.ports.Clock`."""

    def now(self) -> int:
        """Gives milliseconds since 1970-01-01 UTC; they jump when somebody sets the clock."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Gives seconds that never run backwards."""
        return time.monotonic()


def random_uid() -> Uid:
    """Gives an identity that no other machine gives either: 32 hex digits of chance."""
    return Uid(secrets.token_hex(16))
