"""One chat client: what it takes, and how it is known. Every field holds at once."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from kefu_desktop.core.clients import Client, Lines
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button, label
from kefu_desktop.gui.settings.chord_control import ChordControl
from kefu_desktop.gui.settings.client_words import (
    field_of,
    lines_name,
    name_of,
    style_name,
    trouble,
)
from kefu_desktop.gui.settings.controls import Choice, Line, Rows, Switch
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.fields import Field


class ClientForm(QWidget):
    """The fields of the client that is :meth:`show_client`'s."""

    changed = Signal()
    """Something about a client is otherwise now."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__()
        self._desk = desk
        self.client = Client()
        self.setProperty("role", "settings-page")
        self.heading, self.state = label("title"), label("chip")
        self.back, self.remove = button("link", self._reset), button("link", self._reset)
        self.no_key = button("link", lambda: self._manner("paste_key", ""))
        self.finding = FindingLine()
        self._fields = self._make_fields()
        self._refused: set[str] = set()
        self._told = label("caption")
        self._told.setWordWrap(True)
        self._forget = button("link", self._forget_told)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self.state)
        self._head.addStretch(1)
        self._head.addWidget(self.back)
        self._head.addWidget(self.remove)
        self._foot.addWidget(self._told, 1)
        self._foot.addWidget(self._forget)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for field in self._fields.values():
            self._form.addRow(field.caption, field)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.finding)
        self._column.addLayout(self._form)
        self._column.addLayout(self._foot)
        self._column.addStretch(1)
        desk.theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def __getitem__(self, field: str) -> Field:
        """The field that a profile's file calls so."""
        return self._fields[field]

    def show_client(self, client: Client) -> None:
        """Shows a client as it is known now."""
        if client.key != self.client.key:
            self.finish()
        if client != self.client:
            self._forget_troubles()
        self.client = client
        for name, value in _values(client).items():
            if name not in self._refused:
                self._fields[name].show_value(value)
        self._fields["send-parts"].say(self._held_back())
        own, changed = (
            self._desk.profiles.is_own(client.key),
            self._desk.profiles.is_changed(client.key),
        )
        self._form.setRowVisible(self._fields["zh"], own)
        step = client.manner.lines is Lines.STEP
        self._form.setRowVisible(self._fields["newline-key"], step)
        self._fields["send-parts"].control.setEnabled(client.manner.enter_sends)
        self.no_key.setEnabled(bool(client.manner.paste_key))
        self.back.setVisible(changed)
        self.remove.setVisible(own)
        self._tell_state(own=own, changed=changed)

    def finish(self) -> None:
        """Takes what is half typed."""
        for field in self._fields.values():
            field.finish()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    # -- what is changed

    def _make_fields(self) -> dict[str, Field]:
        chord = ChordControl(self._desk.hotkey.rest, optional=True)
        between = ChordControl(self._desk.hotkey.rest)
        fields = {
            "zh": Field(Line(hasty=False), wide=True),
            "emoticons": Field(Choice()),
            "longest": Field(Line(hasty=False)),
            "lines": Field(Choice()),
            "newline-key": Field(between),
            "paste-key": Field(chord, self.no_key),
            "delay-ms": Field(Line(hasty=False)),
            "enter-sends": Field(Switch()),
            "send-parts": Field(Switch()),
            "programs": Field(Rows(), wide=True),
            "classes": Field(Rows(), wide=True),
            "pages": Field(Rows(), wide=True),
        }
        changes: dict[str, Callable[[Any], object]] = {
            "zh": lambda name: self._change(lambda client: replace(client, zh=name, en=name)),
            "emoticons": lambda style: self._manner("style", Style(style)),
            "longest": lambda words: self._number("longest", "longest", words),
            "lines": lambda lines: self._manner("lines", Lines(lines)),
            "newline-key": lambda chord: self._manner("newline_key", chord),
            "paste-key": lambda chord: self._manner("paste_key", chord),
            "delay-ms": lambda words: self._number("delay-ms", "delay", words),
            "enter-sends": lambda on: self._manner("enter_sends", on),
            "send-parts": lambda on: self._manner("send_parts", on),
            "programs": lambda rows: self._signs("programs", rows),
            "classes": lambda rows: self._signs("classes", rows),
            "pages": lambda rows: self._signs("pages", rows),
        }
        for name, field in fields.items():
            field.chosen.connect(changes[name])
        return fields

    def _number(self, field: str, name: str, words: str) -> None:
        """Takes a number as people write one: with separators, or nothing for none."""
        bare = words.replace(",", "").replace("，", "").strip() or "0"
        if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
            self._refuse(InvalidInput(Code.CLIENT_INVALID, file="", field=field, allowed=""))
            return
        self._manner(name, int(bare))

    def _manner(self, name: str, value: object) -> None:
        def alter(client: Client) -> Client:
            manner = replace(client.manner, **{name: value})
            if not manner.enter_sends:
                # Nobody would see why nothing is sent.
                manner = replace(manner, send_parts=False)
            return replace(client, manner=manner)

        self._change(alter)

    def _signs(self, name: str, rows: tuple[str, ...]) -> None:
        def alter(client: Client) -> Client:
            signs = replace(client.signs, **{name: rows})
            return replace(client, signs=signs)

        self._change(alter)

    def _change(self, alter: Callable[[Client], Client]) -> None:
        try:
            client = self._desk.profiles.change(self.client.key, alter)
        except KefuError as error:
            self._refuse(error)
            return
        self._forget_troubles()
        self.show_client(client)
        self.changed.emit()

    def _forget_troubles(self) -> None:
        self._refused.clear()
        self.finding.say(None)
        for field in self._fields.values():
            field.say(None)

    def _refuse(self, error: KefuError) -> None:
        """Says what cannot be, beside its field."""
        words = trouble(error, self._desk.say(error))
        field = self._fields.get(field_of(error))
        if field is None:
            self.finding.say(Said(words))
        else:
            self._refused.add(field_of(error))
            field.say(Said(words))

    def _held_back(self) -> Said | None:
        """Says that parts are not sent all the same, where that is switched off for all clients."""
        if not self.client.manner.send_parts or self._desk.settings.current.delivery.send_parts:
            return None
        words, action = self.tr("Switched off for all under “Delivery”."), self.tr("Switch it on")
        return Said(words, action=action, act=self._allow_parts)

    def _allow_parts(self) -> None:
        try:
            self._desk.settings.set("delivery.send_parts", True)
        except KefuError as error:
            self._refuse(error)
            return
        self.show_client(self.client)

    def _reset(self) -> None:
        try:
            self._desk.profiles.reset(self.client.key)
        except KefuError as error:
            self._refuse(error)
            return
        self.changed.emit()

    def _forget_told(self) -> None:
        try:
            for seen in self._desk.profiles.told_to_be(self.client.key):
                self._desk.profiles.forget(seen)
        except KefuError as error:
            self._refuse(error)
        self.changed.emit()

    # -- how it looks

    def _tell_state(self, *, own: bool, changed: bool) -> None:
        self.heading.setText(name_of(self.client))
        self.state.setVisible(own or changed)
        self.state.setText(self.tr("Your own") if own else self.tr("Changed"))
        told = self._desk.profiles.told_to_be(self.client.key) if self.client.key else ()
        self._told.setText(self.tr("You said: {windows}").format(windows=" · ".join(told)))
        for widget in (self._told, self._forget):
            widget.setVisible(bool(told))

    def _word(self) -> None:
        names = {
            "zh": (self.tr("Name"), ""),
            "emoticons": (self.tr("Emoticons"), ""),
            "longest": (
                self.tr("Longest message"),
                self.tr("Characters; longer texts are cut at the end of a sentence. 0: no limit."),
            ),
            "lines": (self.tr("Line ends"), ""),
            "newline-key": (self.tr("Key for a new line"), ""),
            "paste-key": (self.tr("Paste key"), ""),
            "delay-ms": (
                self.tr("Wait before pasting"),
                self.tr("Milliseconds, for a program that is slow to come to the front."),
            ),
            "enter-sends": (self.tr("Enter sends the message"), ""),
            "send-parts": (
                self.tr("Send all parts of a reply by itself"),
                self.tr("Presses Enter between them. Off: each part waits for your key."),
            ),
            "programs": (
                self.tr("Known by its programs"),
                self.tr("One on a line, * stands for anything: ShopDesk.exe, qianniu*"),
            ),
            "classes": (self.tr("By its window classes"), ""),
            "pages": (
                self.tr("By titles of pages in a browser"),
                self.tr(
                    "Such as *飞鸽*. In other programs titles do not count: buyers write them."
                ),
            ),
        }
        for name, (words, hint) in names.items():
            self._fields[name].name(words, hint)
        self._fields["emoticons"].control.offer([(one.value, style_name(one)) for one in Style])
        self._fields["lines"].control.offer([(one.value, lines_name(one)) for one in Lines])
        self._fields["paste-key"].control.word_none(self.tr("As under “Delivery”"))
        self.no_key.setText(self.tr("As usual"))
        self.back.setText(self.tr("Back to built-in"))
        self.remove.setText(self.tr("Remove"))
        self._forget.setText(self.tr("Forget"))
        if self.client.key:
            self.show_client(self.client)

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(18), px(4), px(12), px(16))
        self._column.setSpacing(px(10))
        self._form.setVerticalSpacing(px(4))
        for name in ("longest", "delay-ms"):
            self._fields[name].control.setFixedWidth(px(110))
        for field in self._fields.values():
            field.setContentsMargins(0, 0, 0, px(6))


def _values(client: Client) -> dict[str, object]:
    """What the fields show of a client."""
    manner, signs = client.manner, client.signs
    return {
        "zh": client.zh,
        "emoticons": manner.style.value,
        "longest": manner.longest,
        "lines": manner.lines.value,
        "newline-key": manner.newline_key,
        "paste-key": manner.paste_key,
        "delay-ms": manner.delay,
        "enter-sends": manner.enter_sends,
        "send-parts": manner.send_parts,
        "programs": signs.programs,
        "classes": signs.classes,
        "pages": signs.pages,
    }
