"""Keeps the library safe over the years: backups before what is risky and once a day, restoring,
and the emptying of the trash.

A damaged library is never overwritten: opening it fails with what could be restored, and restoring
puts the damaged file aside.
"""

import logging
from pathlib import Path

from msgspec import Struct

from kefu_desktop.app.damage import LibraryDamaged, Offer
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.errors import Code, MachineFault, NotFound
from kefu_desktop.core.model import Millis
from kefu_desktop.core.retention import DAY, Policy
from kefu_desktop.core.settings import BackupSettings
from kefu_desktop.core.tree import NewUid
from kefu_desktop.store import backups
from kefu_desktop.store.aside import put_aside
from kefu_desktop.store.backups import Backup, Holdings, Occasion, Restored
from kefu_desktop.store.library import Library
from kefu_desktop.store.upkeep import Flaw

_log = logging.getLogger(__name__)

TRASH_DAYS = 30

LOG_DAYS = 400
"""How long it is known when a reply went where: a year, and the season before it to compare with.
"""


class Place(Struct, frozen=True):
    """Where one library lies, its backups, and the SQL files that make or upgrade it."""

    library: Path
    backups: Path
    migrations: Path


class Returned(Struct, frozen=True):
    """What a restore did: from which backup, what that held, and where the library that was there
    before is now.
    """

    source: Path
    holdings: Holdings
    replaced: Path | None


class Checked(Struct, frozen=True):
    """What looking through a library found; without ``flaws`` it is sound."""

    replies: int
    flaws: tuple[Flaw, ...]


class Upkeep:
    """Looks after one library. Every method blocks, and none belongs on the GUI thread."""

    def __init__(self, place: Place, clock: Clock, new_uid: NewUid) -> None:
        self._place = place
        self._clock = clock
        self._new_uid = new_uid

    def open(self) -> Library:
        """Opens the library for writing; makes it where there is none, upgrades an old one after a
        backup.

        Raises :class:`LibraryDamaged`, and :class:`MachineFault` for what else the machine refuses.
        """
        try:
            return Library.open(
                self._place.library,
                self._place.migrations,
                clock=self._now,
                new_uid=self._new_uid,
                before_migration=lambda _path: self.back_up(Occasion.MIGRATION),
            )
        except MachineFault as fault:
            if fault.code is not Code.LIBRARY_DAMAGED:
                raise
            raise LibraryDamaged(self._place.library, self.offer()) from fault

    def back_up(self, occasion: Occasion) -> Backup | None:
        """Copies the library to its backups and verifies the copy; None where there is none yet."""
        if not self._place.library.exists():
            return None
        made = backups.back_up(
            self._place.library, self._place.backups, at=self._now(), occasion=occasion
        )
        _log.info("backed up: %s", occasion.value)
        return made

    def back_up_now(self) -> tuple[Path, Holdings]:
        """Makes a backup by hand; raises FILE_MISSING where there is no library yet."""
        self._check_there()
        made = backups.back_up(
            self._place.library, self._place.backups, at=self._now(), occasion=Occasion.BY_HAND
        )
        return made.path, backups.verify(made.path)

    def export(self, file: Path) -> Holdings:
        """Copies the library to the new file ``file``; one that is there is not overwritten.

        Raises FILE_MISSING where there is no library yet.
        """
        self._check_there()
        return backups.export(self._place.library, file)

    def backups(self) -> tuple[Backup, ...]:
        """Gives the backups there are, newest first, none of them verified."""
        return backups.list_backups(self._place.backups)

    def offer(self) -> Offer | None:
        """Gives the newest backup that reads well."""
        newest = backups.newest_good(self._place.backups)
        if newest is None:
            return None
        return Offer(newest.path, newest.at, backups.verify(newest.path).replies)

    def check(self) -> Checked:
        """Looks at every page and row of the library; takes seconds.

        Raises FILE_MISSING where there is none yet, and as :meth:`open` does.
        """
        self._check_there()
        with self.open() as library:
            return Checked(library.counts().replies, library.check())

    def restore(self, file: Path | None, library: LiveLibrary) -> Returned:
        """Puts a backup (None: the newest good one) in the place of the library, which is backed up
        first, or put aside when it is damaged.

        Raises :class:`MachineFault` (BACKUP_MISSING, BACKUP_DAMAGED …); the library is as it was.
        """
        chosen = file or self._newest()
        backups.verify(chosen)

        def swap() -> Restored:
            return backups.restore(
                chosen,
                self._place.library,
                folder=self._place.backups,
                migrations=self._place.migrations,
                clock=self._now,
                new_uid=self._new_uid,
            )

        restored = library.replace(swap).result()
        _log.info("restored %d replies", restored.holdings.replies)
        return Returned(chosen, restored.holdings, restored.replaced)

    def put_aside(self, library: LiveLibrary) -> Path:
        """Moves a damaged library aside and opens a new empty one; gives where the old is now."""
        return library.replace(lambda: put_aside(self._place.library, at=self._now())).result()

    def daily(self, settings: BackupSettings, library: LiveLibrary) -> None:
        """Does what is due: the day's backup, thinning, emptying the trash of what is older than
        :data:`TRASH_DAYS`, the log of deliveries of what is older than :data:`LOG_DAYS`. To be
        called at the start and now and then.
        """
        if settings.daily and backups.is_due(self._place.backups, self._now()):
            self.back_up(Occasion.DAILY)
            removed = backups.thin(self._place.backups, Policy())
            _log.info("thinned backups: %d removed", len(removed))
        library.purge_trash(Millis(self._now() - TRASH_DAYS * DAY)).result()
        library.forget_log_before(Millis(self._now() - LOG_DAYS * DAY)).result()

    def _newest(self) -> Path:
        offer = self.offer()
        if offer is None:
            raise MachineFault(Code.BACKUP_MISSING, path=str(self._place.backups))
        return offer.file

    def _check_there(self) -> None:
        if not self._place.library.exists():
            raise NotFound(Code.FILE_MISSING, path=str(self._place.library))

    def _now(self) -> Millis:
        return Millis(self._clock.now())
