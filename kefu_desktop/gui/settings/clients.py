"""The page for chat clients: the window met last, all that are known, and what each takes."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
)

from kefu_desktop.core.clients import Client, ClientKey
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button
from kefu_desktop.gui.settings.client_form import ClientForm
from kefu_desktop.gui.settings.client_words import name_of, signs_of
from kefu_desktop.gui.settings.last_met import LastMet
from kefu_desktop.gui.settings.page import Page

_LIST_WIDTH = 190


class ClientsPage(Page):
    """List at the left, the chosen client at the right, below the window that was met last."""

    SCROLLS = False

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Chat programs")

    def appear(self) -> None:
        """Takes over files that were edited meanwhile."""
        self._desk.clients.reload()
        super().appear()

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        self._refresh()

    def finish(self) -> None:
        super().finish()
        self.form.finish()

    def _build(self) -> None:
        self.met = LastMet(self._desk)
        self.met.assigned.connect(self._assigned)
        self.list = QListWidget()
        self.list.setProperty("role", "clients")
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.add = button("link", self._add)
        self.findings = FindingLine()
        self.form = ClientForm(self._desk)
        self.form.changed.connect(self._refresh)
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("role", "settings-room")
        self._left = QVBoxLayout()
        self._left.addWidget(self.list, 1)
        self._left.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout()
        self._row.addLayout(self._left)
        self._row.addWidget(area, 1)
        self._column.addWidget(self.met)
        self._column.addWidget(self.findings)
        self._column.addLayout(self._row, 1)

    def choose(self, key: ClientKey) -> None:
        """Shows one client; one that is gone is no error."""
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(at)

    @property
    def _chosen(self) -> str:
        row = self.list.currentRow()
        return "" if row < 0 else str(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def _refresh(self) -> None:
        """Lists the clients anew, the same one chosen, and shows it as it is now."""
        chosen, row = self._chosen, max(0, self.list.currentRow())
        clients = sorted(self._desk.clients.all, key=self._order)
        self.list.blockSignals(True)
        self.list.clear()
        for client in clients:
            self.list.addItem(self._item(client))
        keys = [str(client.key) for client in clients]
        self.list.setCurrentRow(keys.index(chosen) if chosen in keys else min(row, len(keys) - 1))
        self.list.blockSignals(False)
        self._choose()
        self.met.refresh()
        words = "\n".join(self._desk.say(one) for one in self._desk.clients.findings)
        self.findings.say(Said(words) if words else None)

    def _order(self, client: Client) -> tuple[bool, str]:
        """The user's own first, then by name."""
        return not self._desk.profiles.is_own(client.key), name_of(client).casefold()

    def _item(self, client: Client) -> QListWidgetItem:
        own, changed = (
            self._desk.profiles.is_own(client.key),
            self._desk.profiles.is_changed(client.key),
        )
        mark = " ●" if own or changed else ""
        item = QListWidgetItem(f"{name_of(client)}{mark}")
        item.setData(Qt.ItemDataRole.UserRole, str(client.key))
        item.setToolTip(signs_of(client))
        said = self.tr("your own") if own else self.tr("changed") if changed else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name_of(client)} {said}".strip())
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, signs_of(client))
        return item

    def _choose(self) -> None:
        client = self._desk.clients.all.named(self._chosen)
        if client is not None:
            self.form.show_client(client)

    def _assigned(self, key: ClientKey) -> None:
        self._refresh()
        self.choose(key)

    def _add(self) -> None:
        try:
            client = self._desk.profiles.add(self.tr("New chat program"))
        except KefuError as error:
            self.findings.say(Said(self._desk.say(error)))
            return
        self._assigned(client.key)
        field = self.form["zh"].control
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _word(self) -> None:
        self.add.setText(self.tr("＋ Another chat program"))
        self.list.setAccessibleName(self.tr("Chat programs"))
        self._refresh()

    def _dress(self) -> None:
        super()._dress()
        px = self._desk.theme.px
        self._column.setContentsMargins(px(18), px(14), px(14), px(12))
        self._column.setSpacing(px(10))
        self._left.setSpacing(px(6))
        self._row.setSpacing(0)
        self.list.setFixedWidth(px(_LIST_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.met.refresh()
