"""What a cell says of an emoticon at this moment: for whom it is written, and in which skin."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from kefu_desktop.app.emoticons import Emoticon, Emoticons, Sort
from kefu_desktop.core.clients import Client
from kefu_desktop.core.emoticons import SkinTone, Style, toned
from kefu_desktop.gui.emoticons.cells import Cell
from kefu_desktop.gui.emoticons.glyphs import Glyphs
from kefu_desktop.gui.emoticons.names import name_of
from kefu_desktop.gui.emoticons.painter import CellPainter
from kefu_desktop.gui.library.editor import slots


class Showing(QObject):
    """Makes cells, each once for as long as they say the same."""

    def __init__(
        self, emoticons: Emoticons, glyphs: Glyphs, painter: CellPainter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._emoticons = emoticons
        self._glyphs = glyphs
        self._painter = painter
        self.client: Client | None = None
        self.tone = SkinTone.NONE
        self._made: dict[str, Cell] = {}

    def begin(self, client: Client | None, tone: SkinTone) -> None:
        """Shows for ``client``, None for a text of the library, and in the skin ``tone`` from now
        on.
        """
        self.client, self.tone = client, tone
        self.forget()

    def forget(self) -> None:
        """Makes all anew: names or sizes have changed."""
        self._made.clear()

    def cells(self, emoticons: Iterable[Emoticon]) -> list[Cell]:
        """Gives a cell for each of ``emoticons`` that this machine has letters for."""
        return [self.cell(one) for one in emoticons if self._can_draw(one)]

    def cell(self, emoticon: Emoticon) -> Cell:
        """Gives the cell of one."""
        made = self._made.get(emoticon.key)
        if made is None:
            made = self._made[emoticon.key] = self._make(emoticon)
        return made

    def _make(self, emoticon: Emoticon) -> Cell:
        sign = emoticon.sign
        if emoticon.has_skin and self._glyphs.can_draw(in_skin := toned(sign, self.tone)):
            sign = in_skin
        written, name = self._written(emoticon), name_of(emoticon)
        caption = written if self.client is not None and written != sign else ""
        return Cell(
            emoticon=emoticon,
            sign=sign,
            name=name,
            written=written,
            caption=caption,
            span=self._painter.span(emoticon.sort, sign, name, caption),
        )

    def also(self, cell: Cell) -> str:
        """Gives what is to be said of a mood besides: how clients write it, or that this one does
        not; empty where there is nothing to say.
        """
        if cell.emoticon.sort is not Sort.MOOD or (self.client is not None and cell.written):
            return ""
        if self.client is not None:
            return self.tr("This chat has no such emoticon.")
        write = partial(self._emoticons.write, cell.emoticon, tone=self.tone)
        named = (
            (self.tr("Wangwang"), write(style=Style.WANGWANG)),
            (self.tr("WeChat"), write(style=Style.WECHAT)),
        )
        return " · ".join(f"{name} {written}" for name, written in named if written)

    def _can_draw(self, emoticon: Emoticon) -> bool:
        if emoticon.sort is Sort.KAOMOJI:
            return self._glyphs.can_write(emoticon.sign)
        return emoticon.sort is Sort.MOOD or self._glyphs.can_draw(emoticon.sign)

    def _written(self, emoticon: Emoticon) -> str:
        if self.client is None and emoticon.sort is Sort.MOOD:
            return slots.mood(emoticon.zh, emoticon.en)
        style = Style.EMOJI if self.client is None else self.client.manner.style
        return self._emoticons.write(emoticon, style, self.tone)
