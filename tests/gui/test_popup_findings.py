"""What the popup's preview says about the wording, and that it never stands in the way."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.preview_findings import PreviewFindings
from kefu_desktop.core.lint import Circumstances, Finding, RuleId, Severity
from kefu_desktop.core.model import Reply, Uid, Variant
from kefu_desktop.core.settings import Language
from kefu_desktop.core.template import Problem
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.popup.finding_lines import FindingLines
from kefu_desktop.gui.theme import Theme, Token
from tests.app.shop import HeldLane
from tests.gui.agent import Agent
from tests.gui.world import World


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads needs no time here."""
    monkeypatch.setattr("kefu_desktop.gui.popup.side.REST_MS", 0)


BAD = "全网最低价，亲加我微信吧"
ANY = Finding(0, 0, 2, RuleId("superlative"), "最低", Severity.ERROR)


def test_a_finding_is_said_below_the_text_and_enter_sends_it_all_the_same(agent: Agent) -> None:
    agent.world.add("便宜", BAD)
    agent.hotkey()
    assert agent.shown == BAD
    agent.wait()
    assert any("微信" in text for text in agent.findings)
    agent.keys("Return")
    assert (agent.copied, agent.pastes) == (BAD, 1)


def test_each_wording_and_reply_has_its_own(agent: Agent) -> None:
    agent.world.add("便宜", BAD, "这款正在做活动，拍下就减十元")
    agent.world.add("尺码", "这款可以按平时的尺码拍", favourite=True)
    agent.hotkey()
    assert agent.findings == ()
    agent.keys("Down")
    agent.wait()
    assert agent.findings
    agent.keys("Tab")
    agent.wait()
    assert agent.findings == ()
    agent.write("qqqqzzzz")
    assert agent.findings == ()


def test_nothing_is_looked_at_before_the_popup_is_seen(agent: Agent) -> None:
    agent.world.add("便宜", BAD)
    agent.wait()
    assert agent.shown == BAD
    agent.wait()
    assert agent.findings == ()


def test_what_is_let_be_is_not_said(agent: Agent) -> None:
    uid = agent.world.add("便宜", "亲加我微信吧")
    agent.hotkey()
    agent.wait()
    assert agent.findings
    agent.keys("Esc")
    checking = agent.world.checking()
    for finding in checking.look_at(["亲加我微信吧"], Circumstances(), uid):
        checking.waive(uid, finding, "").result()
    agent.hotkey()
    agent.wait()
    assert agent.findings == ()


def test_lines_are_two_the_gravest_first_with_a_count_of_the_others(
    theme: Theme, languages: Languages
) -> None:
    lines = FindingLines(theme, lambda finding: finding.word)
    lines.show_findings([replace(ANY, word=word) for word in "甲乙丙丁"])
    assert lines.texts == ("甲", "乙")
    assert lines.accessibleName() == "Must not be sent: 甲\nMust not be sent: 乙"
    assert lines.toolTip() == "甲\n乙\n丙\n丁"
    languages.use(Language.ZH_CN)
    lines.show_findings([ANY])
    assert "不能发" in lines.accessibleName()
    lines.show_findings([])
    assert lines.isHidden()


def test_severities_differ_in_shape_and_colour(theme: Theme) -> None:
    pictures = []
    for severity in Severity:
        lines = FindingLines(theme, lambda finding: "同")
        lines.show_findings([replace(ANY, severity=severity)])
        lines.resize(200, lines.sizeHint().height())
        picture = lines.grab().toImage()
        colour = {
            Severity.ERROR: Token.BAD,
            Severity.WARNING: Token.WARN,
            Severity.HINT: Token.TEXT_2,
        }[severity]
        drawn = frozenset(
            (x, y)
            for x in range(8, 20)
            for y in range(picture.height())
            if picture.pixelColor(x, y).rgb() == theme.colour(colour).rgb()
        )
        assert drawn
        pictures.append(drawn)
    assert len(set(pictures)) == len(Severity)


# -- looking, off the way


def reply(*texts: str, uid: str = "r") -> Reply:
    return Reply(uid=Uid(uid), title="好", variants=tuple(map(Variant, texts)))


class Rules:
    """Checks that find one thing in each text, and remember what they looked at."""

    def __init__(self) -> None:
        self.looked: list[tuple[str, ...]] = []
        self.known: dict[Uid, tuple[Finding, ...]] | None = None

    def prepare(self) -> None:
        pass

    def found(self) -> dict[Uid, tuple[Finding, ...]] | None:
        return self.known

    def look_at(self, texts: list[str], about: object, uid: Uid) -> tuple[Finding, ...]:
        self.looked.append(tuple(texts))
        hint = replace(ANY, severity=Severity.HINT, start=0)
        hole = replace(ANY, reason=Problem.MALFORMED)
        return tuple(
            replace(one, variant=number)
            for number in range(len(texts))
            for one in (hint, ANY, hole)
        )


def test_only_the_newest_that_was_asked_for_is_looked_at_and_told() -> None:
    rules, lane, told = Rules(), HeldLane(), list[object]()
    findings = PreviewFindings(lane, lambda call: call(), lambda: rules)  # type: ignore[arg-type,return-value]
    for text in ("甲甲", "乙乙", "丙丙"):
        findings.ask(reply(text), 0, told.append)
    lane.go_on()
    assert rules.looked == [("丙丙",)]
    assert told == [(ANY, replace(ANY, severity=Severity.HINT))], "the gravest first, no holes"
    findings.ask(reply("丁丁"), 0, told.append)
    findings.forget()
    lane.go_on()
    assert len(told) == 1


def test_what_is_known_of_the_library_is_told_at_once() -> None:
    rules, told = Rules(), list[object]()
    findings = PreviewFindings(InlineLane(), lambda call: call(), lambda: rules)  # type: ignore[arg-type,return-value]
    findings.ask(reply("甲甲", "乙乙"), 1, told.append)
    assert told.pop() == (replace(ANY, variant=1), replace(ANY, variant=1, severity=Severity.HINT))
    rules.known = {Uid("r"): (ANY, replace(ANY, variant=1, end=99))}
    findings.ask(reply("甲甲", "乙乙"), 0, told.append)
    assert told.pop() == (ANY,)
    findings.ask(reply("甲甲", "乙乙"), 1, told.append)
    assert told.pop() == (), "what was found in a longer text is out of date"
    assert len(rules.looked) == 1


# -- emoticons


def picker_of(agent: Agent) -> QWidget:
    from kefu_desktop.gui.emoticons.picker import EmoticonPicker

    return agent.one(EmoticonPicker)


@pytest.mark.parametrize("key", ["Ctrl+.", "Alt+E"])
def test_an_emoticon_goes_into_the_chat_and_is_no_reply(
    agent: Agent, world: World, key: str
) -> None:
    uid = world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.popup.appear(None)
    agent.wait()
    agent.keys(key)
    picker = picker_of(agent)
    agent.qtbot.waitUntil(lambda: bool(picker.isVisible() and picker.cells))  # type: ignore[attr-defined]
    agent.write("weixiao")
    agent.keys("Return")
    assert agent.copied == "/:^_^", "as the client in front reads it"
    assert (agent.pastes, agent.popup.isVisible()) == (2, False)
    assert world.count(uid) == 1
    assert world.parts.rest is not None


def test_esc_leaves_the_picker_and_the_popup_stays(agent: Agent, world: World) -> None:
    world.add("问好", "在的")
    agent.hotkey()
    agent.keys("Ctrl+.")
    picker = picker_of(agent)
    assert picker.isVisible()
    agent.keys("Esc")
    assert (picker.isVisible(), agent.popup.isVisible()) == (False, True)
    assert agent.field.hasFocus()
    world.set("delivery.enter", "copy")
    agent.keys("Ctrl+.")
    agent.qtbot.waitUntil(lambda: bool(picker.cells))  # type: ignore[attr-defined]
    agent.keys("Return")
    assert agent.pastes == 0
    assert agent.copied
