"""What undo is called: every deed has a name, with its number where the number says something."""

import pytest

from kefu_desktop.core.changes import Deed
from kefu_desktop.gui import deeds


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_deed_has_a_name(deed: Deed, count: int) -> None:
    said = deeds.deed(deed, count)
    assert said
    assert "{" not in said


def test_names_tell_deeds_apart() -> None:
    assert len({deeds.deed(deed, 1) for deed in Deed}) == len(Deed)


def test_a_number_is_said_where_it_says_something() -> None:
    assert deeds.deed(Deed.MOVE, 3) == "Move 3"
    assert deeds.deed(Deed.MOVE, 1) == "Move reply"
    assert deeds.deed(Deed.EDIT_CATEGORY, 3) == "Change category"
