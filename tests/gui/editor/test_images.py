"""Images of a reply: from files, from the clipboard, dropped; seen small, named, moved, removed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLabel, QLineEdit, QWidget

from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.gui.library.editor.pages import Pages
from kefu_desktop.gui.library.editor.thumbnails import decoded
from tests.gui.editor.writer import ALT, CTRL, Writer, png


@pytest.fixture
def uid(writer: Writer) -> Uid:
    """A reply, open."""
    made = writer.world.add("礼物", "送您")
    writer.open(made)
    writer.text.moveCursor(writer.text.textCursor().MoveOperation.End)
    return made


def names(writer: Writer) -> list[str]:
    return [file.name for file in writer.sheet().attachments]


def tile(writer: Writer, number: int) -> QFrame:
    found = [x for x in writer.editor.findChildren(QFrame) if x.isVisible()]
    return next(x for x in found if x.accessibleName().startswith(f"Image {number}:"))


def files(tmp_path: Path, *images: str) -> QMimeData:
    """Files as a file manager gives them: with their paths as a text beside them."""
    paths = [tmp_path / name for name in images]
    for number, path in enumerate(paths):
        path.write_bytes(png(8 + number))
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    source.setText("\n".join(map(str, paths)))
    return source


def drop(target: QWidget, source: QMimeData, at: QPoint) -> bool:
    """Drops as a window system does; gives whether it was taken."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, actions, source, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(at), actions, source, left, none)
    QApplication.sendEvent(target, event)
    return event.isAccepted() and event.dropAction() is Qt.DropAction.CopyAction


def test_an_image_file_is_chosen_and_placed_at_the_cursor(
    writer: Writer, uid: Uid, tmp_path: Path
) -> None:
    (tmp_path / "礼盒.png").write_bytes(png())
    writer.form().body.open_files()
    (dialog,) = writer.editor.window().findChildren(QFileDialog)
    dialog.urlsSelected.emit([QUrl.fromLocalFile(str(tmp_path / "礼盒.png"))])
    dialog.reject()
    writer.until(lambda: names(writer) == ["礼盒.png"])
    assert writer.sheet().texts == ("送您{image}",)
    writer.save()
    writer.until(lambda: len(writer.reply(uid).attachments) == 1)
    (file,) = writer.reply(uid).attachments
    kept = writer.world.library.ask(lambda library: library.content(file.digest)).result()
    assert kept == png()
    writer.until(lambda: writer.form().body.preview.texts() == ("送您", "礼盒.png"))


def test_an_image_is_pasted_from_the_clipboard(writer: Writer, uid: Uid) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    writer.text.setFocus()
    writer.press(Qt.Key.Key_V, CTRL)
    writer.until(lambda: len(names(writer)) == 1)
    assert writer.sheet().texts == ("送您{image}",)
    assert writer.sheet().attachments[0].media_type == "image/png"
    assert decoded(writer.form().contents()[0].data, 100).size() == picture.size()


def test_words_win_over_a_picture_of_them(writer: Writer, uid: Uid) -> None:
    source = QMimeData()
    source.setText("单元格")
    source.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(source)
    writer.text.setFocus()
    writer.press(Qt.Key.Key_V, CTRL)
    assert writer.sheet().texts == ("送您单元格",)
    assert names(writer) == []


def test_the_menu_takes_what_the_clipboard_has(writer: Writer, uid: Uid) -> None:
    writer.form().body.paste_image()
    writer.until(lambda: any("no image" in said for said in writer.findings()))
    writer.world.clipboard.formats = {"image/png": png()}
    writer.form().body.paste_image()
    writer.until(lambda: len(names(writer)) == 1)
    assert writer.findings() == []


def test_files_are_dropped_into_the_text_where_they_belong(
    writer: Writer, uid: Uid, tmp_path: Path
) -> None:
    view = writer.text.viewport()
    cursor = writer.text.textCursor()
    cursor.setPosition(1)
    at = writer.text.cursorRect(cursor).center()
    assert drop(view, files(tmp_path, "a.png", "b.PNG"), at)
    writer.until(lambda: names(writer) == ["a.png", "b.PNG"])
    assert writer.sheet().texts == ("送{image}{image}您",)


def test_dropped_beside_the_text_they_come_after_it(
    writer: Writer, uid: Uid, tmp_path: Path
) -> None:
    pages = writer.editor.findChildren(Pages)[0]
    assert drop(pages, files(tmp_path, "a.png"), QPoint(5, 5))
    writer.until(lambda: names(writer) == ["a.png"])
    assert writer.sheet().texts == ("送您",)
    text = QMimeData()
    text.setText("只是文字")
    assert not drop(pages, text, QPoint(5, 5))


def test_what_is_no_image_is_refused_by_name(writer: Writer, uid: Uid, tmp_path: Path) -> None:
    source = files(tmp_path, "a.png")
    (tmp_path / "a.png").write_bytes(b"no image at all")
    drop(writer.editor.findChildren(Pages)[0], source, QPoint(5, 5))
    writer.until(lambda: len(writer.findings()) == 1)
    assert "a.png" in writer.findings()[0]
    assert names(writer) == []


def test_images_are_named_moved_and_removed_by_key(
    writer: Writer, uid: Uid, tmp_path: Path
) -> None:
    drop(writer.editor.findChildren(Pages)[0], files(tmp_path, "a.png", "b.png"), QPoint(5, 5))
    writer.until(lambda: names(writer) == ["a.png", "b.png"])
    tile(writer, 1).setFocus()
    writer.press(Qt.Key.Key_Right, ALT)
    assert names(writer) == ["b.png", "a.png"]
    writer.press(Qt.Key.Key_F2)
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    name.clear()
    QTest.keyClicks(name, "gift.png")
    assert names(writer) == ["b.png", "gift.png"]
    name.clear()
    writer.press(Qt.Key.Key_Return)
    assert names(writer) == ["b.png", "a.png"], "a blank name is no name"
    tile(writer, 1).setFocus()
    writer.press(Qt.Key.Key_Delete)
    assert names(writer) == ["a.png"]
    writer.qtbot.mouseClick(writer.find(QWidget, "Remove the image"), Qt.MouseButton.LeftButton)
    assert names(writer) == []
    writer.save()
    assert writer.reply(uid).attachments == ()


def test_a_thumbnail_is_small_and_comes_later(writer: Writer, uid: Uid, tmp_path: Path) -> None:
    (tmp_path / "big.png").write_bytes(png(900, 300))
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(tmp_path / "big.png"))])
    drop(writer.editor.findChildren(Pages)[0], source, QPoint(5, 5))
    writer.until(lambda: names(writer) == ["big.png"])
    picture = next(x for x in tile(writer, 1).findChildren(QLabel) if not x.text())
    writer.until(lambda: not picture.pixmap().isNull())
    assert (picture.pixmap().width(), picture.pixmap().height()) == (44, 14)


def test_what_cannot_be_decoded_has_no_picture() -> None:
    assert decoded(b"", 10).isNull()
    assert decoded(png()[:30], 10).isNull()
    assert decoded(png(1, 900), 10).size().toTuple() == (1, 10)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP"])
def test_each_kind_of_image_has_its_picture(kind: str) -> None:
    assert decoded(saved(QImage(40, 30, QImage.Format.Format_RGB32), kind), 20).width() == 20


def test_what_a_stranger_might_send_is_not_decoded() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    assert decoded(drawing, 10).isNull()
    assert decoded(saved(QImage(9, 9, QImage.Format.Format_RGB32), "PPM"), 10).isNull()
    huge = QImage(8000, 5100, QImage.Format.Format_Mono)
    huge.fill(0)
    assert decoded(saved(huge, "PNG"), 10).isNull()


def saved(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_a_placeholder_without_its_image_is_told_of(writer: Writer) -> None:
    writer.editor.open_new(Sheet(title="", texts=("看图{图片}",)))
    (said,) = writer.findings()
    assert "{图片}" in said
    writer.world.clipboard.formats = {"image/png": png()}
    writer.text.clear()
    writer.form().body.paste_image()
    writer.until(lambda: writer.sheet().texts == ("{image}",))
    writer.until(lambda: writer.findings() == [])


def test_an_image_that_comes_late_goes_with_no_other_reply(writer: Writer, uid: Uid) -> None:
    writer.world.clipboard.formats = {"image/png": png()}
    other = writer.world.add("别的")
    writer.form().body.paste_image()
    writer.open(other)
    writer.until(lambda: bool(writer.told))
    assert "came too late" in writer.told[0]
    assert names(writer) == []
    assert writer.sheet().texts == ("别的",)


def test_the_cursor_keeps_its_place_while_an_image_is_on_its_way(
    writer: Writer, uid: Uid, tmp_path: Path
) -> None:
    writer.world.clipboard.formats = {"image/png": png()}
    writer.form().body.paste_image()
    cursor = writer.text.textCursor()
    cursor.setPosition(0)
    cursor.insertText("亲，")
    writer.until(lambda: len(names(writer)) == 1)
    assert writer.sheet().texts == ("亲，送您{image}",)
