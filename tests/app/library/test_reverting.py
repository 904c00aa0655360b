"""Imports taken back when they are not the newest step any more."""

import pytest
from msgspec.structs import replace

from kefu_desktop.app.importing import Choices, Importing
from kefu_desktop.app.reverting import Reverting
from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.errors import Code, NotFound
from kefu_desktop.core.model import Category, Reply, Uid, Variant
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.tree import Tree
from kefu_desktop.packs import reading
from tests.app.library.branch import Branch


def pack(version: str = "1", **said: str) -> Pack:
    records = tuple(
        Record(
            uid=Uid(uid), title=f"题 {uid}", variants=(text,), category=("售前", uid), shortcut=uid
        )
        for uid, text in said.items()
    )
    return Pack(uid=Uid("team"), name="团队", version=version, records=records)


class Desk:
    """A branch that imports, and what its library holds."""

    def __init__(self, branch: Branch) -> None:
        self.library = branch.library
        self._branch = branch
        self._importing = Importing(
            branch.library, branch.reader, reading, lambda: None, branch.clock, branch.new_uid
        )
        self.reverting = Reverting(branch.library)

    def bring_in(self, told: Pack, default: Decision | None = None) -> int:
        """Imports, and gives the number of the step."""
        self._importing.bring_in(told, Choices(default=default))
        return self.reverting.past().result()[0].number

    def held(self) -> dict[str, tuple[str, str, str]]:
        """Gives text, shortcut and place of each reply by its title."""
        with self._branch.reader() as reader:  # type: ignore[union-attr]
            tree = Tree(reader.categories())
            return {
                one.title: (one.variants[0].text, one.shortcut, "/".join(tree.path(one.category)))
                for one in reader.all_replies()
            }

    def categories(self) -> set[str]:
        with self._branch.reader() as reader:  # type: ignore[union-attr]
            return {one.name for one in reader.categories().values()}

    def reply(self, title: str) -> Reply:
        with self._branch.reader() as reader:  # type: ignore[union-attr]
            return next(one for one in reader.all_replies() if one.title == title)

    def edit(self, title: str, **fields: object) -> None:
        before = self.reply(title)
        after = replace(before, **fields)  # type: ignore[arg-type]
        changes = ChangeSet(Deed.EDIT_REPLY, (Change(before, after),))
        self.library.change(lambda _: changes).result()


@pytest.fixture
def desk(branch: Branch) -> Desk:
    return Desk(branch)


def test_what_the_import_brought_goes_and_the_rest_stays(desk: Desk) -> None:
    desk.bring_in(Pack(uid=Uid("own"), name="自己", records=(
        Record(uid=Uid("o"), title="自己的", variants=("好",), category=("售前",)),
    )))  # fmt: skip
    number = desk.bring_in(pack(a="一", b="二"))
    desk.edit("自己的", notes="后来")
    assert desk.categories() == {"售前", "a", "b"}
    taken = desk.reverting.take_back(number).result()
    assert (taken.count, taken.kept) == (2, ())
    assert desk.held() == {"自己的": ("好", "", "售前")}
    assert desk.categories() == {"售前"}, "a category that holds something else went too"


def test_what_was_edited_since_stays_and_is_told(desk: Desk) -> None:
    number = desk.bring_in(pack(a="一", b="二"))
    desk.edit("题 a", variants=(Variant("一，改过"),))
    desk.edit("题 b", favourite=True)
    taken = desk.reverting.take_back(number).result()
    assert [desk.reply("题 a").uid] == list(taken.kept)
    assert desk.held() == {"题 a": ("一，改过", "a", "售前/a")}
    assert desk.categories() == {"售前", "a"}


def test_what_an_update_changed_is_changed_back(desk: Desk) -> None:
    desk.bring_in(pack(a="一", b="二", c="三"))
    number = desk.bring_in(pack("2", a="一点", b="二点", c="三"))
    desk.edit("题 b", category=desk.reply("题 a").category)
    desk.reverting.take_back(number).result()
    assert desk.held() == {
        "题 a": ("一", "a", "售前/a"),
        "题 b": ("二", "b", "售前/a"),
        "题 c": ("三", "c", "售前/c"),
    }
    desk.bring_in(pack("2", a="一点", b="二点", c="三"))
    assert desk.held()["题 a"][0] == "一点", "the next import does not offer the update again"


def test_a_shortcut_that_another_reply_has_taken_since_is_not_taken_away(desk: Desk) -> None:
    desk.bring_in(pack(a="一", b="二"))
    moved = replace(pack("2", a="一点").records[0], shortcut="z")
    number = desk.bring_in(replace(pack("2", b="二"), records=(moved, pack(b="二").records[0])))
    assert desk.held()["题 a"][1] == "z"
    desk.edit("题 b", shortcut="a")
    taken = desk.reverting.take_back(number).result()
    assert taken.kept == (desk.reply("题 a").uid,)
    assert desk.held()["题 a"][:2] == ("一点", "z")


def test_taking_back_is_a_step_that_undo_brings_back(desk: Desk) -> None:
    number = desk.bring_in(pack(a="一", b="二"))
    desk.edit("题 a", notes="后来")
    before = desk.held(), desk.categories()
    desk.reverting.take_back(number).result()
    assert desk.held() != before[0]
    desk.library.undo().result()
    assert (desk.held(), desk.categories()) == before


def test_replies_that_went_come_in_again_with_the_next_import(desk: Desk) -> None:
    number = desk.bring_in(pack(a="一"))
    desk.reverting.take_back(number).result()
    desk.bring_in(pack(a="一"))
    assert desk.held() == {"题 a": ("一", "a", "售前/a")}


def test_categories_in_use_keep_the_name_the_import_gave_them_only_while_it_is_theirs(
    desk: Desk,
) -> None:
    desk.bring_in(pack(a="一"))
    renamed = replace(pack("2", a="一").records[0], category=("售前", "新名"))
    number = desk.bring_in(replace(pack("2", a="一"), records=(renamed,)))
    assert desk.categories() == {"售前", "新名"}
    desk.reverting.take_back(number).result()
    assert desk.categories() == {"售前", "a"}


def test_imports_are_listed_with_their_packs_until_they_are_undone(desk: Desk) -> None:
    first = desk.bring_in(pack(a="一"))
    second = desk.bring_in(pack("2", a="一点"))
    past = desk.reverting.past().result()
    assert [(one.number, one.count, one.name) for one in past] == [
        (second, 1, "团队"),
        (first, 1, "团队"),
    ]
    desk.library.undo().result()
    assert [one.number for one in desk.reverting.past().result()] == [first]
    with pytest.raises(NotFound) as missing:
        desk.reverting.take_back(second).result()
    assert missing.value.code is Code.IMPORT_MISSING


def test_a_category_that_got_something_new_stays(desk: Desk) -> None:
    number = desk.bring_in(pack(a="一"))
    place = desk.reply("题 a").category
    inner = Category(Uid("inner"), "里面", place)
    desk.library.change(lambda _: ChangeSet(Deed.ADD_CATEGORY, (Change(None, inner),))).result()
    desk.reverting.take_back(number).result()
    assert desk.categories() == {"售前", "a", "里面"}


def test_a_shortcut_that_the_import_gave_away_comes_back(desk: Desk) -> None:
    desk.bring_in(Pack(uid=Uid("own"), name="自己", records=(
        Record(uid=Uid("o"), title="自己的", variants=("好",), shortcut="a"),
    )))  # fmt: skip
    number = desk.bring_in(pack(a="一"), default=Decision.THEIRS)
    assert (desk.held()["自己的"][1], desk.held()["题 a"][1]) == ("", "a")
    desk.edit("自己的", notes="后来")
    assert desk.reverting.take_back(number).result().kept == ()
    assert desk.held() == {"自己的": ("好", "a", "")}
