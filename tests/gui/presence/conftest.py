"""An office for each test; its library holds two away replies and one for being back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.presence.office import Office
from tests.gui.world import World


@pytest.fixture
def office(
    world: World, theme: Theme, languages: Languages, qtbot: QtBot, tmp_path: Path
) -> Iterator[Office]:
    """Speaks Chinese, as its users do."""
    languages.use(Language.ZH_CN)
    opened = Office(world, theme, qtbot, tmp_path)
    opened.add("去吃午饭", "亲，客服正在吃饭🍚大约 {回来时间:稍后} 回来", "午休")
    opened.add("午间小憩", "小憩片刻，{回来时间:稍后}接着接待您", "午休")
    opened.add("前面有几位", "前面还有几位，请稍等", "忙碌")
    opened.add("让您久等了", "让您久等了，我回来了", "回来")
    yield opened
    opened.close()
