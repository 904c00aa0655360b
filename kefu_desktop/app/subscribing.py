"""Follows shared places: looks at them, keeps what was seen, and tells what is new to the library.

A place that cannot be reached is no failure of the program: its trouble is kept beside it and shown
there, and what was seen before stays. Only what nobody foresaw is raised.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kefu_desktop.app.deposits import Deposits, trouble_of
from kefu_desktop.app.offers import STARTER, Offer, Opened, PlaceState
from kefu_desktop.app.ports import Clock, SecretPort
from kefu_desktop.app.starting import (
    STARTER_STAMP,
    stamp_of_all,
    starter_stamp,
    starters_are_new,
)
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError, NotFound
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import (
    Deposit,
    Look,
    PlaceId,
    SharedPlace,
    Standing,
    content_of,
    holds_all,
    label_of,
    read_address,
    seconds_until_look,
    standing,
)
from kefu_desktop.core.tree import NewUid
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import Entry, PlaceLimits
from kefu_desktop.store.subscriptions import How, Subscriptions

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader, SeenPack

_log = logging.getLogger(__name__)

_SETTLED = (How.TAKEN, How.PUBLISHED)


class Subscribing:
    """The places of one library. Every method may wait for a drive or a network but those that say
    otherwise.
    """

    def __init__(
        self,
        state: Subscriptions,
        deposits: Deposits,
        secrets: Callable[[], SecretPort],
        open_reader: "Callable[[], Reader | None]",
        starters: tuple[Sequence[Path], Callable[[Path, Watch], Pack]],
        clock: Clock,
        new_uid: NewUid,
        limits: PlaceLimits = PlaceLimits(),  # noqa: B008
    ) -> None:
        """``starters`` are the packs that ship with the program and what reads one."""
        self._state = state
        self._deposits = deposits
        self._secrets = secrets
        self._open_reader = open_reader
        self._starters, self._read_starter = starters
        self._clock = clock
        self._new_uid = new_uid
        self._limits = limits
        self._pruned = False
        self._missed: dict[Digest, int] = {}
        """Contents that the library did not hold, and what of the pack it held then."""

    # -- which places there are; none of these waits for a place

    def places(self) -> tuple[SharedPlace, ...]:
        """Gives the places, in the order in which they were added."""
        return self._state.places()

    def find(self, wanted: str) -> SharedPlace:
        """Gives a place by its id, address or number from 1; raises NotFound (PLACE_MISSING)."""
        places = self._state.places()
        for number, place in enumerate(places, start=1):
            if wanted in (place.id, place.address, str(number)):
                return place
        raise NotFound(Code.PLACE_MISSING, place=wanted[:200])

    def add(self, address: str, user: str = "", password: str = "") -> tuple[SharedPlace, bool]:
        """Adds a place; gives it, and whether its password will be known after the next start.

        Raises InvalidInput (PLACE_ADDRESS), Conflict (PLACE_KNOWN).
        """
        read = read_address(address)
        text = read.text if read.of_web else _spelled_out(read.text)
        place = SharedPlace(PlaceId(self._new_uid()), text, user or read.user)
        if not self._state.add(place):
            raise Conflict(Code.PLACE_KNOWN, address=text)
        return place, self._keep_password(place, password or read.password)

    def set_password(self, place: PlaceId, user: str, password: str) -> bool:
        """Sets who the user is at a place; gives whether the next start will know the password."""
        self._forget_password(self.find(place))
        self._state.set_user(place, user)
        return self._keep_password(self.find(place), password)

    def remove(self, place: PlaceId) -> None:
        """Leaves a place. What was taken from it stays in the library."""
        self._forget_password(self.find(place))
        self._state.remove(place)

    def wants_password(self, place: SharedPlace) -> bool:
        """Whether the user must be asked for a password before the place can be looked at."""
        return bool(place.user) and self._secrets().read(place.address, place.user) is None

    # -- looking

    def look(self, place: SharedPlace, watch: Watch = Watch()) -> PlaceState:  # noqa: B008
        """Looks at a place. What keeps it from being seen is in the answer, not raised. Raises
        Cancelled.
        """
        self._prune()
        now = Millis(self._clock.now())
        before = self._state.look(place.id)
        try:
            look = Look(now, None, self._see(place, before, watch))
        except KefuError as error:
            _log.warning("place %s could not be seen: %s", place.id, error.code.value)
            look = Look(now, trouble_of(error))
        self._state.keep_look(place.id, look)
        return self.state(place)

    def look_where_due(
        self,
        hours: int,
        dice: float = 0.0,
        watch: Watch = Watch(),  # noqa: B008
    ) -> None:
        """Looks at each place whose time has come; ``dice`` as for
        :func:`~kefu_desktop.core.shared.seconds_until_look`.
        """
        now = Millis(self._clock.now())
        for place in self._state.places():
            last = self._state.look(place.id).at or None
            if seconds_until_look(hours, last, now, dice) == 0.0:
                self.look(place, watch)

    def look_at_starters(self, version: str) -> None:
        """Notices starter packs that came with another ``version`` of the program than the last
        that were seen. Costs a few looks at the disk when nothing has changed.
        """
        if not starters_are_new(self._state, self._starters, version):
            return
        for starter in self._starters:
            pack = self._read_starter(starter, Watch())
            stamp = starter_stamp(starter, version)
            deposit = Deposit(starter.name, stamp, content_of(pack), label_of(pack))
            self._state.keep_deposit(STARTER.id, deposit)
        self._state.set_remark(STARTER_STAMP, stamp_of_all(self._starters, version))

    # -- what is there; these read our own files alone

    def states(self) -> tuple[PlaceState, ...]:
        """Gives all places as they were last seen."""
        return tuple(self.state(place) for place in self._state.places())

    def state(self, place: SharedPlace) -> PlaceState:
        """Gives a place as it was last seen."""
        look = self._state.look(place.id)
        return PlaceState(place, look, tuple(self._offers(place, look.deposits)))

    def offers(self) -> tuple[Offer, ...]:
        """Gives what is new to the library at all places, the program's own pack included if the
        library ever took it.
        """
        own = self._offers(STARTER, self._state.look(STARTER.id).deposits)
        found = [offer for offer in own if offer.standing is Standing.NEWER]
        for state in self.states():
            wanted = (Standing.NEW, Standing.NEWER)
            found += [offer for offer in state.offers if offer.standing in wanted]
        return tuple(found)

    def news(self) -> tuple[Offer, ...]:
        """Gives the offers that :meth:`told` was not called for, one for each content."""
        told = self._state.known(How.TOLD)
        found: dict[Digest, Offer] = {}
        for offer in self.offers():
            label = offer.label
            if label is not None and label.content not in told.get(label.uid, frozenset()):
                found.setdefault(label.content, offer)
        return tuple(found.values())

    def told(self, offers: Iterable[Offer]) -> None:
        """Notes that the user knows of these offers; no notice tells of them again."""
        for label in (offer.label for offer in offers):
            if label is not None:
                self._state.note(label.uid, label.content, How.TOLD)

    def available(self) -> Mapping[Uid, str]:
        """Gives the version that can be had of each pack that the library has in another one."""
        return {
            offer.label.uid: offer.label.version
            for offer in self.offers()
            if offer.label is not None and offer.standing is Standing.NEWER
        }

    def open(self, place: PlaceId, file: str, watch: Watch = Watch()) -> Opened:  # noqa: B008
        """Gives a pack of a place to be looked through, which counts as having seen it: it may be
        published over from then on.

        Raises NotFound (PLACE_MISSING, PLACE_EMPTY), InvalidInput for a file that is no pack.
        """
        where = STARTER if place == STARTER.id else self.find(place)
        deposits = self._state.look(place).deposits
        deposit = next((one for one in deposits if one.file == file), None)
        if deposit is None:
            raise NotFound(Code.PLACE_EMPTY, name=file)
        pack = self._read(where, deposit, watch)
        content = content_of(pack)
        self._state.note(pack.uid, content, How.SHOWN)
        self._state.set_remark(_shown(pack.uid), f"{content} {self._clock.now()}")
        return Opened(pack, where.address or pack.author)

    def took(self, pack: Pack) -> None:
        """Notes that the user has brought in of ``pack`` what is wanted of it; what was left out is
        not offered again.
        """
        self._state.note(pack.uid, content_of(pack), How.TAKEN)

    # -- inside

    def _see(self, place: SharedPlace, before: Look, watch: Watch) -> tuple[Deposit, ...]:
        source = self._deposits.source(place)
        known = {deposit.file: deposit for deposit in before.deposits}
        seen: list[Deposit] = []
        fetched = 0
        entries = source.entries(watch)
        for entry in entries:
            fetched += entry.size
            if fetched > self._limits.place_bytes:
                limit = self._limits.place_bytes
                raise InvalidInput(Code.PLACE_TOO_LARGE, address=place.address, limit=limit)
            try:
                deposit = self._deposits.fetch(place, source, entry, known.get(entry.file), watch)
            except (InvalidInput, NotFound) as error:
                # Of this file alone; where it is the whole place, it is the place's trouble.
                if len(entries) == 1 and isinstance(error, NotFound):
                    raise
                deposit = _unusable(entry, error)
            seen.append(deposit)
        return tuple(seen)

    def _offers(self, place: SharedPlace, deposits: tuple[Deposit, ...]) -> list[Offer]:
        if not deposits:
            return []
        known = self._state.known(*_SETTLED)
        here: dict[Uid, SeenPack] = {}
        reader = self._open_reader()
        if reader is not None:
            with reader:
                here = {pack.uid: pack for pack in reader.packs()}
                for deposit in deposits:
                    if self._was_taken(reader, place, deposit, known, here):
                        self._note_taken(deposit, known)
        taken = {*here, *known}
        return [
            Offer(
                place,
                deposit,
                standing(deposit, _of(known, deposit), taken),
                here[deposit.label.uid].version
                if deposit.label and deposit.label.uid in here
                else "",
            )
            for deposit in deposits
        ]

    def _was_taken(
        self,
        reader: "Reader",
        place: SharedPlace,
        deposit: Deposit,
        known: Mapping[Uid, frozenset[Digest]],
        here: "Mapping[Uid, SeenPack]",
    ) -> bool:
        """Whether the library has meanwhile taken what nobody has told of: after it was opened
        here, or by another way, as a file.
        """
        label = deposit.label
        if label is None or label.content in _of(known, deposit) or label.uid not in here:
            return False
        shown, _, at = self._state.remark(_shown(label.uid)).partition(" ")
        if shown == label.content and here[label.uid].imported >= int(at):
            return True
        told, gone = reader.told_by(label.uid), reader.thrown_away(label.uid)
        held = hash((frozenset(told.items()), gone))
        if not told or self._missed.get(label.content) == held:
            return False
        if self._holds(place, deposit, told, gone):
            return True
        # That holds until what the library has of the pack is another.
        self._missed[label.content] = held
        return False

    def _note_taken(self, deposit: Deposit, known: dict[Uid, frozenset[Digest]]) -> None:
        label = deposit.label
        if label is not None:
            self._state.note(label.uid, label.content, How.TAKEN)
            known[label.uid] = known.get(label.uid, frozenset()) | {label.content}

    def _holds(
        self,
        place: SharedPlace,
        deposit: Deposit,
        told: Mapping[Uid, Digest],
        gone: frozenset[Uid],
    ) -> bool:
        try:
            pack = self._read(place, deposit, Watch())
        except KefuError as error:
            _log.warning("our copy of %s cannot be read: %s", place.id, error.code.value)
            return False
        return holds_all(pack, told, gone)

    def _read(self, place: SharedPlace, deposit: Deposit, watch: Watch) -> Pack:
        if place.id == STARTER.id:
            starter = next(one for one in self._starters if one.name == deposit.file)
            return self._read_starter(starter, watch)
        return self._deposits.read(place.id, deposit, watch)

    def _keep_password(self, place: SharedPlace, password: str) -> bool:
        return not place.user or self._secrets().keep(place.address, place.user, password)

    def _forget_password(self, place: SharedPlace) -> None:
        if place.user:
            self._secrets().forget(place.address, place.user)

    def _prune(self) -> None:
        if self._pruned:
            return
        self._pruned = True
        kept = {
            (place.id, deposit.digest)
            for place in self._state.places()
            for deposit in self._state.look(place.id).deposits
        }
        self._deposits.prune(frozenset(kept))


def _of(known: Mapping[Uid, frozenset[Digest]], deposit: Deposit) -> frozenset[Digest]:
    return known.get(deposit.label.uid, frozenset()) if deposit.label else frozenset()


def _spelled_out(folder: str) -> str:
    try:
        return str(Path(folder).expanduser())
    except RuntimeError as error:  # the home of a user that there is not
        raise InvalidInput(Code.PLACE_ADDRESS, address=folder[:200]) from error


def _shown(pack: Uid) -> str:
    return f"shown {pack}"


def _unusable(entry: Entry, error: KefuError) -> Deposit:
    # Without a stamp it is fetched again next time.
    return Deposit(entry.file, "", Digest(""), trouble=trouble_of(error, entry.file))
