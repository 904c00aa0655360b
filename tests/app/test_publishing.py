"""Publishing at shared places: what goes out, and that nothing is overwritten unseen."""

from pathlib import Path

import pytest

from kefu_desktop.app.lookup import Selection
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.folder import FolderSource
from kefu_desktop.packs.shared.source import Version
from tests.app.drives import Lead, leave, pack_of, read_pack
from tests.app.shop import Shop


class Interrupting(FolderSource):
    """A place where something happens in the middle of publishing."""

    meanwhile = staticmethod(lambda _: None)
    broken = False

    def put(self, file: str, data: Path, over: Version | None, watch: Watch) -> str | None:
        type(self).meanwhile(self)
        stamp = super().put(file, data, over, watch)
        if type(self).broken:
            raise MachineFault(Code.PLACE_BROKEN_OFF, address="there")
        return stamp


@pytest.fixture
def lead(shop: Shop, tmp_path: Path) -> Lead:
    """Somebody with two replies, who follows a drive."""
    shop.searching.start()
    shop.add("发货", "今天发", category=("售后",), tags=("大促",))
    shop.add("问好", "您好", category=("售前",))
    made = Lead(shop, tmp_path / "home", tmp_path / "drive")
    made.subscribe()
    return made


def there(lead: Lead, name: str = "店铺包") -> Pack:
    return read_pack(lead.drive / f"{name}.kefupack", Watch())


def refused(lead: Lead, version: str, **fields: object) -> KefuError:
    with pytest.raises(KefuError) as error:
        lead.publish(version, **fields)
    return error.value


def test_a_pack_says_who_made_it_and_what_changed(lead: Lead) -> None:
    done = lead.publish("1.0", author=" 小王 ", changes="第一版\n两条")
    pack = there(lead)
    assert (pack.name, pack.version, pack.author, pack.changes) == (
        "店铺包", "1.0", "小王", "第一版\n两条",
    )  # fmt: skip
    assert sorted(record.title for record in pack.records) == ["发货", "问好"]
    assert (done.file, done.label.replies, done.before) == ("店铺包.kefupack", 2, None)
    assert lead.standings() == [("1.0", "taken")]
    assert lead.look() == [("1.0", "taken")]
    assert lead.news() == []


def test_the_next_version_keeps_the_identity(lead: Lead) -> None:
    first = lead.publish("1.0").label.uid
    lead.shop.add("退货", "七天")
    done = lead.publish("1.1")
    assert (done.label.uid, done.before and done.before.version) == (first, "1.0")
    assert len(there(lead).records) == 3


def test_parts_of_a_library_are_packs_of_their_own(lead: Lead) -> None:
    after = lead.publish("1", name="售后", selection=Selection(category="售后"))
    before = lead.publish("1", name="售前", selection=Selection(category="售前"))
    tagged = lead.publish("1", name="大促", selection=Selection(tag="大促"))
    assert len({after.label.uid, before.label.uid, tagged.label.uid}) == 3
    assert [record.title for record in there(lead, "售后").records] == ["发货"]
    again = lead.publish("2", name="售后", selection=Selection(category="售后"))
    assert again.label.uid == after.label.uid


def test_a_pack_of_others_keeps_its_identity(lead: Lead) -> None:
    theirs = pack_of("别家包", "1", "一")
    lead.importing.bring_in(theirs)
    only = Selection(uids=frozenset({lead.shop.look_up("一").rows[0].reply.uid}))
    assert lead.publish("2", name="别家包", selection=only).label.uid == theirs.uid


def test_work_that_nobody_here_has_seen_is_not_overwritten(lead: Lead) -> None:
    file = leave(lead.drive, pack_of("店铺包", "7", "他们的"))
    kept = file.read_bytes()
    error = refused(lead, "8")
    assert error.code is Code.PLACE_OVERTAKEN
    assert {key: error.params[key] for key in ("name", "version", "author", "file")} == {
        "name": "店铺包", "version": "7", "author": "小王", "file": "店铺包.kefupack",
    }  # fmt: skip
    assert file.read_bytes() == kept
    place = lead.subscribing.places()[0]
    opened = lead.subscribing.open(place.id, "店铺包.kefupack")
    assert opened.pack.version == "7", "it can be looked at"
    done = lead.publish("8")
    assert done.before is not None
    assert (done.before.version, done.label.uid) == ("7", opened.pack.uid)


def test_who_publishes_between_our_look_and_our_writing_is_told(lead: Lead) -> None:
    lead.publish("1")
    lead.open_source = lambda address, *_: Interrupting(address)
    lead.start()
    Interrupting.meanwhile = staticmethod(
        lambda _: leave(lead.drive, pack_of("店铺包", "9", "他们的")) and None
    )
    try:
        error = refused(lead, "2")
    finally:
        Interrupting.meanwhile = staticmethod(lambda _: None)
    assert error.code is Code.PLACE_OVERTAKEN
    assert (error.params["version"], there(lead).version) == ("9", "9")
    assert refused(lead, "2").code is Code.PLACE_OVERTAKEN, "and still is"


def test_what_broke_off_after_it_was_there_is_ours(lead: Lead) -> None:
    lead.open_source = lambda address, *_: Interrupting(address)
    lead.start()
    Interrupting.broken = True
    try:
        assert refused(lead, "1").code is Code.PLACE_BROKEN_OFF
    finally:
        Interrupting.broken = False
    assert there(lead).version == "1"
    assert lead.publish("2").before is not None
    assert there(lead).version == "2"


def test_what_broke_off_half_way_can_be_put_again(lead: Lead) -> None:
    lead.open_source = lambda address, *_: Interrupting(address)
    lead.start()
    file = lead.drive / "店铺包.kefupack"
    Interrupting.broken = True
    try:
        assert refused(lead, "1").code is Code.PLACE_BROKEN_OFF
    finally:
        Interrupting.broken = False
    file.write_bytes(file.read_bytes()[:100])
    assert lead.publish("2").before is None
    assert there(lead).version == "2"


def test_damage_of_somebody_else_is_left_alone(lead: Lead) -> None:
    file = lead.drive / "店铺包.kefupack"
    file.write_bytes(b"PK\3\4 half of something")
    assert refused(lead, "1").code is Code.FILE_DAMAGED
    assert file.read_bytes() == b"PK\3\4 half of something"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " / "}, Code.PACK_NAME_EMPTY),
        ({"selection": Selection(tag="没有的")}, Code.REPLY_MISSING),
        ({"selection": Selection(category="没有的")}, Code.CATEGORY_MISSING),
    ],
)
def test_what_cannot_be_a_pack_is_told(lead: Lead, fields: dict[str, object], code: Code) -> None:
    assert refused(lead, "1", **fields).code is code
    assert [*lead.drive.iterdir()] == []


def test_a_place_that_is_one_file_takes_any_name(lead: Lead) -> None:
    lead.subscribing.remove(lead.subscribing.places()[0].id)
    lead.subscribe(str(lead.drive / "team.kefupack"))
    lead.publish("1", name="店铺包")
    assert [file.name for file in lead.drive.iterdir()] == ["team.kefupack"]
    lead.shop.add("退货", "七天")
    done = lead.publish("2", name="店铺包")
    assert done.before is not None
    assert done.before.version == "1"


def test_nothing_is_left_behind(lead: Lead) -> None:
    lead.publish("1")
    leave(lead.drive, pack_of("店铺包", "7", "他们的"))
    refused(lead, "2")
    copies = [file.name for file in (lead.home / "shared" / "packs").iterdir()]
    assert all(name.startswith(lead.subscribing.places()[0].id) for name in copies)
    assert [file.name for file in lead.drive.iterdir()] == ["店铺包.kefupack"]
