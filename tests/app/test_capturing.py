"""Quick capture: what was copied becomes a reply, in one step that can be taken back."""

import hashlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kefu_desktop.app.capturing import Captured, Capturing
from kefu_desktop.app.events import LibraryChanged
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.picturing import MEGAPIXELS, Picturing
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import TEXT_LIMIT, Kind, Reply
from kefu_desktop.native.recording import RecordingClipboard
from tests.app import images
from tests.app.shop import HeldLane, Shop

PNG = images.made_by_qt("png")


class Copied:
    """Somebody who copied something and wants to keep it."""

    def __init__(self, shop: Shop, lane: InlineLane | HeldLane) -> None:
        self.shop = shop
        self.clipboard = RecordingClipboard()
        self.capturing = Capturing(
            shop.library,
            Picturing(shop.library, InlineLane()),
            self.clipboard,
            lane,
            shop.clock,
            shop.new_uid,
        )

    def capture(self, text: str = "", image: bytes | None = None) -> Captured:
        return self.capturing.capture(text, image).result()

    def reply(self, captured: Captured) -> Reply:
        return self.shop.library.ask(lambda library: library.reply(captured.uid)).result()

    def content(self, reply: Reply) -> list[bytes | None]:
        digests = [attachment.digest for attachment in reply.attachments]
        return self.shop.library.ask(lambda one: [one.content(each) for each in digests]).result()

    @property
    def replies(self) -> int:
        return self.shop.library.ask(lambda library: library.counts().replies).result()


@pytest.fixture
def copied(shop: Shop) -> Copied:
    return Copied(shop, InlineLane())


@pytest.fixture
def half_past_twelve(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be set on this system")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    shop.clock.millis = round(datetime(2026, 11, 21, 4, 30, tzinfo=UTC).timestamp() * 1000)
    yield
    os.environ.pop("TZ")
    time.tzset()


def test_a_text_becomes_a_reply_named_after_its_first_line(copied: Copied) -> None:
    captured = copied.capture("\r\n今天发货\r\n两天到\r\n")
    reply = copied.reply(captured)
    assert captured == Captured(reply.uid, "今天发货")
    assert (reply.title, reply.variants[0].text) == ("今天发货", "今天发货\n两天到")
    assert (reply.kind, reply.category, reply.attachments) == (Kind.REPLY, None, ())
    assert reply.created == reply.changed == copied.shop.clock.now()


def test_captures_lie_behind_each_other(copied: Copied) -> None:
    places = [copied.reply(copied.capture(text)).position for text in ("一", "二", "三")]
    assert places == [0, 1, 2]


@pytest.mark.usefixtures("half_past_twelve")
def test_an_image_becomes_a_reply_that_is_the_image(copied: Copied) -> None:
    reply = copied.reply(copied.capture(image=PNG))
    assert (reply.title, reply.variants[0].text) == ("图片 11-21 12:30", "{图片}")
    (attachment,) = reply.attachments
    assert (attachment.name, attachment.media_type) == ("图片 11-21 1230.png", "image/png")
    assert attachment.digest == hashlib.sha256(PNG).hexdigest()
    assert copied.content(reply) == [PNG]


def test_a_text_with_an_image_keeps_both(copied: Copied) -> None:
    reply = copied.reply(copied.capture("尺码表", PNG))
    assert (reply.title, reply.variants[0].text) == ("尺码表", "尺码表")
    assert copied.content(reply) == [PNG]


def test_a_capture_is_one_step_and_can_be_taken_back(copied: Copied) -> None:
    captured = copied.capture(image=PNG)
    (event,) = copied.shop.heard_of(LibraryChanged)
    assert event.deed is Deed.CAPTURE
    copied.shop.library.undo().result()
    assert copied.replies == 0
    copied.shop.library.redo().result()
    assert copied.content(copied.reply(captured)) == [PNG]


@pytest.mark.parametrize(
    ("text", "image", "code"),
    [
        ("", None, Code.CLIPBOARD_EMPTY),
        (" \n\t", None, Code.CLIPBOARD_EMPTY),
        ("\u202e\ufeff\0", None, Code.CLIPBOARD_EMPTY),
        ("字" * (TEXT_LIMIT + 1), None, Code.TEXT_TOO_LONG),
        ("", b"no image", Code.IMAGE_UNKNOWN),
        ("", images.png(MEGAPIXELS * 1000, 1001), Code.IMAGE_TOO_MANY_PIXELS),
    ],
)
def test_what_cannot_be_a_reply_is_told_and_nothing_is_kept(
    copied: Copied, text: str, image: bytes | None, code: Code
) -> None:
    with pytest.raises(InvalidInput) as refused:
        copied.capture(text, image)
    assert refused.value.code is code
    assert copied.replies == 0


def test_what_no_chat_shows_is_taken_out_and_counted(copied: Copied) -> None:
    captured = copied.capture("今\u202e天\ufeff发货")
    assert captured.removed == 2
    assert copied.reply(captured).variants[0].text == "今天发货"


# -- from the clipboard


def test_of_a_text_with_its_picture_only_the_text_is_taken(copied: Copied) -> None:
    copied.clipboard.formats = {"text/plain": "单元格".encode(), "image/png": PNG}
    reply = copied.reply(copied.capturing.capture_clipboard().result())
    assert (reply.title, reply.attachments) == ("单元格", ())


def test_an_image_alone_is_taken(copied: Copied) -> None:
    copied.clipboard.formats = {"image/png": PNG}
    reply = copied.reply(copied.capturing.capture_clipboard().result())
    assert copied.content(reply) == [PNG]


def test_the_clipboard_is_waited_for_on_the_lane(shop: Shop) -> None:
    held = HeldLane()
    copied = Copied(shop, held)
    copied.clipboard.formats = {"text/plain": "好".encode()}
    capturing = copied.capturing.capture_clipboard()
    assert not capturing.done()
    held.go_on()
    assert capturing.result().title == "好"


def test_an_owner_that_does_not_answer_is_told_as_nothing_there(copied: Copied) -> None:
    copied.clipboard.formats = {"text/plain": "好".encode()}
    copied.clipboard.frozen = True
    with pytest.raises(InvalidInput) as refused:
        copied.capturing.capture_clipboard().result()
    assert refused.value.code is Code.CLIPBOARD_EMPTY
