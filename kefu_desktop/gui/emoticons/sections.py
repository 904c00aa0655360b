"""The tabs over the grid: what was used last, moods, faces of signs, and Unicode's groups."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from kefu_desktop.app.emoticons import Emoticon, Group, Sort
from kefu_desktop.gui.emoticons.names import name_of
from kefu_desktop.gui.library.editor.fields import set_property


class Section(Struct, frozen=True):
    """What is shown together. ``sign``, where there is one, stands on the tab for the name."""

    name: str
    sign: str
    emoticons: tuple[Emoticon, ...]


class SectionBar(QWidget):
    """The tabs, one of them chosen unless something is searched."""

    chosen = Signal(int)
    """Number of the section that the user has turned to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "emoticon-sections")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)

    @property
    def current(self) -> int:
        """Number of the section chosen; -1 where there is none."""
        return self._group.checkedId()

    def offer(self, sections: Sequence[Section], spacing: int) -> None:
        """Shows a tab for each of ``sections``, ``spacing`` pixels from the edges."""
        self._row.setContentsMargins(spacing, 0, spacing, 0)
        for tab in self._group.buttons()[len(sections) :]:
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.deleteLater()
        for number in range(len(self._group.buttons()), len(sections)):
            self._add(number)
        for number, section in enumerate(sections):
            tab = self._group.button(number)
            set_property(tab, "sign", bool(section.sign))
            tab.setText(section.sign or section.name)
            tab.setToolTip(section.name if section.sign else "")
            tab.setAccessibleName(section.name)

    def choose(self, number: int) -> None:
        """Marks a tab, without telling; -1 marks none."""
        tab = self._group.button(number)
        if tab is not None:
            tab.setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def turn(self, by: int) -> None:
        """Turns to the next section, or the one before."""
        count = len(self._group.buttons())
        if count:
            start = self.current if self.current >= 0 or by < 0 else -1
            number = (max(start, -1) + by) % count
            self.choose(number)
            self.chosen.emit(number)

    def _add(self, number: int) -> None:
        tab = QPushButton(self)
        tab.setProperty("role", "emoticon-section")
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tab.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(tab, number)
        self._row.addWidget(tab)


def sections_of(
    groups: Sequence[Group], recent: tuple[Emoticon, ...], recent_name: str, faces_name: str
) -> tuple[Section, ...]:
    """Gives the sections: the many little groups of faces are one, Unicode's are known by their
    first emoji.
    """
    moods = [Section(name_of(one), "", one.emoticons) for one in groups if one.sort is Sort.MOOD]
    emoji = [
        Section(name_of(one), one.emoticons[0].sign, one.emoticons)
        for one in groups
        if one.sort is Sort.EMOJI
    ]
    faces = [face for one in groups if one.sort is Sort.KAOMOJI for face in one.emoticons]
    of_signs = Section(faces_name, "", tuple(faces))
    return (Section(recent_name, "", recent), *moods, of_signs, *emoji)
