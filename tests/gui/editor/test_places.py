"""Where a character stands for Qt."""

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.gui.library.editor.places import to_qt


@given(st.text(max_size=30), st.data())
def test_places_are_those_of_qt(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert to_qt(text, place) == place + sum(ord(c) > 0xFFFF for c in text[:place])
