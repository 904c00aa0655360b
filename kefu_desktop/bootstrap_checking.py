"""The composition root of the wording checks, which popup and library window share: what is let be
in one is let be in the other.

They are built when either first wants them, on whichever thread that is: their rules take a quarter
of a second, which no start should pay.
"""

import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kefu_desktop import assets
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.giving_way import GivingWay
from kefu_desktop.app.jobs import Lane, ThreadLane
from kefu_desktop.core.emoticons import Moods, Style
from kefu_desktop.core.fragments import FragmentSource
from kefu_desktop.core.lint import Circumstances, Finding
from kefu_desktop.gui.i18n import spoken_now
from kefu_desktop.gui.importing.desk import WordingDesk
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app.checking import Checking
    from kefu_desktop.app.wording import WordingRules
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader


class Phrases(Protocol):
    """What replies are written with."""

    @property
    def moods(self) -> Moods: ...
    @property
    def fragment(self) -> FragmentSource: ...


class Checks(Struct, frozen=True):
    """What finds, and what says why."""

    checking: "Checking"
    wording: "WordingRules"


def wording_checks(
    paths: Paths,
    lane: Lane,
    phrases: Phrases,
    load_readings: "Callable[[], Readings]",
    events: Events,
    give_way: GivingWay,
    down: contextlib.ExitStack,
) -> Callable[[], Checks]:
    """Gives what gives them, always the same."""
    made: list[Checks] = []
    making = threading.Lock()

    def checks() -> Checks:
        with making:
            if not made:
                made.append(_make(paths, lane, phrases, load_readings, events, give_way))
                down.callback(made[0].checking.close)
            return made[0]

    return checks


def wording_desk(checks: Callable[[], Checks], down: contextlib.ExitStack) -> WordingDesk:
    """Gives what looks at the records of an import, by the same rules."""
    lane = ThreadLane("import-checking")
    down.callback(lane.close)

    def look(texts: Sequence[str], about: Circumstances) -> tuple[Finding, ...]:
        return checks().checking.look_at(texts, about)

    return WordingDesk(lane, look, lambda one: checks().wording.say(one, spoken_now()))


def _make(
    paths: Paths,
    lane: Lane,
    phrases: Phrases,
    load_readings: "Callable[[], Readings]",
    events: Events,
    give_way: GivingWay,
) -> Checks:
    from kefu_desktop.app.checking import Checking
    from kefu_desktop.app.wording import WordingRules
    from kefu_desktop.core.lint import placeholders

    folder = assets.resource("wording")
    wording = WordingRules(folder, paths.wording, load_readings, give_way)

    def refresh() -> None:
        wording.reload()
        for error in wording.findings()[:1]:  # mended one after the other
            events.publish(WentWrong(error))

    def open_reader() -> "Reader":
        from kefu_desktop.store.queries import Reader

        return Reader.open(paths.library)

    holes = placeholders(lambda name: phrases.moods.write(name, Style.EMOJI), phrases.fragment)
    rules = (holes, wording.look_at)
    checking = Checking(lane, open_reader, rules, events, paths.waivers, refresh=refresh)
    return Checks(checking, wording)
