"""Chat clients: recognised by their windows, whatever these say; profiles read from documents."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop import assets
from kefu_desktop.core.clients import (
    Client,
    ClientKey,
    Clients,
    Lines,
    Manner,
    Signs,
    WindowFacts,
    bare_program,
    fits,
    from_document,
)
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, InvalidInput

FILES = sorted(assets.resource("clients").glob("*.toml"))
ALL = Clients(
    client
    for file in FILES
    for client in from_document(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
)
_any = st.text(max_size=60)


def key(program: str = "", window_class: str = "", title: str = "") -> str:
    return ALL.recognise(WindowFacts(program, window_class, title)).key


@pytest.mark.parametrize(
    ("program", "known"),
    [
        (r"C:\Program Files (x86)\AliWorkbench\AliWorkbench.exe", "qianniu"),
        ("ALIIM.EXE", "wangwang"),
        ("WeChat.exe", "wechat"),
        ("Weixin.exe", "wechat"),
        ("wechat", "wechat"),
        ("QQ.exe", "qq"),
        ("QQ", "qq"),
        ("DingTalk.exe", "dingtalk"),
        ("WXWork.exe", "wecom"),
        ("Feishu.exe", "feishu"),
        ("JingMaiWorkbench.exe", "jd-dongdong"),
        ("PddWorkbench.exe", "pinduoduo"),
        ("抖店工作台.exe", "feige"),
        ("doudian.exe", "feige"),
        ("TelegramDesktop", "telegram"),
        ("Telegram.exe", "telegram"),
        ("WhatsApp.exe", "whatsapp"),
        ("Hexchat", "hexchat"),
        ("/usr/bin/pidgin", "pidgin"),
        ("chrome.exe", "browser"),
        ("Google-chrome", "browser"),
        ("firefox-esr", "browser"),
        ("360se.exe", "browser"),
        ("notepad.exe", ""),
        ("", ""),
    ],
)
def test_a_client_is_known_by_its_program(program: str, known: str) -> None:
    assert key(program) == known


@pytest.mark.parametrize(
    ("window_class", "known"),
    [
        ("WeChatMainWndForPC", "wechat"),
        ("TXGuiFoundation", "qq"),
        ("StandardFrame_DingTalk", "dingtalk"),
        ("WeWorkWindow", "wecom"),
        ("Qt5152QWindowIcon", ""),
    ],
)
def test_a_client_is_known_by_its_window_class(window_class: str, known: str) -> None:
    assert key(window_class=window_class) == known


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("飞鸽客服工作台 - Google Chrome", "feige"),
        ("抖店工作台", "feige"),
        ("拼多多商家后台", "pinduoduo"),
        ("(3) WhatsApp", "whatsapp"),
        ("Telegram Web", "telegram"),
        ("千牛工作台", "qianniu"),
        ("京东咚咚 - 客服", "jd-dongdong"),
        ("怎么用飞鸽 - 百度搜索", "browser"),
        ("News", "browser"),
    ],
)
def test_a_page_in_a_browser_is_known_by_its_title(title: str, known: str) -> None:
    assert key("msedge.exe", "Chrome_WidgetWin_1", title) == known
    assert key("notepad.exe", title=title) == ""


def test_a_page_that_is_installed_as_an_app_is_no_browser() -> None:
    assert key("Google-chrome", "web.whatsapp.com", "buyer") == "whatsapp"


def test_what_the_user_said_comes_first() -> None:
    facts = WindowFacts("WeChat.exe", "SomeClass", "")
    assert ALL.recognise(facts, {"wechat": "QQ"}).key == "qq"
    assert ALL.recognise(facts, {"someclass": "钉钉"}).key == "dingtalk"
    assert ALL.recognise(facts, {"wechat": "nothing of the kind"}).key == "wechat"
    assert ALL.recognise(WindowFacts(), {"": "QQ"}).key == ""


@given(_any, _any, _any, st.dictionaries(_any, _any, max_size=3))
def test_any_window_is_somebody_s(
    program: str, window_class: str, title: str, told: dict[str, str]
) -> None:
    client = ALL.recognise(WindowFacts(program, window_class, title), told)
    assert client == Client() or client in tuple(ALL)


@given(st.sampled_from(sorted(one.key for one in ALL)), _any, _any)
def test_a_program_counts_whatever_title_and_class_say(known: str, path: str, title: str) -> None:
    client = ALL.named(known)
    assert client is not None
    for program in client.signs.programs:
        name = program.replace("*", "x").upper() + ".EXE"
        seen = ALL.recognise(WindowFacts(f"{path}\\{name}", "", title))
        if not client.signs.is_browser:
            assert seen.key == known, program
        else:
            assert seen.signs.is_browser or seen.signs.pages


@given(st.text("ab*", min_size=1, max_size=8), st.text("abc", max_size=12))
def test_a_pattern_means_what_shells_mean(pattern: str, text: str) -> None:
    assert fits(pattern, text) == fnmatchcase(text, pattern)


def test_a_hostile_title_is_looked_through_once() -> None:
    # What goes back at each star would not come to an end here.
    assert not fits("*a" * 40 + "b", "a" * 100_000)


@given(_any)
def test_a_program_is_bare_once_and_for_all(program: str) -> None:
    bare = bare_program(program)
    assert "/" not in bare
    assert "\\" not in bare


def test_every_shipped_client_goes_by_each_of_its_names() -> None:
    for client in ALL:
        assert client.zh, client.key
        assert client.en.isascii(), client.key
        for name in (client.key, *client.names):
            found = ALL.named(f" {name.upper()} ")
            assert found is client, name


def test_shipped_clients_write_as_they_are_read() -> None:
    manners = {client.key: client.manner for client in ALL}
    styles = [manners[ClientKey(one)].style for one in ("qianniu", "wechat", "qq", "feige")]
    assert styles == [Style.WANGWANG, Style.WECHAT, Style.QQ, Style.DOUYIN]
    assert manners[ClientKey("hexchat")].lines is Lines.JOIN


def test_the_first_of_one_key_counts() -> None:
    mine = Client(ClientKey("wechat"), "我的微信", "Mine", signs=Signs(("wechat",)))
    both = Clients([mine, *ALL])
    assert both.recognise(WindowFacts("WeChat.exe")).zh == "我的微信"
    assert len(both) == len(ALL)
    assert both.named("微信") is None


# -- reading


def document(**fields: Any) -> dict[str, Any]:
    return {"client": [{"key": "shop", "zh": "本店", **fields}]}


def test_a_full_profile_is_read() -> None:
    (client,) = from_document(
        document(
            en="Shop",
            also=["台"],
            **{
                "known-by": {"programs": ["Desk.EXE"], "classes": ["Wnd*"], "pages": ["*台*"]},
                "takes": {
                    "emoticons": "kaomoji",
                    "longest": 500,
                    "lines": "join",
                    "paste-key": "shift+ins",
                    "delay-ms": 80,
                    "enter-sends": False,
                    "send-parts": True,
                },
            },
        ),
        "x.toml",
    )
    assert client == Client(
        ClientKey("shop"),
        "本店",
        "Shop",
        ("台",),
        Signs(("desk",), ("wnd*",), ("*台*",)),
        Manner(
            Style.KAOMOJI, 500, Lines.JOIN, "Shift+Insert", 80, enter_sends=False, send_parts=True
        ),
    )


def test_what_a_profile_does_not_say_is_as_in_the_one_below() -> None:
    (below,) = from_document(
        document(
            en="Shop",
            also=["铺"],
            takes={"longest": 500, "paste-key": "Shift+Insert", "send-parts": True},
            **{"known-by": {"programs": ["desk"], "pages": ["*desk*"]}},
        ),
        "x.toml",
    )
    over = {"client": [{"key": "shop", "takes": {"longest": 0}, "known-by": {"pages": []}}]}
    (client,) = from_document(over, "y.toml", {below.key: below})
    manner, signs = replace(below.manner, longest=0), replace(below.signs, pages=())
    assert client == replace(below, manner=manner, signs=signs)
    with pytest.raises(InvalidInput):
        from_document(over, "y.toml")  # a profile of its own has a name


def test_a_client_may_take_line_by_line_with_a_key_of_its_own() -> None:
    (client,) = from_document(document(takes={"lines": "step", "newline-key": "ctrl+return"}), "x")
    assert client.manner == Manner(lines=Lines.STEP, newline_key="Ctrl+Enter")
    (usual,) = from_document(document(takes={"lines": "step"}), "x")
    assert usual.manner.newline_key == "Shift+Enter"


def test_what_a_profile_does_not_say_is_safe() -> None:
    (client,) = from_document(document(), "x.toml")
    assert client.manner == Manner()
    assert client.en == "本店"


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({}, "client"),
        ({"client": []}, "client"),
        ({"client": [1]}, "client"),
        ({"clients": []}, "clients"),
        (document(key="Shop"), "key"),
        (document(key=1), "key"),
        (document(zh=""), "shop.zh"),
        (document(zh="两\n行"), "shop.zh"),
        (document(also="x"), "shop.also"),
        (document(also=[1]), "shop.also"),
        (document(tackes={}), "tackes"),
        (document(**{"known-by": {"programs": ["*"]}}), "shop.known-by.programs"),
        (document(**{"known-by": {"program": []}}), "shop.known-by.program"),
        (document(**{"known-by": {"browser": 1}}), "shop.known-by.browser"),
        (document(**{"known-by": [1]}), "shop.known-by"),
        (document(takes={"emoticons": "runes"}), "shop.takes.emoticons"),
        (document(takes={"longest": 3}), "shop.takes.longest"),
        (document(takes={"longest": True}), "shop.takes.longest"),
        (document(takes={"lines": "both"}), "shop.takes.lines"),
        (document(takes={"paste-key": "v"}), "shop.takes.paste-key"),
        (document(takes={"paste-key": 1}), "shop.takes.paste-key"),
        (document(takes={"delay-ms": -1}), "shop.takes.delay-ms"),
        (document(takes={"enter-sends": "yes"}), "shop.takes.enter-sends"),
        (document(takes={"send-parts": 1}), "shop.takes.send-parts"),
        (document(takes={"newline-key": ""}), "shop.takes.newline-key"),
        (document(takes={"newline-key": "Enter"}), "shop.takes.newline-key"),
    ],
)
def test_a_mistake_is_named_with_its_field(bad: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        from_document(bad, "x.toml")
    assert refused.value.code is Code.CLIENT_INVALID
    assert refused.value.params["field"] == field
    assert refused.value.params["file"] == "x.toml"


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _any,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_any, inner, max_size=3),
    max_leaves=6,
)
_fields = ("key", "zh", "en", "also", "known-by", "takes", "programs", "longest", "paste-key")


@given(st.dictionaries(st.sampled_from(_fields), _values))
def test_any_document_is_read_or_refused(entry: dict[str, Any]) -> None:
    try:
        clients = from_document({"client": [entry]}, "x.toml")
    except InvalidInput:
        return
    assert len(clients) == 1


def test_the_guide_names_all_that_a_profile_can_say() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "CLIENTS.md").read_text(encoding="utf-8")
    example = guide.split("```toml\n")[1].split("```")[0]
    (client,) = from_document(tomllib.loads(example), "guide")
    assert client.signs == Signs(("shopdesk",), ("shopdeskwnd*",), ("*本店客服台*",))
    for style in Style:
        assert f"`{style.value}`" in guide
    for lines in Lines:
        assert f"`{lines.value}`" in guide
