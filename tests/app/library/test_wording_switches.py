"""Wording rules switched in the user's own file, and what then is found in the library."""

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kefu_desktop import assets
from kefu_desktop.app.checking import Checking
from kefu_desktop.app.events import Events, WordingChanged
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.wording import WordingRules
from kefu_desktop.app.wording_switches import WordingSwitches
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.lint import RuleId, Severity
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.queries import Reader
from tests.app.library.branch import Branch, StandingClock, reply

PROMISE = RuleId("promise")

WRITTEN = """\
# 我们店的
allow = ["微信客服"]   # 广告位

[[rule]]
id = "one-word"
reason = "太短"
words = ["在"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "data" / "wording.toml"


def switches(own: Path, events: Events | None = None) -> WordingSwitches:
    return WordingSwitches(assets.resource("wording"), own, events or Events(), StandingClock())


def test_every_rule_of_the_program_is_on_until_it_is_switched(own: Path) -> None:
    found = switches(own).all()
    names = [one.id for one in found]
    assert len(names) == len({*names})
    assert {PROMISE, RuleId("too-long-sms"), RuleId("review-bribe")} <= {*names}
    assert all(one.on and not one.replaced for one in found)
    assert next(one for one in found if one.id == "review-bribe").severity is Severity.ERROR
    assert not own.exists()


def test_switching_touches_that_alone(own: Path) -> None:
    own.parent.mkdir()
    own.write_text(WRITTEN, encoding="utf-8")
    switches(own).set(PROMISE, on=False)
    switches(own).set(RuleId("negative"), on=False)
    assert [one.id for one in switches(own).all() if not one.on] == ["negative", "promise"]
    assert [one.id for one in switches(own).all() if one.replaced] == ["one-word"]
    text = own.read_text(encoding="utf-8")
    assert [line for line in WRITTEN.splitlines() if line not in text.splitlines()] == []
    for rule in (PROMISE, RuleId("negative")):
        switches(own).set(rule, on=True)
    assert tomllib.loads(own.read_text(encoding="utf-8")) == tomllib.loads(WRITTEN)


def test_who_looks_through_texts_hears_of_it_once(own: Path) -> None:
    events, heard = Events(), list[WordingChanged]()
    events.subscribe(WordingChanged, heard.append)
    for _ in range(2):
        switches(own, events).set(PROMISE, on=False)
    assert len(heard) == 1


@pytest.fixture
def readings() -> Readings:
    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())


@pytest.fixture
def checking(branch: Branch, own: Path, readings: Readings) -> Iterator[Checking]:
    branch.library.start().result()
    wording = WordingRules(assets.resource("wording"), own, lambda: readings)
    opened = Checking(
        InlineLane(),
        partial(Reader.open, branch.place.library),
        [wording.look_at],
        branch.events,
        branch.folder / "ignored.jsonl",
        wording.reload,
    )
    yield opened
    opened.close()


def test_the_library_is_looked_through_anew(branch: Branch, own: Path, checking: Checking) -> None:
    branch.add(reply("a", "保证明天送到"))
    checking.start()
    assert list(checking.found() or ()) == ["a"]
    switches(own, branch.events).set(PROMISE, on=False)
    assert checking.found() == {}
    switches(own, branch.events).set(PROMISE, on=True)
    assert list(checking.found() or ()) == ["a"]


def test_a_file_that_cannot_be_read_is_left_to_its_author(own: Path) -> None:
    own.parent.mkdir()
    own.write_text('off = ["a"]\nallow = ?', encoding="utf-8")
    with pytest.raises(KefuError) as refused:
        switches(own).set(PROMISE, on=False)
    assert refused.value.code is Code.WORDING_FILE_DAMAGED
    assert refused.value.params["line"] == 2
    assert own.read_text(encoding="utf-8").startswith('off = ["a"]')
    assert [*own.parent.iterdir()] == [own]


def test_the_file_can_be_opened_before_there_is_one(own: Path) -> None:
    file = switches(own).ensure_file()
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {}
    file.write_text(WRITTEN, encoding="utf-8")
    assert switches(own).ensure_file().read_text(encoding="utf-8") == WRITTEN
