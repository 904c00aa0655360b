"""What can be put into a text besides words: placeholders, emoticons, a cut, an image."""

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kefu_desktop.app.composing import Composer
from kefu_desktop.gui.emoticons.keys import OPENING_TOO
from kefu_desktop.gui.library.editor import slots
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.library.editor.options import Option, OptionList, searched
from kefu_desktop.gui.theme import Theme


class InsertRow(QWidget):
    """The buttons under the text, and how long it is."""

    put = Signal(str, object)
    """A text for the cursor; of it, the stretch to be written over, a pair of places, or None."""
    emoticon_wanted = Signal()
    image_file_wanted = Signal()
    image_pasted = Signal()

    def __init__(
        self, theme: Theme, composer: Composer, constants: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._composer = composer
        self._constants = constants
        self._count_of = 0
        self._slot = self._button(self.open_placeholders)
        self._mood = self._button(self.emoticon_wanted.emit)
        self._part = self._button(self.put_part)
        self._image = self._button(lambda: None)
        self._menu = QMenu(self._image)
        self._from_file = self._menu.addAction("", self.image_file_wanted.emit)
        self._from_clipboard = self._menu.addAction("", self.image_pasted.emit)
        self._image.setMenu(self._menu)
        self._count = label("faint")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._flow = FlowLayout(self, last_stretches=True)
        for widget in (self._slot, self._mood, self._part, self._image, self._count):
            self._flow.addWidget(widget)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    @cached_property
    def _options(self) -> OptionList:
        return OptionList(self._theme, self)

    @property
    def emoticon_place(self) -> QRect:
        """Where the button for emoticons is, in the pixels of the screen."""
        return QRect(self._mood.mapToGlobal(QPoint(0, 0)), self._mood.size())

    def count(self, characters: int) -> None:
        """Says how long the text is."""
        self._count_of = characters
        self._count.setText(self.tr("{count} characters").format(count=characters))

    def open_placeholders(self) -> None:
        """Offers the placeholders that are known, each with what it stands for just now."""
        name = self.tr("Search placeholders")
        options = [
            Option(slot, slot, self._hint(slot, words), also)
            for slot, words, also in self._placeholders()
        ]
        self._options.open_at(self._slot, name, searched(options), self._take_placeholder)

    def put_part(self) -> None:
        """Cuts the text at the cursor: what follows is a message of its own."""
        self.put.emit(slots.part(), None)

    def open_image_menu(self) -> None:
        """Offers where an image may come from."""
        self._image.showMenu()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _take_placeholder(self, value: object) -> None:
        """What is an example is chosen after it is put in, to be written over."""
        slot = str(value)
        example = slot in {*_FRAGMENT, *_ASKED, *_WITH_DEFAULT, *_CHOICE, *_RANDOM}
        self.put.emit(slot, (1, len(slot) - 1) if example else None)

    def _placeholders(self) -> list[tuple[str, str, str]]:
        """Gives each with what it is, and by what other spelling it is found too."""
        known = [
            (("{买家}", "{buyer}"), self.tr("the buyer")),
            (("{店铺}", "{shop}"), self.tr("the shop")),
            (("{客服}", "{agent}"), self.tr("the agent")),
            (("{问候}", "{greeting}"), self.tr("greeting by the hour")),
            (("{日期}", "{date}"), self.tr("today")),
            (("{日期+3}", "{date+3}"), self.tr("in three days")),
            (_FORMED, self.tr("date in a form of your own")),
            (("{日期+3工作日}", "{date+3workdays}"), self.tr("in three workdays")),
            (("{时间}", "{time}"), self.tr("the time")),
            (("{星期}", "{weekday}"), self.tr("the weekday")),
            (_FESTIVAL, self.tr("a festival that is near")),
            (_FRAGMENT, self.tr("the words of another reply")),
            (_ASKED, self.tr("is asked for")),
            (_WITH_DEFAULT, self.tr("is asked for, with a default")),
            (_CHOICE, self.tr("is chosen from a few")),
            (_RANDOM, self.tr("one of them by chance")),
            (("{剪贴板}", "{clipboard}"), self.tr("what is on the clipboard")),
            (("{回来时间}", "{back-at}"), self.tr("away: back at")),
            (("{离开原因}", "{away-reason}"), self.tr("away: why")),
            (("{离开时长}", "{away-for}"), self.tr("away: how long")),
        ]
        own = [(f"{{{name}}}", self.tr("your own"), "") for name in self._constants()]
        return [*own, *((slots.spelt(*pair), words, " ".join(pair)) for pair, words in known)]

    def _hint(self, slot: str, words: str) -> str:
        seen = self._composer.glimpse(slot).strip()
        return f"{words} · {seen}" if seen else words

    def _button(self, pressed: Callable[[], object]) -> QPushButton:
        return button("editor-insert", pressed)

    def _dress(self) -> None:
        self._flow.setSpacing(self._theme.px(8))
        self._flow.setContentsMargins(0, 0, 0, 0)

    def _word(self) -> None:
        named = (
            (self._slot, "{ }  ", self.tr("Placeholder"), "Alt+V"),
            (self._mood, "😊  ", self.tr("Emoticon"), OPENING_TOO),
            (self._part, "⏎  ", self.tr("Part"), "Alt+P"),
            (self._image, "🖼  ", self.tr("Image"), "Alt+I"),
        )
        for made, sign, words, key in named:
            made.setText(sign + words)
            made.setAccessibleName(words)
            made.setToolTip(f"{words} ({key})")
        self._from_file.setText(self.tr("From a file…"))
        self._from_clipboard.setText(self.tr("From the clipboard"))
        self.count(self._count_of)


# In Chinese, in English.
_FORMED = ("{日期+3=M月d日 EEEE}", "{date+3=EEEE d MMM}")
_FESTIVAL = ("{节日=祝您节日快乐！}", "{festival=Happy festival! }")
_FRAGMENT = ("{片段:标题或编码}", "{fragment:title or code}")
_ASKED = ("{单号}", "{order}")
_WITH_DEFAULT = ("{快递:中通}", "{courier:UPS}")
_CHOICE = ("{赠品|小礼物|运费券}", "{gift|sample|coupon}")
_RANDOM = ("{随机|您好|在的}", "{random|Hello|Hi there}")
