"""Images in the popup: shown as they will be sent, fetched without keeping anybody waiting, and
delivered one after the other with the texts.
"""

from concurrent.futures import Future

import pytest
from PySide6.QtGui import QColor, QImage, QTextDocument, QTextImageFormat
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.app.orders import Reached, Short
from kefu_desktop.app.parts import PROMPT_SECONDS
from kefu_desktop.core.model import Digest, Uid
from kefu_desktop.gui.popup.preview import IMAGE_HEIGHT, IMAGE_WIDTH, Preview
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native import pictures
from tests.app import images
from tests.app.shop import HeldLane
from tests.gui.agent import Agent, words
from tests.gui.world import World

RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)
BROKEN = images.made_by_qt("png")[:200]


def plain(colour: QColor, width: int = 60, height: int = 40) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return pictures.to_png(image)


@pytest.fixture
def sizes(agent: Agent) -> Uid:
    """A reply of two texts with an image between them, and another at the end."""
    uid = agent.world.add("尺码", "看这张{图片}按它选")
    agent.world.add_images(uid, plain(RED), plain(BLUE))
    agent.wait()
    return uid


def facts(agent: Agent) -> str:
    return words(agent.one(Preview))[-1]


def count_of(agent: Agent, colour: QColor) -> int:
    """How many pixels of the preview have this colour."""
    seen = agent.one(Preview).grab().toImage()
    wanted = colour.rgb()
    return sum(
        seen.pixel(x, y) == wanted for x in range(seen.width()) for y in range(seen.height())
    )


def agent_of(world: World, theme: Theme, qtbot: QtBot) -> Agent:
    """An agent before a popup over ``world`` as it is now."""
    popup = world.popup(theme)
    qtbot.addWidget(popup)
    return Agent(world, popup, qtbot)


# -- looking


@pytest.mark.usefixtures("sizes")
def test_texts_and_images_are_shown_in_the_order_they_are_sent(agent: Agent) -> None:
    agent.hotkey()
    assert agent.shown == "看这张\n\ufffc\nimage.png\n按它选\n\ufffc\nimage.png"
    assert (count_of(agent, RED), count_of(agent, BLUE)) == (60 * 40, 60 * 40)
    assert facts(agent) == "part 1 / 4 · 6 characters · 2 images"


def test_an_image_alone_has_no_characters(agent: Agent) -> None:
    agent.world.add_images(agent.world.add("二维码", "{图片}"), plain(RED))
    agent.hotkey()
    assert facts(agent) == "image"


def test_a_large_image_is_made_to_fit(agent: Agent, theme: Theme) -> None:
    agent.world.add_images(agent.world.add("海报", "{图片}"), plain(RED, 2000, 1000))
    agent.hotkey()
    width = min(theme.px(IMAGE_WIDTH), 2 * theme.px(IMAGE_HEIGHT))
    assert count_of(agent, RED) == width * round(width / 2)


@pytest.mark.usefixtures("sizes")
def test_a_row_tells_of_its_images(agent: Agent) -> None:
    with_images = agent.view.grab().toImage()
    (row,) = agent.popup.rows
    agent.world.add_images(row.reply.uid)
    agent.wait()
    without = agent.view.grab().toImage()
    agent.world.add_images(row.reply.uid, plain(RED))
    agent.wait()
    with_one = agent.view.grab().toImage()
    assert with_images != without
    assert with_images != with_one != without


@pytest.mark.usefixtures("sizes")
def test_the_text_is_there_before_its_images(world: World, theme: Theme, qtbot: QtBot) -> None:
    held = HeldLane()
    world.decoding = held
    agent = agent_of(world, theme, qtbot)
    agent.hotkey()
    assert agent.shown == "看这张\nimage.png\n按它选\nimage.png"
    held.waiting.popleft()()
    agent.wait()
    assert agent.shown == "看这张\n\ufffc\nimage.png\n按它选\nimage.png"
    held.go_on()
    agent.wait()
    assert agent.shown == "看这张\n\ufffc\nimage.png\n按它选\n\ufffc\nimage.png"
    assert (count_of(agent, RED), count_of(agent, BLUE)) == (60 * 40, 60 * 40)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[Digest]:
    """The images that were asked of the library."""
    digests: list[Digest] = []
    content = World.content

    def noted(world: World, digest: Digest) -> Future[bytes | None]:
        digests.append(digest)
        return content(world, digest)

    monkeypatch.setattr(World, "content", noted)
    return digests


def test_who_runs_through_a_list_waits_for_the_last_images_only(
    world: World, theme: Theme, qtbot: QtBot, fetched: list[Digest]
) -> None:
    for number in range(4):
        world.add_images(world.add(f"图{number}", "{图片}"), plain(QColor(number, 0, 0)))
    held = HeldLane()
    world.decoding = held
    agent = agent_of(world, theme, qtbot)
    agent.hotkey()
    agent.keys("Down", "Down", "Down")
    held.go_on()
    agent.wait()
    (last,) = agent.popup.rows[3].reply.attachments
    assert fetched == [last.digest]
    assert agent.shown.startswith("\ufffc")
    agent.keys("Up", "Down")
    assert agent.shown.startswith("\ufffc"), "what was fetched is at hand"
    held.go_on()
    agent.wait()
    agent.keys("Up")
    held.go_on()
    agent.wait()
    assert agent.shown.startswith("\ufffc"), "what was given up comes when it is wanted again"
    assert len(fetched) == 2


def test_an_image_that_cannot_be_shown_is_said(agent: Agent) -> None:
    agent.world.add_images(agent.world.add("坏图", "{图片}"), BROKEN)
    agent.hotkey()
    assert agent.shown == "image.png: this image cannot be shown"


def test_a_place_without_an_image_is_said(agent: Agent) -> None:
    agent.world.add("缺图", "看{图片}吧")
    agent.hotkey()
    assert agent.shown == "看\n吧"
    assert facts(agent) == "part 1 / 2 · 2 characters · an image is missing"


@pytest.mark.usefixtures("sizes")
def test_an_image_is_sharp_on_a_fine_screen(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Preview, "devicePixelRatioF", lambda _: 2.0)
    agent.hotkey()
    (text,) = agent.one(Preview).findChildren(QTextEdit)
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("\ufffc") + 1)
    shown = QTextImageFormat(cursor.charFormat().toImageFormat())
    picture = text.document().resource(QTextDocument.ResourceType.ImageResource.value, shown.name())
    assert (shown.width(), shown.height()) == (30, 20)
    assert (picture.width(), picture.height()) == (60, 40)


# -- sending


def test_texts_and_images_are_sent_one_after_the_other(agent: Agent, sizes: Uid) -> None:
    for expected in (
        {"text/plain": "看这张".encode()},
        {"image/png": plain(RED)},
        {"text/plain": "按它选".encode()},
        {"image/png": plain(BLUE)},
    ):
        if agent.receipts:
            agent.press()
        else:
            agent.hotkey()
            assert agent.chosen == "尺码"
            agent.keys("Return")
        agent.wait()
        assert agent.world.clipboard.formats == expected
        agent.chat_reads()
    assert agent.pastes == 4
    assert {receipt.reached for receipt in agent.receipts} == {Reached.PASTED}
    assert agent.world.count(sizes) == 1
    agent.hotkey()
    assert facts(agent).startswith("part 1 / 4")


def send_one(agent: Agent) -> None:
    """Sends the next message from the popup, and waits until the hotkey opens that again."""
    agent.hotkey()
    agent.keys("Return")
    agent.wait()
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)


@pytest.mark.usefixtures("sizes")
def test_what_was_sent_already_is_faint(agent: Agent) -> None:
    send_one(agent)
    send_one(agent)
    agent.hotkey()
    assert facts(agent).startswith("part 3 / 4")
    assert (count_of(agent, RED), count_of(agent, BLUE)) == (0, 60 * 40)


def test_what_comes_next_is_in_sight(agent: Agent) -> None:
    uid = agent.world.add("多图", "看")
    shades = [QColor(number, 0, 0) for number in range(200, 205)]
    agent.world.add_images(uid, *(plain(shade, 300, 160) for shade in shades))
    for _ in range(4):
        send_one(agent)
    agent.hotkey()
    assert facts(agent).startswith("part 5 / 6")
    assert count_of(agent, shades[3]) > 0
    assert count_of(agent, shades[0]) == 0


@pytest.mark.parametrize("kind", ["jpeg", "webp", "bmp"])
def test_other_kinds_are_sent_as_png(agent: Agent, kind: str) -> None:
    data = images.made_by_qt(kind)
    agent.world.add_images(agent.world.add("图", "{图片}"), data)
    agent.hotkey()
    agent.keys("Ctrl+Return")
    agent.wait()
    assert agent.world.clipboard.formats == {"image/png": pictures.as_png(data)}
    assert agent.pastes == 0


def test_an_image_that_cannot_be_sent_is_said_and_waits(agent: Agent) -> None:
    uid = agent.world.add("坏图", "看{图片}")
    agent.world.add_images(uid, BROKEN)
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.press()
    agent.wait()
    assert [receipt.short for receipt in agent.receipts] == [None, Short.NO_IMAGE]
    assert agent.copied == "看"
    agent.hotkey()
    assert facts(agent).startswith("part 2 / 2")


def test_a_reply_of_nothing_is_not_sent(agent: Agent) -> None:
    uid = agent.world.add("缺图", "{图片}")
    agent.hotkey()
    agent.keys("Return")
    agent.wait()
    (receipt,) = agent.receipts
    assert (receipt.reached, receipt.short) == (Reached.FAILED, Short.EMPTY)
    assert (agent.world.clipboard.formats, agent.world.count(uid)) == ({}, 0)


def test_what_is_left_of_a_reply_keeps_the_image_it_had(agent: Agent, sizes: Uid) -> None:
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.world.add_images(sizes)
    agent.wait()
    agent.press()
    agent.wait()
    assert agent.world.clipboard.formats == {"image/png": plain(RED)}
