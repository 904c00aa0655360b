"""The user's settings file, read and changed while the program runs."""

import stat
from pathlib import Path

import pytest

from kefu_desktop.app.events import Events, SettingsChanged, WentWrong
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.settings import EnterDoes, Language, Settings, names, value_of
from tests.app.library.branch import StandingClock

WRITTEN = """\
# 我的设置
[look]
language = "en"   # 同事看英文

[delivery]
colour = "red"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


class Follower:
    """A service and what it told."""

    def __init__(self, file: Path) -> None:
        events = Events()
        self.changes: list[SettingsChanged] = []
        self.wrongs: list[WentWrong] = []
        events.subscribe(SettingsChanged, self.changes.append)
        events.subscribe(WentWrong, self.wrongs.append)
        self.service = SettingsService(file, events, StandingClock())


def test_without_a_file_the_defaults_hold_and_none_is_made(file: Path) -> None:
    follower = Follower(file)
    assert follower.service.current == Settings()
    assert follower.service.findings == ()
    assert not file.exists()


def test_setting_one_value_touches_that_value_alone(file: Path) -> None:
    file.write_text(WRITTEN, encoding="utf-8")
    service = Follower(file).service
    assert service.current.look.language is Language.EN
    service.set("delivery.enter", "copy")
    assert service.current.delivery.enter is EnterDoes.COPY
    text = file.read_text(encoding="utf-8")
    assert text == WRITTEN + 'enter = "copy"\n'
    assert Follower(file).service.current == service.current


def test_what_cannot_be_understood_is_listed_and_stays(file: Path) -> None:
    file.write_text(WRITTEN + 'enter = "shout"\n', encoding="utf-8")
    service = Follower(file).service
    assert {(one.code, one.params["name"]) for one in service.findings} == {
        (Code.SETTING_UNKNOWN, "delivery.colour"),
        (Code.SETTING_INVALID, "delivery.enter"),
    }
    assert service.current.delivery.enter is EnterDoes.PASTE
    service.set("look.text_scale", 120)
    assert 'enter = "shout"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("look.colour", "red", Code.SETTING_UNKNOWN),
        ("look", "red", Code.SETTING_UNKNOWN),
        ("", "", Code.SETTING_UNKNOWN),
        ("look.language", "fr", Code.SETTING_INVALID),
        ("look.text_scale", "1000", Code.SETTING_INVALID),
        ("hotkey.paused", "perhaps", Code.SETTING_INVALID),
        ("hotkey.popup", "Ctrl+V", Code.CHORD_RESERVED),
        ("shop.constants.", "x", Code.SETTING_UNKNOWN),
        ("shop.constants.a\nb", "x", Code.SETTING_INVALID),
        ("shop.constants.日期", "x", Code.CONSTANT_INVALID),
        ("shop.constants.shop", "x", Code.CONSTANT_INVALID),
        ("shop.constants.两 个", "x", Code.CONSTANT_INVALID),
        ("shop.constants.名:默认", "x", Code.CONSTANT_INVALID),
        ("shop.constants." + "长" * 25, "x", Code.CONSTANT_INVALID),
    ],
)
def test_what_is_not_allowed_changes_nothing(file: Path, name: str, value: str, code: Code) -> None:
    follower = Follower(file)
    with pytest.raises(KefuError) as refused:
        follower.service.set(name, value)
    assert refused.value.code is code
    assert follower.service.current == Settings()
    assert follower.changes == []
    assert not file.exists()


def test_every_setting_can_be_set_to_what_it_is(file: Path) -> None:
    service = Follower(file).service
    for name in names():
        service.set(name, value_of(service.current, name))
    assert Follower(file).service.current == Settings()


def test_one_constant_is_set_and_taken_out_beside_the_others(file: Path) -> None:
    service = Follower(file).service
    service.set("shop.constants.电话", "400-123")
    service.set("shop.constants.地址", "杭州")
    assert Follower(file).service.current.shop.constants == {"电话": "400-123", "地址": "杭州"}
    service.set("shop.constants.电话", "")
    service.set("shop.constants.没有过", "")
    assert Follower(file).service.current.shop.constants == {"地址": "杭州"}


def test_an_edit_by_hand_is_taken_over_and_told_once(file: Path) -> None:
    follower = Follower(file)
    file.write_text(WRITTEN, encoding="utf-8")
    assert follower.service.reload().look.language is Language.EN
    follower.service.reload()
    (change,) = follower.changes
    assert (change.before.look.language, change.after.look.language) == (
        Language.ZH_CN,
        Language.EN,
    )
    file.unlink()
    assert follower.service.reload() == Settings()


def test_what_was_set_by_a_colleague_is_not_undone(file: Path) -> None:
    one, other = Follower(file), Follower(file)
    one.service.set("look.theme", "dark")
    other.service.set("look.text_scale", "120")
    assert other.service.current.look.theme.value == "dark"
    found = Follower(file).service.current.look
    assert (found.theme.value, found.text_scale) == ("dark", 120)


def test_an_unreadable_file_is_put_aside_and_told_once(file: Path) -> None:
    file.write_text("[look\nlanguage = 1", encoding="utf-8")
    follower = Follower(file)
    (finding,) = follower.service.findings
    assert finding.code is Code.SETTINGS_UNREADABLE
    assert follower.service.current == Settings()
    follower.service.reload()
    assert len(follower.wrongs) == 1
    (aside,) = file.parent.iterdir()
    assert aside.read_text(encoding="utf-8") == "[look\nlanguage = 1"


def test_a_file_that_becomes_unreadable_changes_nothing(file: Path) -> None:
    follower = Follower(file)
    follower.service.set("look.theme", "dark")
    file.write_text("=", encoding="utf-8")
    for _ in range(2):
        assert follower.service.reload().look.theme.value == "dark"
    assert follower.wrongs[0].error.code is Code.SETTINGS_UNREADABLE


def test_where_nothing_can_be_written_nothing_is_set(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    follower = Follower(blocked / "settings.toml")
    with pytest.raises(MachineFault) as refused:
        follower.service.set("look.theme", "dark")
    assert refused.value.code is Code.FILE_UNWRITABLE
    assert follower.service.current == Settings()
    assert follower.changes == []


def test_a_file_for_the_editor_holds_every_setting(file: Path) -> None:
    service = Follower(file).service
    assert service.ensure_file() == file
    text = file.read_text(encoding="utf-8")
    for name in names():
        assert name.rpartition(".")[2] in text
    assert Follower(file).service.findings == ()
    file.write_text(WRITTEN, encoding="utf-8")
    service.ensure_file()
    assert file.read_text(encoding="utf-8") == WRITTEN, "a file that is there stays"
    assert stat.S_ISREG(file.stat().st_mode)
