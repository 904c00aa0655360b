"""The composition root of what brings packs in and writes them. Each is made when it is first asked
for, which loads the readers of files and the store: not on the GUI thread.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from kefu_desktop import assets
from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.app.similar import Similar
    from kefu_desktop.app.upkeep import Upkeep
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader


def importing_of(
    library: LiveLibrary, open_reader: "Callable[[], Reader]", upkeep: "Upkeep", clock: Clock
) -> "Importing":
    """Gives what brings packs in, with a backup before."""
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.packs import reading
    from kefu_desktop.store.backups import Occasion

    def back_up() -> object:
        return upkeep.back_up(Occasion.IMPORT)

    return Importing(library, open_reader, reading, back_up, clock, random_uid, _similar())


def exporting_of(
    paths: Paths,
    open_reader: "Callable[[], Reader | None]",
    settings: SettingsService,
    clock: Clock,
) -> "Exporting":
    """Gives what writes packs; ``open_reader`` gives None where there is no library."""
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.packs.writing import write
    from kefu_desktop.store.editions import Editions

    editions = Editions(paths.editions)
    return Exporting(open_reader, write, clock, editions, lambda: settings.current.sharing.author)


def load_readings() -> "Readings":
    """Gives how characters are read, from its table."""
    from kefu_desktop.search.readings import Readings

    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())


def _similar() -> "Similar":
    from kefu_desktop.app.similar import Similar

    return Similar(load_readings, _mood_names)


def _mood_names() -> list[str]:
    moods = json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
    return [name for mood in moods for name in mood["names"]]
