"""Where the replies of a pack come to lie, also after a rename on either side."""

from msgspec.structs import replace

from kefu_desktop.core.model import Uid
from tests.core.small_library import (
    SmallLibrary,
    category,
    pack,
    pack_1,
    pack_2,
    record,
    reply,
    states,
    version_1,
)


class TestCategories:
    """Categories are known by name; a rename on either side is followed."""

    def test_renamed_in_the_pack(self) -> None:
        library = version_1()
        library.replies[Uid("own")] = reply(
            "own", "自己的", "x", category=library.titled("退货").category
        )
        r1, r2 = pack_1().records
        renamed = pack(
            replace(r1, category=("售前", "物流")), replace(r2, category=("售后服务",)), version="2"
        )
        resolution = library.bring_in(renamed)
        assert library.paths() == {"售前", "售前/物流", "售后服务"}
        assert library.places() == {
            "发货时间": "售前/物流",
            "退货": "售后服务",
            "自己的": "售后服务",
        }
        assert resolution.report.updated == 2
        assert not library.bring_in(renamed).changes

    def test_a_parent_renamed_in_the_pack(self) -> None:
        library = version_1()
        r1, r2 = pack_1().records
        library.bring_in(pack(replace(r1, category=("咨询", "发货")), r2, version="2"))
        assert library.paths() == {"咨询", "咨询/发货", "售后"}

    def test_renamed_in_the_pack_and_edited_here(self) -> None:
        library = version_1()
        library.edit("退货", text="我的退货")
        r1, r2 = pack_1().records
        renamed = pack(r1, replace(r2, category=("售后服务",)), version="2")
        assert states(library.plan(renamed))["r2"] == "theirs-changed"
        library.bring_in(renamed)
        assert library.texts()["退货"] == "我的退货"
        assert library.places()["退货"] == "售后服务"

    def test_split_in_the_pack(self) -> None:
        library = SmallLibrary()
        a, b = record("a", "甲", "1", category=("旧",)), record("b", "乙", "2", category=("旧",))
        library.bring_in(pack(a, b))
        library.bring_in(pack(replace(a, category=("新",)), replace(b, category=("别处",))))
        assert library.places() == {"甲": "新", "乙": "别处"}
        assert "旧" in library.paths()

    def test_moved_within_the_pack(self) -> None:
        library = version_1()
        r1, r2 = pack_1().records
        library.bring_in(pack(r1, replace(r2, category=("售前", "发货")), version="2"))
        assert library.places()["退货"] == "售前/发货"
        assert "售后" in library.paths()

    def test_renamed_here(self) -> None:
        library = version_1()
        shelf = library.titled("退货").category
        assert shelf is not None
        library.categories[shelf] = replace(library.categories[shelf], name="我的售后")
        assert not library.bring_in(pack_1()).changes
        r1, r2 = pack_1().records
        more = record("r3", "换货", "可换", category=("售后",))
        deeper = record("r4", "换码", "可以", category=("售后", "尺码"))
        library.bring_in(pack(r1, replace(r2, variants=("改了",)), more, deeper, version="2"))
        assert library.texts()["退货"] == "改了"
        assert {library.places()[title] for title in ("退货", "换货")} == {"我的售后"}
        assert library.places()["换码"] == "我的售后/尺码"
        assert "售后" not in library.paths()

    def test_a_parent_renamed_here(self) -> None:
        library = version_1()
        [top] = [shelf for shelf in library.categories.values() if shelf.name == "售前"]
        library.categories[top.uid] = replace(top, name="买之前")
        more = record("r3", "议价", "不议", category=("售前", "议价"))
        library.bring_in(pack(*pack_1().records, more, version="2"))
        assert library.places()["议价"] == "买之前/议价"

    def test_a_reply_moved_here_takes_the_new_text_and_stays(self) -> None:
        library = version_1()
        library.categories[Uid("c")] = category("c", "常用")
        library.edit("发货时间", category=Uid("c"))
        library.bring_in(pack_2())
        assert library.places()["发货时间"] == "常用"
        assert library.texts()["发货时间"] == "下午四点前付款，今天就发。"

    def test_case_does_not_make_another_category(self) -> None:
        library = SmallLibrary.of(category("c", "VIP"))
        library.bring_in(pack(record("a", "甲", "1", category=("vip",))))
        assert library.places() == {"甲": "VIP"}

    def test_a_reply_moved_here_renames_nothing(self) -> None:
        library = SmallLibrary()
        a, b = record("a", "甲", "1", category=("上",)), record("b", "乙", "2", category=("上",))
        library.bring_in(pack(a, b))
        library.categories[Uid("c")] = category("c", "常用")
        library.edit("甲", category=Uid("c"))
        assert library.plan(pack(a, b)).follow.renamed_here == {}
        library.bring_in(pack(a, b, record("d", "丙", "3", category=("上",))))
        assert library.places() == {"甲": "常用", "乙": "上", "丙": "上"}
