"""Pastes a text line by line, with a key between, for clients that send each pasted line at once.

The next line is only put on the clipboard when the client has read the one before, or the same line
would be there twice. Whatever stops it in between leaves the rest unsaid; half a text is never
begun again by itself.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from kefu_desktop.app.orders import Short

Taken = Callable[[bool], None]
"""Hears whether the client has read what was pasted."""


class Hand(Protocol):
    """Pastes, and presses the key that makes a line end."""

    def paste(
        self,
        line: str,
        *,
        first: bool,
        last: bool,
        handed: Callable[[Short | None], None],
        taken: Taken,
    ) -> None: ...

    def newline(self, pressed: Callable[[bool], None]) -> None: ...


class LineByLine:
    """One text on its way. GUI thread."""

    def __init__(
        self, lines: Sequence[str], hand: Hand, over: Callable[[Short | None], None], taken: Taken
    ) -> None:
        """``over`` hears what became of it when the last line is pasted, or what came between;
        ``taken`` then whether the client has read the last.
        """
        self._lines = tuple(lines)
        self._hand = hand
        self._over = over
        self._taken = taken
        self._ended = False

    def begin(self) -> None:
        """Pastes the first line; the others follow."""
        self._line(0)

    def _line(self, number: int) -> None:
        last = number == len(self._lines) - 1
        if self._lines[number]:
            self._hand.paste(
                self._lines[number],
                first=not any(self._lines[:number]),
                last=last,
                handed=lambda short: self._handed(short, last=last),
                taken=lambda read: self._was_taken(number, read=read, last=last),
            )
        elif last:
            self._end(None)
            self._taken(True)
        else:
            self._go_on(number)

    def _handed(self, short: Short | None, *, last: bool) -> None:
        if short is not None or last:
            self._end(short)

    def _was_taken(self, number: int, *, read: bool, last: bool) -> None:
        if last or self._ended:
            self._taken(read)
        elif read:
            self._go_on(number)
        else:
            self._end(Short.NO_PASTE)
            self._taken(False)

    def _go_on(self, number: int) -> None:
        def pressed(done: bool) -> None:
            if done:
                self._line(number + 1)
            else:
                self._end(Short.FOCUS_LOST)
                self._taken(False)

        self._hand.newline(pressed)

    def _end(self, short: Short | None) -> None:
        self._ended = True
        self._over(short)
