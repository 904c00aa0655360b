"""Which replies are exported: what is selected, what is listed, a category, a tag, or all."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from kefu_desktop.app.exporting import Choices, Counted
from kefu_desktop.app.lookup import Selection
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.theme import Theme


class Scope(StrEnum):
    """A way to say which replies."""

    SELECTED = "selected"
    LISTED = "listed"
    CATEGORY = "category"
    TAG = "tag"
    ALL = "all"


class ScopeChoice(QWidget):
    """A line for each scope that holds anything, with how many replies it means."""

    changed = Signal()

    def __init__(self, theme: Theme, meant: Meant) -> None:
        super().__init__()
        self._theme = theme
        self._meant = meant
        self._choices = Choices()
        self._group = QButtonGroup(self)
        self._buttons = {scope: QRadioButton() for scope in Scope}
        self._lists = {Scope.CATEGORY: QComboBox(), Scope.TAG: QComboBox()}
        self._rows = QGridLayout(self)
        self._rows.setColumnStretch(1, 1)
        self._build()
        self._offer()
        first = Scope.SELECTED if len(meant.selected) > 1 else Scope.LISTED
        self._buttons[first if self._can(first) else Scope.ALL].setChecked(True)
        self.word()
        self.dress()

    @property
    def scope(self) -> Scope:
        """The one that is chosen."""
        return next(scope for scope, button in self._buttons.items() if button.isChecked())

    @property
    def count(self) -> int:
        """How many replies are meant."""
        match self.scope:
            case Scope.SELECTED:
                return len(self._meant.selected)
            case Scope.LISTED:
                return len(self._meant.listed)
            case Scope.ALL:
                return self._choices.replies
            case scope:
                chosen = self._chosen(scope)
                return chosen.replies if chosen else 0

    @property
    def selection(self) -> Selection:
        """Which replies are meant."""
        match self.scope:
            case Scope.SELECTED:
                return Selection(uids=frozenset(self._meant.selected))
            case Scope.LISTED:
                return Selection(uids=frozenset(self._meant.listed))
            case Scope.CATEGORY:
                return Selection(category=self._words(Scope.CATEGORY))
            case Scope.TAG:
                return Selection(tag=self._words(Scope.TAG))
            case _:
                return Selection()

    @property
    def name(self) -> str:
        """What the replies that are meant may be called; empty where nothing suggests itself."""
        match self.scope:
            case Scope.LISTED:
                return self._meant.name
            case Scope.CATEGORY:
                return self._words(Scope.CATEGORY).rpartition("/")[2]
            case Scope.TAG:
                return self._words(Scope.TAG)
            case _:
                return ""

    def show_choices(self, choices: Choices) -> None:
        """Offers the categories and tags that there are."""
        self._choices = choices
        self._fill(Scope.CATEGORY, choices.categories)
        self._fill(Scope.TAG, choices.tags)
        self._offer()
        self.word()
        self.changed.emit()

    def word(self) -> None:
        """Names everything in the present language."""
        selected, listed = f"{len(self._meant.selected):,}", f"{len(self._meant.listed):,}"
        words = {
            Scope.SELECTED: self.tr("Selected replies ({count})").format(count=selected),
            Scope.LISTED: self.tr("Listed now: {name} ({count})").format(
                name=self._meant.name, count=listed
            ),
            Scope.CATEGORY: self.tr("A category"),
            Scope.TAG: self.tr("A tag"),
            Scope.ALL: self.tr("All replies ({count})").format(count=f"{self._choices.replies:,}"),
        }
        for scope, button in self._buttons.items():
            # An ampersand of a name is no mark of a key.
            button.setText(words[scope].replace("&", "&&"))
        for scope, choice in self._lists.items():
            choice.setAccessibleName(words[scope])

    def dress(self) -> None:
        """Follows the size of the text."""
        px = self._theme.px
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(px(10))
        self._rows.setVerticalSpacing(px(6))

    def _build(self) -> None:
        for row, (scope, button) in enumerate(self._buttons.items()):
            self._group.addButton(button)
            button.toggled.connect(self._toggled)
            choice = self._lists.get(scope)
            if choice is None:
                self._rows.addWidget(button, row, 0, 1, 2)
                continue
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            choice.setSizeAdjustPolicy(policy)
            choice.setMinimumContentsLength(12)
            choice.activated.connect(lambda _row, button=button: self._listed_one(button))
            self._rows.addWidget(button, row, 0)
            self._rows.addWidget(choice, row, 1)

    def _offer(self) -> None:
        for scope, button in self._buttons.items():
            button.setVisible(self._can(scope))
            if scope in self._lists:
                self._lists[scope].setVisible(self._can(scope))

    def _can(self, scope: Scope) -> bool:
        return {
            Scope.SELECTED: bool(self._meant.selected),
            Scope.LISTED: bool(self._meant.listed),
            Scope.CATEGORY: bool(self._choices.categories),
            Scope.TAG: bool(self._choices.tags),
            Scope.ALL: True,
        }[scope]

    def _fill(self, scope: Scope, counted: Sequence[Counted]) -> None:
        choice = self._lists[scope]
        before = self._chosen(scope)
        choice.clear()
        for one in counted:
            shown = one.words.replace("/", " › ") if scope is Scope.CATEGORY else f"#{one.words}"
            choice.addItem(f"{shown}  ({one.replies:,})", one)
        if before is not None:
            names = [one.words for one in counted]
            choice.setCurrentIndex(names.index(before.words) if before.words in names else 0)

    def _chosen(self, scope: Scope) -> Counted | None:
        chosen: Counted | None = self._lists[scope].currentData()
        return chosen

    def _words(self, scope: Scope) -> str:
        chosen = self._chosen(scope)
        return chosen.words if chosen else ""

    def _toggled(self, on: bool) -> None:
        if on:
            self.changed.emit()

    def _listed_one(self, button: QRadioButton) -> None:
        """What was picked from a list is what is meant."""
        if button.isChecked():
            self.changed.emit()
        else:
            button.setChecked(True)
