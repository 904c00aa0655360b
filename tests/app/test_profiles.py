"""Client profiles changed by their user: in files of their own, held at once, taken back."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kefu_desktop import assets
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events
from kefu_desktop.app.ports import Target
from kefu_desktop.app.profiles import Profiles, is_page, page_words, sign_of
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.clients import Client, ClientKey, Manner, Signs, WindowFacts
from kefu_desktop.core.errors import InvalidInput, NotFound

WECHAT = ClientKey("wechat")
DESK = WindowFacts(r"C:\\Shop\\ShopDesk.exe", "ShopWnd", "buyer 13800000000")
PAGE = WindowFacts("chrome.exe", "Chrome_WidgetWin_1", "(3) 小店客服 - Google Chrome")


class Desk:
    """The profiles of one user; a second one over the same folder is a restart."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "clients"
        self.file = folder / "settings.toml"
        self.settings = SettingsService(self.file, Events(), SystemClock())
        told = lambda: self.settings.current.clients.known  # noqa: E731
        self.known = KnownClients(assets.resource("clients"), self.own, told)
        self.profiles = Profiles(self.known, self.settings, SystemClock())

    def recognised(self, facts: WindowFacts) -> str:
        target = Target(1, facts.program, facts.title, window_class=facts.window_class)
        return self.known.recognise(target).key

    def manner(self, key: str, **changed: object) -> Client:
        def alter(client: Client) -> Client:
            manner = replace(client.manner, **changed)  # type: ignore[arg-type]
            return replace(client, manner=manner)

        return self.profiles.change(ClientKey(key), alter)

    def files(self) -> list[str]:
        return sorted(file.name for file in self.own.iterdir()) if self.own.exists() else []


@pytest.fixture
def open_desk(tmp_path: Path) -> Callable[[], Desk]:
    return lambda: Desk(tmp_path)


@pytest.fixture
def desk(open_desk: Callable[[], Desk]) -> Desk:
    return open_desk()


def test_a_client_of_the_program_is_changed_in_a_file_of_the_user(
    desk: Desk, open_desk: Callable[[], Desk]
) -> None:
    shipped = desk.known.get("wechat")
    changed = desk.manner("wechat", delay=120)
    assert desk.known.get("wechat") == changed
    assert changed == replace(shipped, manner=replace(shipped.manner, delay=120))
    assert tomllib.loads((desk.own / "wechat.toml").read_text(encoding="utf-8")) == {
        "client": [{"key": "wechat", "takes": {"delay-ms": 120}}]
    }
    assert desk.profiles.is_changed(WECHAT)
    again = open_desk()
    assert again.known.get("wechat") == changed
    assert again.known.shipped(WECHAT) == shipped


def test_the_way_back_leaves_no_file(desk: Desk) -> None:
    shipped = desk.known.get("wechat")
    desk.manner("wechat", delay=120)
    desk.profiles.reset(WECHAT)
    assert (desk.known.get("wechat"), desk.files()) == (shipped, [])
    desk.manner("wechat", delay=120)
    assert desk.manner("wechat", delay=shipped.manner.delay) == shipped
    assert desk.files() == [], "what is not different any more needs no file"
    assert not desk.profiles.is_changed(WECHAT)


def test_a_file_of_several_keeps_the_others_and_its_comments(desk: Desk) -> None:
    desk.own.mkdir()
    file = desk.own / "mine.toml"
    file.write_text(
        '# 我的\n[[client]]\nkey = "wechat" # 慢\ntakes.delay-ms = 90\n\n'
        '[[client]]\nkey = "desk"\nzh = "台"\nknown-by.programs = ["Desk.exe"]\n',
        encoding="utf-8",
    )
    desk.manner("wechat", delay=200)
    desk.manner("desk", longest=300)
    text = file.read_text(encoding="utf-8")
    assert "# 慢" in text
    assert "Desk.exe" in text
    assert desk.files() == ["mine.toml"]
    desk.profiles.reset(WECHAT)
    assert desk.known.get("desk").manner.longest == 300
    assert "# 我的" in file.read_text(encoding="utf-8")


def test_what_a_profile_may_not_say_changes_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.manner("wechat", longest=5)
    assert refused.value.params["field"] == "wechat.takes.longest"
    with pytest.raises(NotFound):
        desk.profiles.change(ClientKey("gone"), lambda client: client)
    assert desk.files() == []


def test_a_client_of_one_s_own_comes_and_goes(desk: Desk, open_desk: Callable[[], Desk]) -> None:
    made = desk.profiles.add(" 小店客服台 ", Signs(programs=("shopdesk",)))
    assert (made.zh, made.manner) == ("小店客服台", Manner())
    assert open_desk().recognised(DESK) == made.key
    assert desk.profiles.is_own(made.key)
    assert not desk.profiles.is_changed(made.key)
    other = desk.profiles.add("另一个")
    assert other.key != made.key
    desk.profiles.assign(PAGE, made.key, "小店客服")
    desk.profiles.assign(WindowFacts("Other.exe"), made.key)
    desk.profiles.reset(made.key)
    assert desk.recognised(DESK) == ""
    assert desk.settings.current.clients.known == {}, "nothing points at a client that is gone"
    with pytest.raises(InvalidInput):
        desk.profiles.add("  ")


def test_a_window_is_said_to_be_a_client(desk: Desk, open_desk: Callable[[], Desk]) -> None:
    assert desk.recognised(DESK) == ""
    assert desk.profiles.assign(DESK, WECHAT).key == WECHAT
    assert desk.settings.current.clients.known == {"ShopDesk.exe": "wechat"}
    assert desk.profiles.told_to_be(WECHAT) == ("ShopDesk.exe",)
    assert open_desk().recognised(DESK) == "wechat"
    desk.settings.set("clients.known.SHOPDESK", "QQ")
    assert desk.profiles.assign(DESK, WECHAT).key == WECHAT
    assert desk.settings.current.clients.known == {"ShopDesk.exe": "wechat"}
    desk.profiles.forget("ShopDesk.exe")
    assert desk.recognised(DESK) == ""


def test_a_page_is_said_to_be_a_client_by_words_of_its_title(desk: Desk) -> None:
    assert is_page(desk.known, PAGE)
    assert not is_page(desk.known, DESK)
    words = page_words(PAGE.title)
    assert words == "小店客服"
    assert desk.profiles.assign(PAGE, WECHAT, words).key == WECHAT
    assert desk.recognised(replace(PAGE, title="小店客服 | 和买家 - Google Chrome")) == "wechat"
    assert desk.recognised(replace(PAGE, title="News - Google Chrome")) == "browser"
    assert desk.recognised(WindowFacts("WeChat.exe")) == "wechat"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("【12】消息中心", "消息中心"),
        ("客服工作台 — Mozilla Firefox", "客服工作台"),
        ("a - b - Edge", "a - b"),
        ("- Chrome", "- Chrome"),
        ("", ""),
    ],
)
def test_what_of_a_title_is_likely_to_stay(title: str, words: str) -> None:
    assert page_words(title) == words


def test_what_a_window_is_called() -> None:
    assert sign_of(DESK) == "ShopDesk.exe"
    assert sign_of(WindowFacts("", "ShopWnd", "buyer")) == "ShopWnd"
    assert sign_of(WindowFacts(title="buyer")) == ""


def test_the_window_met_last_is_remembered(desk: Desk) -> None:
    assert desk.known.met is None
    desk.known.recognise(Target(1, "a"))
    assert desk.known.met is None, "looking is not meeting"
    desk.known.meet(Target(1, "WeChat.exe", "buyer", window_class="Wnd"))
    desk.known.meet(None)
    assert desk.known.met == WindowFacts("WeChat.exe", "Wnd", "buyer")
