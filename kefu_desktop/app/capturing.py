"""Quick capture: what is on the clipboard becomes a reply, without a window and in one undo step.

Programs often put a picture beside the text that was copied (a spreadsheet draws its cells), so of
a clipboard that has a text only that is taken.
"""

from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.picturing import Picture, Picturing
from kefu_desktop.app.ports import ClipboardPort, Clock
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.cleaning import clean_text
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Millis, Reply, Uid, Variant, check_text
from kefu_desktop.core.sheets import title_from
from kefu_desktop.core.tree import NewUid

if TYPE_CHECKING:
    from kefu_desktop.store.library import Library

_WORD = "图片"
"""Names a reply that is one image, and is the placeholder for that image in its text."""


class Captured(Struct, frozen=True):
    """The new reply, and how many invisible characters were taken out of its text."""

    uid: Uid
    title: str
    removed: int = 0


class Capturing:
    """Makes replies of what was copied. ``lane`` is where it waits for the clipboard's owner.

    Futures carry :class:`InvalidInput`: CLIPBOARD_EMPTY where there is neither text nor image,
    TEXT_TOO_LONG, and the IMAGE_… codes of :meth:`Picturing.take`; and :class:`MachineFault`.
    """

    def __init__(
        self,
        library: LiveLibrary,
        picturing: Picturing,
        clipboard: ClipboardPort,
        lane: Lane,
        clock: Clock,
        new_uid: NewUid,
    ) -> None:
        self._library = library
        self._picturing = picturing
        self._clipboard = clipboard
        self._lane = lane
        self._clock = clock
        self._new_uid = new_uid

    def capture_clipboard(self) -> Future[Captured]:
        """Makes a reply of the text that was copied last, or of the image where there is none."""
        return self._lane.submit(self._capture_clipboard)

    def capture(self, text: str, image_png: bytes | None) -> Future[Captured]:
        """Makes a reply of ``text``, which its title is taken from, with the image beside it.

        Without a text the reply is the image, and its title the present time.
        """
        return self._lane.submit(self._capture, text, image_png)

    def _capture_clipboard(self) -> Captured:
        text = self._clipboard.read_text()
        return self._capture(text, None if text.strip() else self._clipboard.read_image())

    def _capture(self, text: str, image_png: bytes | None) -> Captured:
        now = self._clock.now()
        cleaned, removed = clean_text(text)
        # Programs put an end of line behind what they copy; a chat would show it as an empty one.
        words = cleaned.strip()
        title = title_from(words) or _time_title(now)
        picture = None
        if image_png is not None:
            picture = self._picturing.take(image_png, f"{title.replace(':', '')}.png")
        if not words and picture is None:
            raise InvalidInput(Code.CLIPBOARD_EMPTY)
        kept = check_text(words or f"{{{_WORD}}}")
        captured = Captured(self._new_uid(), title, removed)
        self._library.change(lambda library: _step(library, captured, kept, picture, now)).result()
        return captured


def _step(
    library: "Library", captured: Captured, text: str, picture: Picture | None, now: int
) -> ChangeSet:
    reply = Reply(
        uid=captured.uid,
        title=captured.title,
        variants=(Variant(text),),
        attachments=() if picture is None else (picture.attachment,),
        position=library.next_position(None),
    )
    step = editing.add_reply(reply, Millis(now), Deed.CAPTURE)
    contents = () if picture is None else (picture.content,)
    return ChangeSet(step.deed, step.changes, contents)


def _time_title(now: int) -> str:
    return f"{_WORD} {datetime.fromtimestamp(now / 1000).astimezone():%m-%d %H:%M}"
