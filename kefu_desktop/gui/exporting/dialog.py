"""The dialog in which it is said what to export, as what, and under which name and version; where
to comes last, in the desktop's own dialog.

While a file is written its progress is shown, and it can be given up: then there is no file, or the
one that was there before.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.exporting import About, Choices, Exported, Offer
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.exporting.about_form import AboutForm
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.exporting.format_choice import FormatChoice
from kefu_desktop.gui.exporting.formats import Format, format_name
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.exporting.result_page import ResultPage, open_folder
from kefu_desktop.gui.exporting.scope_choice import ScopeChoice
from kefu_desktop.gui.exporting.work import Work
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.window_size import open_in

_WIDTH, _HEIGHT = 640, 620
"""At the usual text scale, in pixels."""

_RESERVED = '<>:"/\\|?*'


class ExportDialog(QDialog):
    """Exports once. Closes by itself when the file holds everything; otherwise it tells what it
    does not hold.
    """

    exported = Signal(object)
    """The :class:`Exported`, as soon as the file is there."""

    def __init__(
        self, desk: ExportDesk, meant: Meant, folder: str, kind: Format, parent: QWidget | None
    ) -> None:
        """``folder`` is the one that is suggested, ``kind`` the format."""
        super().__init__(parent)
        self._desk = desk
        self._folder = folder
        self._trouble = ""
        self._done: Exported | None = None
        self._busy = False
        outcomes = Outcomes(desk.bridge, self._refused, self)
        self._work = Work(desk, outcomes)
        self._scopes = ScopeChoice(desk.theme, meant)
        self._formats = FormatChoice(desk.theme, kind)
        self._about = AboutForm(desk.theme, desk.settings.current.sharing.author)
        self._result = ResultPage(desk)
        self._build()
        self._join()
        self._dress()
        self._word()
        self._work.choices(self._offer_choices)

    def reject(self) -> None:
        """Gives up what is being written, and only then closes."""
        self._work.give_up()
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        """Wants no answers any more."""
        self._work.give_up()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    # -- what is chosen

    def _offer_choices(self, choices: Choices) -> None:
        self._scopes.show_choices(choices)

    def _changed(self) -> None:
        """Asks anew what a pack may say, which takes a look at each of its replies."""
        self._trouble = ""
        if self._formats.format is Format.KEFUPACK and self._scopes.count:
            self._work.offer(self._scopes.selection, self._suggested_name, self._suggest)
        self._word_state()

    def _suggest(self, offer: Offer) -> None:
        self._about.suggest(offer)

    @property
    def _suggested_name(self) -> str:
        shop = self._desk.settings.current.shop.name
        return self._scopes.name or shop or self.tr("Our replies")

    # -- doing it

    def _choose_file(self) -> None:
        if not self._go.isEnabled():
            return
        kind = self._formats.format
        chooser = QFileDialog(self, self.windowTitle(), self._folder)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(f"{format_name(kind)} (*{kind.value})")
        # With its ending put on before it is asked whether a file shall be replaced.
        chooser.setDefaultSuffix(kind.value)
        chooser.selectFile(self._file_name + kind.value)
        chooser.fileSelected.connect(lambda name: self._write(Path(name)))
        chooser.open()

    @property
    def _file_name(self) -> str:
        packed = self._formats.format is Format.KEFUPACK
        about = self._about.about
        words = f"{about.name} {about.version}" if packed else self._suggested_name
        plain = "".join("-" if sign in _RESERVED else sign for sign in words)
        return plain.strip(" .")[:80] or self.tr("Our replies")

    def _write(self, file: Path) -> None:
        about = self._about.about if self._formats.format is Format.KEFUPACK else None
        if about is not None:
            self._remember(about)
        self._busy, self._trouble = True, ""
        self._progress.setValue(0)
        self._work.write(
            file, self._scopes.selection, about, self._progress.setValue, self._told, self._refused
        )
        self._word_state()

    def _remember(self, about: About) -> None:
        author = " ".join(about.author.split())
        if author != self._desk.settings.current.sharing.author:
            try:
                self._desk.settings.set("sharing.author", author)
            except KefuError as error:
                self._trouble = self._desk.say(error)

    def _told(self, done: Exported) -> None:
        self._busy, self._done = False, done
        self.exported.emit(done)
        if not done.losses:
            self.accept()
            return
        self._pages.setCurrentWidget(self._result)
        self._result.show_result(done)
        self._word()

    def _refused(self, error: KefuError | None = None) -> None:
        """Says what kept it from being done; nothing does where the user gave it up."""
        self._busy = False
        self._trouble = self._desk.say(error) if error is not None else ""
        self._word_state()

    def _press_go(self) -> None:
        if self._done is None:
            self._choose_file()
        else:
            open_folder(self._done.file)

    # -- how it is built

    def _build(self) -> None:
        self._heads = [label("title") for _ in range(3)]
        inside = QWidget()
        inside.setProperty("role", "editor-inside")
        self._form = QVBoxLayout(inside)
        for head, part in zip(self._heads, (self._scopes, self._formats, self._about), strict=True):
            self._form.addWidget(head)
            self._form.addWidget(part)
        self._form.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "editor-form")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        self._pages.addWidget(scroll)
        self._pages.addWidget(self._result)
        self._says, self._progress = label("finding"), QProgressBar()
        self._says.setWordWrap(True)
        self._progress.setTextVisible(False)
        self._leave, self._go = QPushButton(), QPushButton()
        self._leave.setAutoDefault(False)
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        bar = QWidget()
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setProperty("role", "bar")
        self._foot = QHBoxLayout(bar)
        self._foot.addWidget(self._says, 1)
        self._foot.addWidget(self._progress, 1)
        self._foot.addWidget(self._leave)
        self._foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(bar)

    def _join(self) -> None:
        self._scopes.changed.connect(self._changed)
        self._formats.changed.connect(self._changed)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self._press_go)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_go)
        self._desk.theme.changed.connect(self._dress)

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Export replies"))
        words = self.tr("Which replies"), self.tr("As what"), self.tr("What the pack says")
        for head, said in zip(self._heads, words, strict=True):
            head.setText(said)
        self._progress.setAccessibleName(self.tr("Writing"))
        for part in (self._scopes, self._formats, self._about, self._result):
            part.word()
        self._word_state()

    def _word_state(self) -> None:
        packed = self._formats.format is Format.KEFUPACK
        self._heads[2].setVisible(packed)
        self._about.setVisible(packed)
        for part in (self._scopes, self._formats, self._about):
            part.setEnabled(not self._busy)
        self._progress.setVisible(self._busy)
        self._says.setVisible(not self._busy)
        self._says.setText(self._trouble)
        if self._done is not None:
            self._go.setText(self.tr("Open the folder"))
            self._go.setEnabled(True)
            self._leave.setText(self.tr("Close"))
            return
        count = self._scopes.count
        self._go.setText(self.tr("Export {count}…").format(count=f"{count:,}"))
        self._go.setEnabled(count > 0 and not self._busy)
        self._leave.setText(self.tr("Give up") if self._busy else self.tr("Cancel"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._form.setContentsMargins(px(18), px(14), px(18), px(14))
        self._form.setSpacing(px(8))
        for head in self._heads[1:]:
            head.setContentsMargins(0, px(8), 0, 0)
        self._foot.setContentsMargins(px(16), px(10), px(16), px(10))
        self._foot.setSpacing(px(8))
        for part in (self._scopes, self._formats, self._about):
            part.dress()
        open_in(self, px(_WIDTH), px(_HEIGHT))
