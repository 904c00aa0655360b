"""What is said in passing of leaving and coming back: a question before it happens, and what came
of it.

The away machine asks nobody behind a film; nothing else is said there either.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.attendance import Message, Pasting, Summary
from kefu_desktop.app.events import AwayMessageReady, AwayPasted, CameBackToWork, PresenceChanged
from kefu_desktop.app.hotkey import Purpose
from kefu_desktop.core.sightings import BusyBegan, BusyEnded, CameBack, Changed, Left, Unwarn, Warn
from kefu_desktop.core.standing import Away, Busy, Cause, Warned
from kefu_desktop.gui.notice import Action, Level
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.desk import PresenceDesk

LONGEST_QUOTE = 36
"""Characters of a message that a notice shows: enough to know it by."""

_PLACES = 2
_BACK_SECONDS = 12.0
_LEFT_SECONDS = 8.0


class PresenceToasts(QObject):
    """Follows the events and says them in the notice."""

    search_wanted = Signal()
    panel_wanted = Signal()

    def __init__(
        self, desk: PresenceDesk, panel_in_front: Callable[[], bool], parent: QObject
    ) -> None:
        """Who looks at the panel sees there which message was copied, and is not told besides."""
        super().__init__(parent)
        self._desk = desk
        self._panel_in_front = panel_in_front
        self._question, self._told, self._outcome = "", "", ""
        follow = desk.bridge.subscribe
        follow(desk.events, PresenceChanged, self._changed, self)
        follow(desk.events, AwayMessageReady, self._message_ready, self)
        follow(desk.events, CameBackToWork, lambda event: self._back(event.summary), self)
        follow(desk.events, AwayPasted, self._pasted, self)

    def _changed(self, event: PresenceChanged) -> None:
        for effect in event.effects:
            match effect:
                case Warn():
                    self._ask(effect.warned)
                case Unwarn():
                    self._desk.notice.take_back(self._question)
                case Left() | Changed() | CameBack() | BusyBegan() | BusyEnded():
                    self._drop_news()
            here = not isinstance(event.status.state.phase, Away)
            if isinstance(effect, BusyEnded) and here:
                self._say(self.tr("No longer busy"), Level.OK)

    def _ask(self, asked: Warned) -> None:
        """Stays until it is answered: by a touch, by the button, or by silence."""
        self._desk.notice.take_back(self._question)
        left = max(0, asked.leaves_at - self._desk.now) / 1000
        self._question = self._question_about(asked, round(left))
        stay = self.tr("Still here"), self._desk.presence.come_back
        self._say(self._question, Level.WARN, stay, left)

    def _question_about(self, asked: Warned, seconds: int) -> str:
        if asked.cause is Cause.SCHEDULE:
            said = self.tr(
                "{reason} begins: unless you touch keyboard or mouse, you count as away in"
                " {seconds} s"
            )
            return said.format(reason=words.reason(asked.reason), seconds=seconds)
        said = self.tr(
            "Still there? Unless you touch keyboard or mouse, you count as away in {seconds} s"
        )
        return said.format(seconds=seconds)

    def _message_ready(self, event: AwayMessageReady) -> None:
        self._desk.notice.take_back(self._told)
        if not event.announce or self._panel_in_front():
            return
        state = self._desk.presence.status.state
        standing = words.standing(state)
        if event.message is None:
            said = self.tr("{standing}. There is no reply of the kind “Away” that says so")
            self._told = said.format(standing=standing)
            self._say(self._told, Level.WARN, self._to_panel(), _LEFT_SECONDS)
            return
        lines = [self._copied(standing, event.message), *self._hints(event.message)]
        again: Action = self.tr("Copy again"), self._desk.presence.copy_again
        self._told = "\n".join(lines)
        self._say(self._told, Level.OK, again, _LEFT_SECONDS)

    def _copied(self, standing: str, message: Message) -> str:
        text = " ".join(message.text.split())
        quote = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
        if message.copied:
            said = self.tr("{standing}. Copied: “{text}”")
        else:
            said = self.tr("{standing}. The message: “{text}”")
        return said.format(standing=standing, text=quote)

    def _hints(self, message: Message) -> list[str]:
        chord = self._desk.chord(Purpose.AWAY)
        paste = self.tr("{chord} pastes it into the chat in front").format(chord=chord)
        if isinstance(self._desk.presence.status.state.busy, Busy):
            return [paste] if chord else []
        places = [words.where(hint, self._desk.named) for hint in message.where[:_PLACES]]
        return [*([paste] if chord else []), *places]

    def _back(self, summary: Summary) -> None:
        gone = summary.at - summary.away.since
        why = words.reason(summary.away.reason, summary.away.note)
        said = self.tr("Welcome back! Away for {span} ({reason})")
        lines = [said.format(span=words.span(gone), reason=why)]
        if chats := words.got(summary.got, self._desk.named):
            lines.append(self.tr("The message went to {chats}").format(chats=chats))
        offer: Action | None = None
        if summary.offers:
            lines.append(self.tr("Replies for those who waited come first for ten minutes"))
            offer = self.tr("Choose one"), self.search_wanted.emit
        self._say("\n".join(lines), Level.OK, offer, _BACK_SECONDS)

    def _pasted(self, event: AwayPasted) -> None:
        """Says at once what came of the key: what it did before is no news any more."""
        self._drop_news()
        chord = self._desk.chord(Purpose.AWAY)
        self._outcome, level = {
            Pasting.PASTED: (self.tr("The message is in the chat: send it with Enter"), Level.OK),
            Pasting.ALREADY: (
                self.tr("This window has the message. {chord} again pastes it once more").format(
                    chord=chord
                ),
                Level.INFO,
            ),
            Pasting.COPIED: (
                self.tr("Copied; the chat could not be reached: press Ctrl+V there"),
                Level.WARN,
            ),
            Pasting.NOTHING: (self.tr("There is no message to paste"), Level.WARN),
        }[event.outcome]
        if event.outcome is Pasting.ALREADY:
            self._say(self._outcome, level, self._to_panel(), event.again_seconds or 4)
        else:
            self._say(self._outcome, level)

    def _drop_news(self) -> None:
        for old in (self._told, self._outcome):
            self._desk.notice.take_back(old)

    def _to_panel(self) -> Action:
        return self.tr("Away panel"), self.panel_wanted.emit

    def _say(
        self, text: str, level: Level, action: Action | None = None, seconds: float = 4.0
    ) -> None:
        if not self._desk.presence.status.state.facts.covered:
            self._desk.notice.say(text, level=level, action=action, seconds=seconds)
