"""Packs in the sidebar: what an import brought can be taken back there, also later."""

from msgspec.structs import replace
from PySide6.QtCore import Qt

from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.importing import Importing
from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.model import Uid, Variant
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.gui.library.sidebar.entries import Entry
from kefu_desktop.gui.library.sidebar.model import ENTRY
from kefu_desktop.packs import reading
from kefu_desktop.store.queries import Reader
from tests.gui.sidebar.pane import Pane


def bring_in(pane: Pane, *titles: str) -> None:
    """Imports a pack of replies with these titles."""

    def open_reader() -> Reader:
        return Reader.open(pane.world.library.ask(lambda library: library.path).result())

    importing = Importing(
        pane.world.library, open_reader, reading, lambda: None, SystemClock(), random_uid
    )
    records = (Record(uid=Uid(f"r-{title}"), title=title, variants=("好",)) for title in titles)
    importing.bring_in(Pack(uid=Uid("team"), name="团队", records=tuple(records)))
    pane.wait()


def titles(pane: Pane) -> list[str]:
    return sorted(
        one.title for one in pane.world.library.ask(lambda library: library.all_replies()).result()
    )


def test_the_last_import_of_a_pack_is_taken_back(pane: Pane) -> None:
    bring_in(pane, "甲", "乙")
    pane.add("自己的")
    pane.pick("Take back its last import", "Packs", "团队")
    pane.wait()
    assert titles(pane) == ["自己的"]
    model = pane.tree.model()
    assert "Packs" not in [model.index(row, 0).data() for row in range(model.rowCount())]
    pane.arranging.undo().result()
    pane.wait()
    assert titles(pane) == ["乙", "甲", "自己的"]


def test_what_was_edited_since_stays_and_that_is_said(pane: Pane) -> None:
    bring_in(pane, "甲", "乙")
    edited = next(
        one
        for one in pane.world.library.ask(lambda library: list(library.all_replies())).result()
        if one.title == "甲"
    )
    change = Change(edited, replace(edited, variants=(Variant("改过"),)))
    pane.world.library.change(lambda _: ChangeSet(Deed.EDIT_REPLY, (change,))).result()
    pane.wait()
    pane.pick("Take back its last import", "Packs", "团队")
    pane.wait()
    assert titles(pane) == ["甲"]
    assert pane.remark == "1 of its replies were edited since and stay as they are"
    pane.pick("Take back its last import", "Packs", "团队")
    pane.wait()
    assert titles(pane) == ["甲"], "taking back again changed something"


def test_what_can_be_updated_says_so_and_is_looked_at(pane: Pane) -> None:
    bring_in(pane, "甲")
    menu = pane.menu("Packs", "团队")
    assert "Look at the update…" not in [action.text() for action in menu.actions()]
    menu.close()
    pane.sidebar.show_available({Uid("team"): "1.3", Uid("other"): "2"})
    pane.wait()
    heard = pane.index("Packs", "团队").data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "团队 update: 1.3, 1 replies"
    pane.pick("Look at the update…", "Packs", "团队")
    assert pane.told == [("update", Uid("team"))]
    pane.sidebar.show_available({})
    pane.wait()
    entry: Entry = pane.index("Packs", "团队").data(ENTRY)
    assert (entry.detail, entry.updates) == ("", False)
