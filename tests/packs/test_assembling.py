"""Records of a file while they come in: what is too many, and what is only told."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Where
from kefu_desktop.packs.assembling import Assembly, Draft, Remark, pack_uid
from kefu_desktop.packs.limits import Limits


def assembly(records: int) -> Assembly:
    return Assembly(Uid("p"), Path("a.csv"), Limits(records=records))


def test_remarks_do_not_count_as_records() -> None:
    taken = assembly(3)
    for number in range(3):
        draft = Draft(title=f"{number}", variants=["好"])
        draft.remarks = [Remark(Code.RECORD_SWITCHED_OFF), Remark(Code.RECORD_PLAIN_TEXT)]
        taken.take(draft, Where("a", number))
    assert (len(taken.records), len(taken.findings)) == (3, 6)


@pytest.mark.parametrize("texts", [["好"], []], ids=["usable", "unusable"])
def test_more_records_than_a_file_may_hold_are_refused(texts: list[str]) -> None:
    taken = assembly(3)
    allowed = 3 if texts else 6
    for number in range(allowed):
        taken.take(Draft(title=f"{number}", variants=texts), Where("a", number))
    with pytest.raises(InvalidInput) as refused:
        taken.take(Draft(title="x", variants=texts), Where("a", 9))
    assert refused.value.code is Code.FILE_TOO_MANY_RECORDS


@pytest.mark.parametrize(
    "name",
    [
        "话术v1", "话术 V2.1", "话术_2024-03-11", "话术20240311", "话术（2024年3月1日更新）",
        "话术最新版", "话术-最终版(1)", "话术 第2版", "话术2.0版", "话术_final", "话术v2 - 副本",
    ],
)  # fmt: skip
def test_marks_of_versions_and_copies_do_not_make_another_file(name: str) -> None:
    assert pack_uid(Path(f"{name}.xlsx")) == pack_uid(Path("话术.csv"))


@pytest.mark.parametrize("name", ["话术3", "话术2023", "Nov2", "renew", "2024-03", "v2", "最新版"])
def test_names_that_only_look_marked_stay(name: str) -> None:
    others = {"话术", "No", "re", "", "20"}
    assert pack_uid(Path(f"{name}.csv")) not in {pack_uid(Path(f"{one}.csv")) for one in others}
