"""The composition root of the emoticon picker, which popup and library window share."""

import contextlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from kefu_desktop import assets
from kefu_desktop.app.emoticons import Emoticons
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.emoticons import Moods, SkinTone
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.paths import Paths
from kefu_desktop.store.recents import Recents

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings


def emoticon_desk(
    paths: Paths,
    load_readings: "Callable[[], Readings]",
    settings: SettingsService,
    events: Events,
    bridge: Bridge,
    down: contextlib.ExitStack,
) -> EmoticonDesk:
    """Gives the picker what it works with. Of the tables only the moods are read now: replies are
    written with them.
    """
    # A lane of its own: who opens the picker does not wait for a backup on the errands'.
    lane = ThreadLane("emoticons")
    down.callback(lane.close)
    folder, recents = assets.resource("emoticons"), Recents(paths.recent_emoticons)
    moods = Moods.from_document(json.loads((folder / "moods.json").read_text(encoding="utf-8")))

    def remember(tone: SkinTone) -> None:
        try:
            settings.set("emoticons.skin_tone", tone.value)
        except KefuError as error:
            events.publish(WentWrong(error))

    return EmoticonDesk(
        emoticons=Emoticons(folder, moods, load_readings, recents, lane),
        bridge=bridge,
        tone=lambda: settings.current.emoticons.skin_tone,
        remember_tone=remember,
    )
