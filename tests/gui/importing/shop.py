"""A shop with a real library that packs come into, and somebody before the wizard."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton

from kefu_desktop import assets
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.events import Events
from kefu_desktop.app.giving_way import GivingWay
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.wording import WordingRules
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import look_at
from kefu_desktop.core.model import Millis, Reply, Variant, category_path
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.importing.desk import ImportDesk, WordingDesk
from kefu_desktop.gui.importing.wizard import ImportWizard
from kefu_desktop.gui.theme import Theme
from kefu_desktop.packs import reading
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader

HEAD = ("分组", "快捷编码", "标题", "快捷短语")

FIRST = [
    ("售前/优惠", "by", "包邮门槛", "满 88 元包邮哦，新疆西藏加 10 元。"),
    ("售前/优惠", "ys", "双11预售付款", "定金付完后，11 月 1 日 0 点起付尾款。"),
    ("售后", "th", "退换运费", "质量问题我们出运费，其他原因您出。"),
    ("售前", "hd", "活动优惠说明", "满 200 减 20，可以和店铺券一起用。"),
    ("售前", "kt", "开头语", "您好，欢迎光临！请问有什么可以帮您？"),
]
"""What the shop took from the table when it came the first time."""

SECOND = [
    ("售前/优惠", "by", "包邮门槛", "满 99 元包邮哦，新疆西藏加 15 元。"),
    ("售前/优惠", "ys", "双11预售付款", "定金付完后，11 月 1 日 20 点起付尾款。"),
    ("售后", "th", "退换运费", "质量问题我们出运费，其他原因您出。"),
    ("售前", "hd", "活动优惠说明", "满 300 减 40，可以和店铺券一起用。"),
    ("售前", "kt", "开头语", "您好，欢迎光临！"),
    ("售后", "yf", "运费险", "这款商品送运费险，退货不用您出运费。"),
    ("售后", "bl", "破损补发", "您好{称呼}，破损的我们马上给您补发，运单号稍后发您。"),
    ("售后", "kong", "空的", ""),
    ("售后", "long", "太长", "长" * 20_001),
    ("售后", "jt", "剪贴板", "您说的是「{剪贴板}」吗？"),
]
"""What it holds now."""

MINE = {
    "包邮门槛": "满 88 元包邮哦，新疆西藏补差价。",
    "双11预售付款": "定金付完后，11 月 1 日 0 点起付尾款哦。",
    "开头语": "亲，在的，请讲。",
}
"""What the shop has made of some of them since."""


@dataclass
class Shop:
    """`wizard` stands before a person; what it does to the library is asked of the library."""

    folder: Path
    library: LiveLibrary
    importing: Importing
    events: Events
    wizard: ImportWizard
    backups: list[int]

    def file(self, name: str) -> Path:
        return self.folder / "files" / name

    def table(self, name: str = "双11活动话术.csv", rows: object = None) -> Path:
        """Writes a table as Excel saves CSV, or as a workbook where the name says so."""
        lines = [HEAD, *(SECOND if rows is None else rows)]  # type: ignore[misc]
        path = self.file(name)
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".xlsx":
            book = openpyxl.Workbook()
            assert book.active is not None
            for line in lines:
                book.active.append(line)
            book.save(path)
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(lines)
        return path

    def untold(self) -> Path:
        """Writes a table in which nothing says what its columns mean."""
        path = self.file("没有表头.csv")
        path.parent.mkdir(exist_ok=True)
        lines = [f"{title},{text},{code},x" for _, code, title, text in FIRST]
        path.write_text("\n".join(["甲,乙,丙,丁", *lines]), encoding="utf-8")
        return path

    def stock(self) -> None:
        """Takes the first table in and edits some of it, as a shop does in a month."""
        path = self.table(rows=FIRST)
        self.importing.bring_in(self.importing.read(path))
        for title, text in MINE.items():
            self.edit(title, text)
        self.add(Reply(uid=random_uid(), title="运费", variants=(Variant("运费 10 元"),)), "yf")

    def add(self, reply: Reply, shortcut: str) -> None:
        made = replace(reply, shortcut=shortcut)
        self.library.change(lambda _: editing.add_reply(made, Millis(1))).result()

    def edit(self, title: str, text: str) -> None:
        def make(library: Library) -> ChangeSet:
            before = next(one for one in library.all_replies() if one.title == title)
            after = replace(before, variants=(Variant(text),))
            return editing.edit_reply(before, after, Millis(SystemClock().now()))

        self.library.change(make).result()

    def replies(self) -> dict[str, Reply]:
        """What the library holds outside the trash, by title."""
        with Reader.open(self.folder / "library.db") as reader:
            return {one.title: one for one in reader.all_replies() if one.trashed is None}

    def texts(self) -> dict[str, str]:
        return {title: one.variants[0].text for title, one in self.replies().items()}

    def categories(self) -> dict[str, str]:
        """Where each reply lies."""
        with Reader.open(self.folder / "library.db") as reader:
            categories = reader.categories()
            return {
                one.title: "/".join(category_path(categories, one.category))
                for one in reader.all_replies()
            }

    def button(self, words: str) -> QPushButton:
        """The button of the wizard with these words that can be seen."""
        found = [
            one
            for one in self.wizard.findChildren(QPushButton)
            if words in one.text() and one.isVisible()
        ]
        assert found, f"no button “{words}”"
        return found[0]

    def listed(self) -> list[str]:
        model = self.wizard.records.rows.view.model()
        assert model is not None
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def decision(self, title: str) -> Decision | None:
        picks, review = self.wizard._picks, self.wizard._review
        assert picks is not None
        assert review is not None
        for number, item in enumerate(review.items):
            if item.record is not None and item.record.title == title:
                return picks.of(number)
        raise AssertionError(title)


def make_wording(folder: Path, bridge: Bridge) -> WordingRules:
    def load() -> Readings:
        return Readings.load(assets.resource("readings", "readings.bin").read_bytes())

    own = folder / "wording.toml"
    return WordingRules(assets.resource("wording"), own, load, GivingWay(bridge.when_through))


def dismiss(wizard: ImportWizard) -> None:
    """Closes a wizard for good: a new theme would dress it together with all that are left."""
    wizard.abandon()
    wizard.deleteLater()
    QCoreApplication.sendPostedEvents(wizard, QEvent.Type.DeferredDelete)


@contextmanager
def shop(folder: Path, theme: Theme, say: Callable[[KefuError], str]) -> Iterator[Shop]:
    """Gives a shop with an empty library in ``folder``. Lanes are threads, as in the program."""
    folder.mkdir(exist_ok=True)
    path, clock, events = folder / "library.db", SystemClock(), Events()

    def open_library() -> Library:
        now = lambda: Millis(clock.now())  # noqa: E731
        return Library.open(path, assets.migrations(), clock=now, new_uid=random_uid)

    library = LiveLibrary(ThreadLane("writer"), open_library, events, clock)
    library.start().result()
    backups: list[int] = []
    importing = Importing(
        library,
        lambda: Reader.open(path),
        reading,
        lambda: backups.append(1),
        clock,
        random_uid,
    )
    lane, looking = ThreadLane("import"), ThreadLane("looking")
    bridge = Bridge(theme)
    wording = make_wording(folder, bridge)
    desk = ImportDesk(
        importing=lambda: importing,
        library=library,
        lane=lane,
        bridge=bridge,
        theme=theme,
        say=say,
        wording=WordingDesk(
            looking,
            lambda texts, about: look_at(texts, about, (wording.look_at,)),
            lambda finding: wording.say(finding, Language.EN),
        ),
    )
    wizard = ImportWizard(desk)
    try:
        yield Shop(folder, library, importing, events, wizard, backups)
    finally:
        dismiss(wizard)
        looking.close()
        lane.close()
        library.close()
