"""What was written and not saved yet: one JSON file for each draft, and one for each image that
only drafts show.

An image is written once, however often the text beside it changes. So the files of images are
cleared away only when all drafts have been read: until then nobody knows which are still wanted.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from kefu_desktop.core.changes import Content, Key
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import (
    Attachment,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Reply,
    check_uid,
)
from kefu_desktop.core.sheets import KeptDraft, Sheet
from kefu_desktop.store.coding import as_told, from_data
from kefu_desktop.store.drafts import clear_up, overwrite
from kefu_desktop.store.moments import moment_name

T = TypeVar("T")

FORMAT = 1
"""Raised when an older program would misread a draft."""

_DRAFT, _IMAGE = ".json", ".image"
_DIGEST = re.compile("[0-9a-f]{64}")
_NOT_A_DRAFT = (ValueError, TypeError, LookupError, AttributeError, RecursionError, KefuError)


class DamagedDraftError(ValueError):
    """A file says nothing that can be understood, or is not the image that it should be."""


class Found(Struct, frozen=True):
    """What lay in the folder: the drafts, the newest first; where the files are that were damaged
    and are put aside now; and those that the system did not give out, which lie where they lay.
    """

    drafts: tuple[KeptDraft, ...]
    aside: tuple[Path, ...]
    unread: tuple[Path, ...]


class Unsaved:
    """The folder of the drafts of one library; it is made with the first. Used by one thread of one
    program at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, draft: KeptDraft) -> None:
        """Keeps ``draft`` in place of the one of its key. Raises OSError; then that one is still
        there.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for content in draft.contents:
            image = self._image(content.digest)
            # Not by its being there: what a failing disk has cut short is written again.
            if not _holds(image, len(content.data)):
                overwrite(image, content.data)
        overwrite(self._file(draft.key), _encoded(draft))

    def remove(self, key: str) -> None:
        """Forgets the draft of ``key``. Raises OSError; that it is not there is no error."""
        self._file(key).unlink(missing_ok=True)

    def read(self, at: Millis) -> Found:
        """Reads all drafts. A damaged file is put aside under a name with the moment ``at``, and so
        is an image that is not what its digest says; a draft without an image is given all the
        same. Images that no draft shows any more are removed, unless damaged files lie about.

        Raises OSError when the folder cannot be read.
        """
        try:
            files = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return Found((), (), ())
        clear_up(self.folder)
        reading = _Reading(at)
        drafts: list[KeptDraft] = []
        for file in _named(files, _DRAFT):
            said = reading.read(file, _decoded)
            if said is not None:
                draft, digests = said
                images = ((it, reading.read(self._image(it), _intact(it))) for it in digests)
                contents = tuple(Content(it, data) for it, data in images if data is not None)
                drafts.append(replace(draft, contents=contents))
        if not (reading.unread or reading.aside or any(map(_lies_aside, files))):
            self._drop_images(_named(files, _IMAGE), drafts)
        drafts.sort(key=lambda draft: draft.at, reverse=True)
        return Found(tuple(drafts), tuple(reading.aside), tuple(reading.unread))

    def _drop_images(self, images: Iterable[Path], drafts: Iterable[KeptDraft]) -> None:
        wanted = {self._image(content.digest) for draft in drafts for content in draft.contents}
        for image in images:
            if image not in wanted:
                with contextlib.suppress(OSError):
                    image.unlink()

    def _file(self, key: str) -> Path:
        # A key may be a reply's uid, which pays no heed to what a file system takes for one name.
        name = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:32]
        return self.folder / f"{name}{_DRAFT}"

    def _image(self, digest: Digest) -> Path:
        return self.folder / f"{digest}{_IMAGE}"


class _Reading:
    """Reads one file after the other, and remembers what stayed unread and why."""

    def __init__(self, at: Millis) -> None:
        self.aside: list[Path] = []
        self.unread: list[Path] = []
        self._at = at

    def read(self, file: Path, understand: Callable[[bytes], T]) -> T | None:
        """Gives what ``file`` says; None where it says nothing, and where there is none."""
        try:
            data = file.read_bytes()
            try:
                return understand(data)
            except DamagedDraftError:
                self.aside.append(_put_aside(file, self._at))
        except FileNotFoundError:
            pass
        except OSError:
            self.unread.append(file)
        return None


def _intact(digest: Digest) -> Callable[[bytes], bytes]:
    def understand(data: bytes) -> bytes:
        if hashlib.sha256(data).hexdigest() != digest:
            raise DamagedDraftError("not the image of this name")
        return data

    return understand


def _holds(file: Path, size: int) -> bool:
    try:
        return file.stat().st_size == size
    except FileNotFoundError:
        return False


def _named(files: Iterable[Path], suffix: str) -> Iterator[Path]:
    return (file for file in files if file.suffix == suffix and not _lies_aside(file))


def _lies_aside(file: Path) -> bool:
    return ".aside-" in file.name


def _put_aside(file: Path, at: Millis) -> Path:
    return file.replace(file.with_name(f"{file.stem}.aside-{moment_name(at)}{file.suffix}"))


def _encoded(draft: KeptDraft) -> bytes:
    sheet = draft.sheet
    said = {
        "format": FORMAT,
        "key": draft.key,
        "at": draft.at,
        "base": None if draft.base is None else to_builtins(as_told(draft.base)),
        "images": [content.digest for content in draft.contents],
        "sheet": {
            "title": sheet.title,
            "texts": sheet.texts,
            "kind": sheet.kind,
            "category": sheet.category,
            "shortcut": sheet.shortcut,
            "tags": sheet.tags,
            "favourite": sheet.favourite,
            "asked_as": sheet.asked_as,
            "attachments": [
                [file.digest, file.name, file.media_type, file.size] for file in sheet.attachments
            ],
            "notes": sheet.notes,
            "delivery": sheet.delivery,
        },
    }
    # Half a surrogate pair, pasted from a broken program, is kept as it is: it is cleaned when the
    # sheet is saved, and told of then.
    return json.dumps(said, ensure_ascii=False, indent=1).encode(errors="surrogatepass")


def _decoded(data: bytes) -> tuple[KeptDraft, tuple[Digest, ...]]:
    """Gives a draft without its images, and their digests."""
    try:
        said = json.loads(data.decode(errors="surrogatepass"))
        if said["format"] != FORMAT:
            raise ValueError("a later program's")
        base = None if said["base"] is None else from_data(Key.REPLY, said["base"])
        assert base is None or isinstance(base, Reply)
        draft = KeptDraft(
            key=_text(said["key"]),
            base=base,
            sheet=_sheet(said["sheet"]),
            at=Millis(_whole(said["at"])),
        )
        return draft, tuple(_digest(digest) for digest in said["images"])
    except _NOT_A_DRAFT as error:
        raise DamagedDraftError("not a draft") from error


def _sheet(said: Mapping[str, Any]) -> Sheet:
    category = said["category"]
    return Sheet(
        title=_text(said["title"]),
        texts=_texts(said["texts"]),
        kind=Kind(said["kind"]),
        category=None if category is None else check_uid(category),
        shortcut=_text(said["shortcut"]),
        tags=_texts(said["tags"]),
        favourite=said["favourite"] is True,
        asked_as=_texts(said["asked_as"]),
        attachments=tuple(_attachment(*file) for file in said["attachments"]),
        notes=_text(said["notes"]),
        delivery=DeliveryMode(said["delivery"]),
    )


def _attachment(digest: object, name: object, media_type: object, size: object) -> Attachment:
    return Attachment(_digest(digest), _text(name), _text(media_type), _whole(size))


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(type(said))
    return said


def _texts(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise TypeError(type(said))
    return tuple(map(_text, said))


def _whole(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise TypeError(type(said))
    return said


def _digest(said: object) -> Digest:
    digest = _text(said)
    # It names a file.
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return Digest(digest)
