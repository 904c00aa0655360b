"""Chat programs: what each takes, corrected by hand, and the window met last."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import ClientKey, Lines
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.settings.client_form import ClientForm
from kefu_desktop.gui.settings.clients import ClientsPage
from tests.gui.settings.office import Office

WECHAT = ClientKey("wechat")


def opened_at(office: Office, key: str) -> tuple[ClientsPage, ClientForm]:
    page = office.open(ClientsPage)
    page.choose(ClientKey(key))
    return page, page.form


def recognised(office: Office, program: str, title: str = "") -> str:
    """What the popup would name a window, now."""
    return office.clients.recognise(Target(1, program, title)).key


def names(page: ClientsPage) -> list[str]:
    return [page.list.item(at).text() for at in range(page.list.count())]


def write_rows(office: Office, form: ClientForm, field: str, *rows: str) -> None:
    control = form[field].control
    control.setFocus()
    control.setPlainText("\n".join(rows))
    form["zh" if form["zh"].isVisible() else "longest"].control.setFocus()


def test_every_client_is_listed_with_what_it_is_known_by(office: Office) -> None:
    page = office.open(ClientsPage)
    assert len(names(page)) == len(office.clients.all)
    at = names(page).index("微信")
    signs = page.list.item(at).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "wechat" in signs
    assert page.list.item(at).toolTip() == signs


def test_what_a_client_takes_is_changed_in_a_file_of_the_user_and_holds_at_once(
    office: Office,
) -> None:
    page, form = opened_at(office, "wechat")
    shipped = office.clients.get("wechat")
    office.choose(form["emoticons"].control, "kaomoji")
    office.choose(form["lines"].control, "join")
    office.write(form["longest"].control, "1,500")
    office.write(form["delay-ms"].control, "120")
    office.press(form["paste-key"].control, "Space", "Shift+Insert")
    office.press(form["send-parts"].control, "Space")
    manner = office.clients.get("wechat").manner
    assert (manner.style, manner.lines, manner.longest) == (Style.KAOMOJI, Lines.JOIN, 1500)
    assert (manner.delay, manner.paste_key, manner.send_parts) == (120, "Shift+Insert", True)
    file = office.folder / "clients" / "wechat.toml"
    (entry,) = tomllib.loads(file.read_text(encoding="utf-8"))["client"]
    assert entry.keys() == {"key", "takes"}
    assert "微信 ●" in names(page)
    assert form.state.text() == "已改"
    again = office.restart()
    assert again.clients.get("wechat").manner == manner
    page, form = opened_at(again, "wechat")
    assert form["longest"].control.text() == "1500"
    again.press(form.back, "Space")
    assert again.clients.get("wechat") == shipped
    assert not file.exists()
    assert form["longest"].control.text() == str(shipped.manner.longest)
    assert form["paste-key"].control.text() == "同「送出」页"
    assert "微信" in names(page)
    assert not form.back.isVisible()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("longest", "5"), ("longest", "many"), ("longest", "1000000"), ("delay-ms", "-1")],
)
def test_a_number_that_cannot_be_is_said_beside_its_field(
    office: Office, field: str, typed: str
) -> None:
    before = office.clients.get("wechat")
    _, form = opened_at(office, "wechat")
    office.write(form[field].control, typed)
    assert "请填" in form[field].finding.text
    assert form[field].control.property("wrong") is True
    assert office.clients.get("wechat") == before
    office.window.page.appear()
    assert form[field].control.text() == typed, "what was typed stays to be mended"
    office.write(form[field].control, "")
    assert form[field].finding.text == ""
    assert form[field].control.text() == "0"


def test_a_paste_key_that_types_is_refused_and_the_usual_one_can_be_had_again(
    office: Office,
) -> None:
    _, form = opened_at(office, "wechat")
    office.press(form["paste-key"].control, "Space", "V")
    assert "Ctrl" in form["paste-key"].finding.text
    office.press(form["paste-key"].control, "Space", "Ctrl+Shift+V")
    assert office.clients.get("wechat").manner.paste_key == "Ctrl+Shift+V"
    office.press(form.no_key, "Space")
    assert office.clients.get("wechat").manner.paste_key == ""


def test_where_lines_go_one_by_one_the_key_between_can_be_set(office: Office) -> None:
    _, form = opened_at(office, "wechat")
    between = form["newline-key"]
    assert not between.isVisible(), "of no use while line ends are kept"
    office.choose(form["lines"].control, "step")
    assert between.isVisible()
    office.press(between.control, "Space", "X")
    assert "Ctrl" in between.finding.text
    office.press(between.control, "Space", "Ctrl+Return")
    manner = office.clients.get("wechat").manner
    assert (manner.lines, manner.newline_key) == (Lines.STEP, "Ctrl+Enter")


def test_parts_are_sent_only_where_enter_sends_and_delivery_allows_it(office: Office) -> None:
    _, form = opened_at(office, "wechat")
    parts = form["send-parts"]
    assert not parts.control.isChecked(), "off until somebody switches it on"
    office.press(parts.control, "Space")
    assert "送出" in parts.finding.text
    (allow,) = [one for one in parts.findChildren(type(form.back)) if one.text() == "允许"]
    office.press(allow, "Space")
    assert office.value("delivery.send_parts") is True
    assert parts.finding.text == ""
    office.press(form["enter-sends"].control, "Space")
    assert not parts.control.isEnabled()
    assert not office.clients.get("wechat").manner.send_parts


def test_how_a_client_is_known_is_changed(office: Office) -> None:
    _, form = opened_at(office, "wechat")
    rows = form["programs"].control.rows
    write_rows(office, form, "programs", *rows, "MyChat*.exe")
    assert recognised(office, "mychat2") == "wechat"
    assert recognised(office, "WeChat.exe") == "wechat"
    write_rows(office, form, "pages", "*")
    assert "*" in form["pages"].finding.text
    assert recognised(office, "chrome.exe", "News") == "browser"


def test_a_window_that_was_never_met_says_how_it_is_met(office: Office) -> None:
    page = office.open(ClientsPage)
    assert "Ctrl+Alt+K" in page.met.advice.text()
    assert not page.met.choice.isVisible()


def test_an_unknown_window_is_said_to_be_a_known_client(office: Office) -> None:
    office.meet("ShopDesk.exe", "买家", "ShopWnd")
    page = office.open(ClientsPage)
    met = page.met
    assert met.verdict.text() == "不认识这个窗口"
    assert [fact.toolTip() for fact in met.facts] == ["ShopDesk.exe", "ShopWnd", "买家"]
    assert not met.go.isEnabled()
    office.choose(met.choice, "wechat")
    office.press(met.go, "Space")
    assert recognised(office, "ShopDesk.exe") == "wechat"
    assert office.value("clients.known") == {"ShopDesk.exe": "wechat"}
    assert met.verdict.text() == "认作：微信"
    assert page.form.client.key == "wechat", "its fields are shown"
    assert recognised(office.restart(), "ShopDesk.exe") == "wechat"


def test_what_was_said_of_a_window_can_be_forgotten(office: Office) -> None:
    office.service.set("clients.known.ShopDesk", "微信")
    office.meet("ShopDesk.exe")
    page, form = opened_at(office, "wechat")
    (forget,) = [one for one in form.findChildren(type(form.back)) if one.text() == "忘掉"]
    assert forget.isVisible()
    office.press(forget, "Space")
    assert office.value("clients.known") == {}
    assert page.met.verdict.text() == "不认识这个窗口"
    assert not forget.isVisible()


def test_an_unknown_window_becomes_a_client_of_one_s_own(office: Office) -> None:
    office.meet("ShopDesk.exe", "买家", "ShopWnd")
    page = office.open(ClientsPage)
    office.choose(page.met.choice, "+")
    office.press(page.met.go, "Space")
    assert "1 到 40" in page.met.finding.text, "it needs a name"
    page.met.name.setText("小店客服")
    office.press(page.met.go, "Space")
    assert page.met.finding.text == ""
    made = office.clients.get("小店客服")
    assert names(page)[0] == "小店客服 ●", "one's own come first"
    assert page.form.client == made
    office.write(page.form["zh"].control, "小店工作台")
    assert names(page)[0] == "小店工作台 ●"
    office.write(page.form["zh"].control, "")
    assert page.form["zh"].finding.text
    again = office.restart()
    assert recognised(again, "shopdesk") == made.key
    page, form = opened_at(again, made.key)
    assert not form.back.isVisible()
    again.press(form.remove, "Space")
    assert recognised(again, "shopdesk") == ""
    assert not any("小店工作台" in name for name in names(page))


def test_a_page_in_a_browser_is_known_by_words_of_its_title(office: Office) -> None:
    office.meet("chrome.exe", "(2) 小店客服台 - Google Chrome", "Chrome_WidgetWin_1")
    page = office.open(ClientsPage)
    assert page.met.page.text() == "小店客服台"
    office.choose(page.met.choice, "wechat")
    page.met.page.setText("")
    office.press(page.met.go, "Space")
    assert page.met.finding.text
    page.met.page.setText("小店客服")
    office.press(page.met.go, "Space")
    assert recognised(office, "chrome.exe", "小店客服 | 买家 - Google Chrome") == "wechat"
    assert recognised(office, "chrome.exe", "News") == "browser"
    assert office.value("clients.known") == {}


def test_a_new_client_is_begun_without_a_window(office: Office) -> None:
    page = office.open(ClientsPage)
    office.press(page.add, "Space")
    name = page.form["zh"].control
    assert QApplication.focusWidget() is name
    assert name.selectedText() == name.text()
    office.write(name, "新店")
    write_rows(office, page.form, "classes", "NewShopWnd*")
    target = Target(1, "", "x", window_class="NewShopWnd2")
    assert office.clients.recognise(target).zh == "新店"


def test_a_file_edited_by_hand_is_taken_over_and_a_bad_one_said(office: Office) -> None:
    page = office.open(ClientsPage)
    folder = office.folder / "clients"
    folder.mkdir()
    (folder / "a.toml").write_text('[[client]]\nkey = "a"\nzh = "甲"\n', encoding="utf-8")
    (folder / "b.toml").write_text("[[client]\n", encoding="utf-8")
    office.window.appear()
    assert names(page)[0] == "甲 ●"
    assert "b.toml" in page.findings.text
    (folder / "b.toml").unlink()
    office.window.appear()
    assert page.findings.text == ""


def test_comments_of_a_file_stay(office: Office) -> None:
    folder = office.folder / "clients"
    folder.mkdir()
    file = folder / "mine.toml"
    file.write_text(
        '# 慢机器\n[[client]]\nkey = "qq"\ntakes.delay-ms = 90 # 试过\n', encoding="utf-8"
    )
    _, form = opened_at(office, "qq")
    assert form["delay-ms"].control.text() == "90"
    office.write(form["delay-ms"].control, "200")
    text = file.read_text(encoding="utf-8")
    assert "# 慢机器" in text
    assert "200 # 试过" in text


def test_what_was_edited_since_the_form_was_shown_is_not_written_over(office: Office) -> None:
    _, form = opened_at(office, "qq")
    folder = office.folder / "clients"
    folder.mkdir()
    file = folder / "qq.toml"
    file.write_text('[[client]]\nkey = "qq"\ntakes.delay-ms = 90\n', encoding="utf-8")
    office.choose(form["emoticons"].control, "plain")
    manner = office.clients.get("qq").manner
    assert (manner.style, manner.delay) == (Style.PLAIN, 90)


def test_the_page_speaks_english_too(office: Office, languages: Languages) -> None:
    page, form = opened_at(office, "wechat")
    languages.use(Language.EN)
    office.bot.waitUntil(lambda: "WeChat" in names(page))
    assert form.heading.text() == "WeChat"
    assert form["emoticons"].caption.text() == "Emoticons"
