"""The program itself, with somebody beside it who can be asked where things are on its windows.

``python -m tests.watched_program`` starts the program as its user does. A line ``where NAME`` on
standard input is answered by ``place X Y WIDTH HEIGHT``, or ``nowhere``: the visible widget whose
accessible name, text or window title is NAME, or the visible row of a list or tree that shows it.
``read NAME`` is answered by ``text`` and the text of that widget as JSON. Nothing else of the
program is touched: what a journey does, it does with the keys and the pointer.
"""

import json
import sys
import threading
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)

from kefu_desktop.__main__ import main


class Beholder(QObject):
    """Answers on the GUI thread, between the program's own events."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.answer, Qt.ConnectionType.QueuedConnection)

    def answer(self, line: str) -> None:
        word, _, name = line.partition(" ")
        # A field goes before the label that names it.
        widgets = sorted(
            (widget for widget in QApplication.allWidgets() if widget.isVisible()),
            key=lambda widget: widget.focusPolicy() == Qt.FocusPolicy.NoFocus,
        )
        if word == "read":
            found = next((text for w in widgets if (text := _text_of(w, name)) is not None), None)
            print("text", json.dumps(found, ensure_ascii=False), flush=True)
            return
        place = next((place for w in widgets for place in _places(w, name)), None)
        if place is None:
            print("nowhere", flush=True)
        else:
            print("place", place.x(), place.y(), place.width(), place.height(), flush=True)


def _places(widget: QWidget, name: str) -> Iterator[QRect]:
    def on_screen(rect: QRect, of: QWidget) -> QRect:
        return QRect(of.mapToGlobal(rect.topLeft()), rect.size())

    if isinstance(widget, QAbstractItemView):
        for index in _shown(widget, QModelIndex()):
            if index.data() == name:
                rect = widget.visualRect(index) & widget.viewport().rect()
                if not rect.isEmpty():
                    yield on_screen(rect, widget.viewport())
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if widget.tabText(tab) == name:
                yield on_screen(widget.tabRect(tab), widget)
    if name in _names(widget) and not widget.visibleRegion().isEmpty():
        yield on_screen(widget.visibleRegion().boundingRect(), widget)


def _names(widget: QWidget) -> set[str]:
    text = getattr(widget, "text", None)
    own = text() if callable(text) and not isinstance(widget, QLineEdit) else ""
    return {widget.accessibleName(), widget.windowTitle(), str(own).replace("&", "")} - {""}


def _text_of(widget: QWidget, name: str) -> str | None:
    if name not in _names(widget):
        return None
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit):
        return widget.text()
    return next(iter(_names(widget)), None)


def _shown(view: QAbstractItemView, parent: QModelIndex) -> Iterator[QModelIndex]:
    """The indexes of a view, the first column of each row; a list is only walked where it shows."""
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(parent), 2000)):
        index = model.index(row, 0, parent)
        yield index
        if isinstance(view, QTreeView):
            yield from _shown(view, index)


def _listen(beholder: Beholder) -> None:
    for line in sys.stdin:
        beholder.asked.emit(line.rstrip("\n"))


def _watch() -> None:
    # The application is made by the program; the beholder waits for it on a thread.
    while QApplication.instance() is None:
        threading.Event().wait(0.02)
    beholder = Beholder()
    application = QApplication.instance()
    assert application is not None
    beholder.moveToThread(application.thread())
    _listen(beholder)


if __name__ == "__main__":
    threading.Thread(target=_watch, daemon=True).start()
    sys.exit(main(sys.argv[1:]))
