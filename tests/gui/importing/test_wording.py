"""What the wording rules say of records before they come in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kefu_desktop.core.lint import Severity
from kefu_desktop.gui.importing.head import Narrowing
from kefu_desktop.gui.importing.rows import SHOWN
from tests.gui.importing.person import WAIT, Person
from tests.gui.importing.shop import FIRST

BAD = [
    *FIRST,
    ("售后", "wx", "联系店主", "亲，加我微信，明天一定到"),
    ("售后", "tui", "不能退", "我们不能退的"),
]


def chip(person: Person) -> str:
    found = [
        one.text()
        for one in person.wizard.head.findChildren(QPushButton)
        if one.text().startswith("Wording") and one.isVisibleTo(person.wizard.head)
    ]
    return found[0] if found else ""


def looked_at(person: Person) -> None:
    person.qtbot.waitUntil(lambda: chip(person).startswith("Wording findings "), timeout=WAIT)
    person.qtbot.waitUntil(lambda: "%" not in chip(person), timeout=WAIT)


def gravest(person: Person) -> dict[str, Severity | None]:
    model = person.view.model()
    assert model is not None
    shown = [model.index(row, 0).data(SHOWN) for row in range(model.rowCount())]
    return {one.title: one.minded for one in shown}


def test_records_with_findings_are_marked_and_counted(newcomer: Person) -> None:
    newcomer.open(newcomer.shop.table(rows=BAD))
    looked_at(newcomer)
    assert chip(newcomer) == "Wording findings 2"
    assert gravest(newcomer) == {title: None for _, _, title, _ in FIRST} | {
        "联系店主": Severity.ERROR,
        "不能退": Severity.HINT,
    }


def test_the_chip_lists_them_alone_and_again_all(newcomer: Person) -> None:
    newcomer.open(newcomer.shop.table(rows=BAD))
    looked_at(newcomer)
    newcomer.press("Wording findings")
    newcomer.qtbot.waitUntil(lambda: newcomer.shop.listed() == ["联系店主", "不能退"], timeout=WAIT)
    newcomer.press("None")
    newcomer.press("Wording findings")
    newcomer.qtbot.waitUntil(lambda: len(newcomer.shop.listed()) == len(BAD), timeout=WAIT)
    newcomer.carry()
    assert set(newcomer.shop.replies()) == {title for _, _, title, _ in FIRST}


def test_the_record_that_is_looked_at_says_what_was_found_gravest_first(newcomer: Person) -> None:
    newcomer.open(newcomer.shop.table(rows=BAD))
    looked_at(newcomer)
    lines = newcomer.wizard.records.comparison.minded
    newcomer.go_to("联系店主")
    newcomer.qtbot.waitUntil(lambda: len(lines.texts) == 2, timeout=WAIT)
    assert lines.texts[0].startswith("Must not be sent: “加我微信”")
    assert lines.texts[1].startswith("Careful: “一定到”")
    newcomer.go_to("包邮门槛")
    newcomer.qtbot.waitUntil(lambda: not lines.isVisible(), timeout=WAIT)


def test_what_is_here_already_is_not_looked_at(newcomer: Person) -> None:
    path = newcomer.shop.table(rows=BAD)
    newcomer.open(path).carry()
    newcomer.press("Close")
    newcomer.open(path)
    assert chip(newcomer) == ""
    newcomer.go_to("联系店主").key(Qt.Key.Key_Down)
    assert set(gravest(newcomer).values()) == {None}


def test_nothing_of_the_file_before_is_told_of_the_next(newcomer: Person) -> None:
    newcomer.open(newcomer.shop.table(rows=BAD))
    looked_at(newcomer)
    newcomer.wizard.head.narrow(Narrowing(minded=True))
    newcomer.wizard.close()
    newcomer.open(newcomer.shop.table("另一份.csv", rows=FIRST))
    newcomer.qtbot.waitUntil(lambda: chip(newcomer) == "", timeout=WAIT)
    assert len(newcomer.shop.listed()) == len(FIRST)
