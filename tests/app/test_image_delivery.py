"""Delivery of an image: fetched and made into PNG off the GUI thread, then pasted like a text."""

import hashlib
from collections.abc import Callable

import pytest

from kefu_desktop.app.clipboard_watch import QUIET_SECONDS
from kefu_desktop.app.orders import Reached, Short
from kefu_desktop.core import chords
from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed
from kefu_desktop.core.model import Attachment, Digest, Reply, Uid, Variant
from kefu_desktop.core.settings import DeliverySettings
from tests.app.counter import OLD, Counter
from tests.app.shop import HeldLane, Shop

PHOTO = b"the bytes of a photo"
DIGEST = Digest(hashlib.sha256(PHOTO).hexdigest())
ELSEWHERE = Digest("0" * 64)


def as_png(data: bytes) -> bytes:
    return b"PNG of " + data


def no_image(data: bytes) -> None:
    return None


def fails(data: bytes) -> bytes:
    raise OSError("no memory")


@pytest.fixture
def photo(shop: Shop) -> Uid:
    """A reply that is one image."""
    shown = Attachment(DIGEST, "photo.jpg", "image/jpeg", len(PHOTO))
    reply = Reply(uid=Uid("p"), title="图", variants=(Variant("{图片}"),), attachments=(shown,))
    step = ChangeSet(Deed.ADD_REPLY, (Change(None, reply),), (Content(DIGEST, PHOTO),))
    shop.library.change(lambda library: step).result()
    return reply.uid


@pytest.fixture
def counter(shop: Shop, photo: Uid) -> Counter:
    return Counter(shop, photo, as_png=as_png)


def test_an_image_is_pasted_as_an_image_and_nothing_else(counter: Counter) -> None:
    counter.deliver("", image=DIGEST)
    assert counter.outcome == (Reached.PASTED, None)
    assert counter.clipboard.formats == {"image/png": as_png(PHOTO)}
    assert counter.paste.sent == [chords.parse("Ctrl+V")]
    assert counter.count == 1


def test_the_gui_thread_waits_for_neither_library_nor_decoder(shop: Shop, photo: Uid) -> None:
    held = HeldLane()
    counter = Counter(shop, photo, lane=held, as_png=as_png)
    counter.deliver("", image=DIGEST)
    assert (counter.clipboard.written, counter.receipts) == ([], [])
    held.go_on()  # the image
    counter.run_gui()
    assert counter.clipboard.written == [("", as_png(PHOTO))]
    held.go_on()  # the paste
    counter.run_gui()
    assert counter.outcome == (Reached.PASTED, None)


@pytest.mark.parametrize("restore", [False, True])
@pytest.mark.parametrize(
    ("digest", "convert"), [(ELSEWHERE, as_png), (DIGEST, no_image), (DIGEST, fails)]
)
def test_an_image_that_cannot_be_had_leaves_everything_as_it_was(
    counter: Counter, digest: Digest, convert: Callable[[bytes], bytes | None], restore: bool
) -> None:
    counter = Counter(counter.shop, counter.uid, as_png=convert)
    counter.settings = DeliverySettings(restore_clipboard=restore)
    counter.deliver("", image=digest)
    assert counter.outcome == (Reached.FAILED, Short.NO_IMAGE)
    assert counter.clipboard.formats == OLD
    assert (counter.paste.sent, counter.window.brought, counter.count) == ([], [], 0)


def test_the_clipboard_is_restored_when_the_client_has_taken_the_image(counter: Counter) -> None:
    counter.settings = DeliverySettings(restore_clipboard=True)
    counter.deliver("", image=DIGEST)
    counter.timer.let_pass(QUIET_SECONDS)
    assert not counter.restored
    counter.read()
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.restored


def test_a_reply_and_its_image_bring_back_what_was_there_before_both(counter: Counter) -> None:
    counter.settings = DeliverySettings(restore_clipboard=True)
    counter.deliver("看图")
    counter.read()
    counter.deliver("", image=DIGEST)
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.clipboard.formats == {"image/png": as_png(PHOTO)}
    counter.read()
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.restored


def test_an_image_that_fails_does_not_keep_the_clipboard_from_its_owner(counter: Counter) -> None:
    counter.settings = DeliverySettings(restore_clipboard=True)
    counter.deliver("看图")
    counter.read()
    counter.deliver("", image=ELSEWHERE)
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.restored
