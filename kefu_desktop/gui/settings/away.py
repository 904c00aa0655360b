"""The page for leaving and coming back: what happens by itself, and when the shop answers."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.away import BACK
from kefu_desktop.core.settings import Settings
from kefu_desktop.core.standing import Reason
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.settings.controls import Choice, Switch
from kefu_desktop.gui.settings.entries import Entries
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page

_MINUTES = (3, 5, 10, 15, 20, 30, 60)
_SECONDS = (0, 10, 15, 30, 60, 120)
_BUSY_MINUTES = (5, 10, 15, 20, 30, 45, 60)


class AwayPage(Page):
    """A switch for each part that happens by itself, working hours, messages."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Away")

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        for table in self._tables:
            table.follow(settings)

    def finish(self) -> None:
        super().finish()
        for table in self._tables:
            table.finish()

    def _build(self) -> None:
        desk = self._desk

        def switch(setting: str) -> SettingField:
            return SettingField(desk, f"away.{setting}", Switch())

        def choice(setting: str) -> SettingField:
            return SettingField(desk, f"away.{setting}", Choice())

        self.idle, self.lock, self.sleep = switch("idle"), switch("lock"), switch("sleep")
        self.minutes, self.warn = choice("idle_minutes"), choice("warn_seconds")
        self.quiet = switch("quiet_full_screen")
        self.notice, self.offers = switch("notice_return"), switch("offers")
        self.copy, self.busy = switch("copy"), choice("busy_minutes")
        self.schedule, self.holidays = switch("schedule"), switch("holidays")
        self.hours, self.lunch = Entries(desk, "away.hours"), Entries(desk, "away.lunch")
        self.dates, self.rules = Entries(desk, "away.dates"), Entries(desk, "away.rules")
        self._tables = (self.hours, self.lunch, self.dates, self.rules)
        self._leaving = self._section(
            (self.idle, self.minutes, self.warn, self.lock, self.sleep, self.quiet)
        )
        self._back = self._section((self.notice, self.offers))
        self._schedule = self._section((self.schedule, self.holidays))
        self._heads = [label("setting") for _ in range(3)]
        for head, table in zip(self._heads, self._tables, strict=False):
            self._column.addWidget(head)
            self._column.addWidget(table)
        self._messages = self._section((self.copy, self.busy))
        self._rules = label("section")
        self._column.addWidget(self._rules)
        self._column.addWidget(self.rules)
        self._column.addStretch(1)

    def _word(self) -> None:
        self._word_leaving()
        self._word_back()
        self._word_schedule()
        self._word_messages()

    def _word_leaving(self) -> None:
        self._leaving.setText(self.tr("Leaving by itself"))
        self.idle.name(self.tr("Away when nothing is touched"))
        self.minutes.name(self.tr("After"))
        self.minutes.control.offer([(one, words.span(one * 60_000)) for one in _MINUTES])
        self.warn.name(self.tr("Ask before"), self.tr("Any touch of keyboard or mouse says no."))
        self.warn.control.offer([(one, self._seconds(one)) for one in _SECONDS])
        self.lock.name(self.tr("Away when the screen is locked"))
        self.sleep.name(self.tr("Away when the machine sleeps"))
        self.quiet.name(
            self.tr("Not while a window covers the whole screen"),
            self.tr("A film or a talk: nothing is asked and nobody leaves by itself."),
        )

    def _word_back(self) -> None:
        self._back.setText(self.tr("Coming back"))
        self.notice.name(
            self.tr("Notice by itself that I am back"),
            self.tr("By a touch of keyboard or mouse, or when the screen is unlocked."),
        )
        self.offers.name(
            self.tr("First offer replies for those who waited"),
            self.tr("For ten minutes, in the search window."),
        )

    def _word_schedule(self) -> None:
        self._schedule.setText(self.tr("Schedule"))
        self.schedule.name(self.tr("Leave as the working hours say"), self.tr("Asks before."))
        self.holidays.name(
            self.tr("Public holidays are free"),
            self.tr("As the State Council announces them; make-up workdays are worked."),
        )
        heads = self.tr("Working hours"), self.tr("Lunch"), self.tr("Exceptions")
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        days, times = self.tr("Days"), self.tr("From and to")
        for table, example in (
            (self.hours, "09:00-12:00 13:00-18:00"),
            (self.lunch, "12:00-13:00"),
        ):
            table.columns(_days(), days, times)
            table.name(self.tr("＋ Add days"), example)
        self.dates.columns((), self.tr("Date"), times)
        self.dates.name(
            self.tr("＋ Add a date"),
            self.tr("off, or 10:00-16:00"),
            self.tr("One date such as 2026-10-01, or 2026-10-01..2026-10-07; “off” for a day off."),
        )

    def _word_messages(self) -> None:
        self._messages.setText(self.tr("Messages"))
        self.copy.name(self.tr("Copy the message on leaving"))
        self.busy.name(self.tr("Busy ends after"))
        self.busy.control.offer([(one, words.span(one * 60_000)) for one in _BUSY_MINUTES])
        self._rules.setText(self.tr("Which replies are used"))
        reasons = [(one.value, words.reason(one)) for one in Reason]
        self.rules.columns(
            [*reasons, (BACK, self.tr("Back again"))],
            self.tr("Reason"),
            self.tr("Tags, categories or shortcuts"),
        )
        self.rules.name(
            self.tr("＋ Add a rule"),
            self.tr("lunch, ;wx"),
            self.tr(
                "Tags, categories or ;shortcuts of away replies. What has no rule here uses its"
                " usual tag, such as 午休 or 下班."
            ),
        )

    def _seconds(self, number: int) -> str:
        if not number:
            return self.tr("Do not ask")
        return self.tr("{seconds} seconds before").format(seconds=number)


def _days() -> list[tuple[str, str]]:
    """Gives the days that are offered, as the settings write them and as the windows say them."""
    runs = ((0, 4), (0, 5), (0, 6), (5, 6), *((one, one) for one in range(7)))
    latin = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

    def key(first: int, last: int) -> str:
        if (first, last) == (0, 6):
            return "daily"
        return latin[first] if first == last else f"{latin[first]}-{latin[last]}"

    return [(key(first, last), words.days(first, last)) for first, last in runs]
