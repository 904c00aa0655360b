"""Makes the library that ``tests/data`` keeps of each released schema.

``python -m tests.store.example`` at a release; the file is then never made again.
"""

from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.core.changes import Content, Deed
from kefu_desktop.core.model import (
    Attachment,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Origin,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.store.connection import SCHEMA_MAJOR, SCHEMA_MINOR
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import SeenPack
from tests.store.making import adding, category, changing, open_library, raw, reply

DATA = Path(__file__).parents[1] / "data"


def fill(library: Library) -> None:
    """Puts something into every table."""
    picture, said = (
        Content(Digest(sha256(data).hexdigest()), data) for data in (b"\x89PNG", b'{"title": "x"}')
    )
    full = reply(
        "full",
        title="发货时间 📦",
        variants=(Variant("亲，今天发 🚚"), Variant("48 小时内发出")),
        shortcut="fh",
        category=Uid("c2"),
        tags=("发货后", "VIP"),
        favourite=True,
        asked_as=("什么时候发货",),
        attachments=(Attachment(picture.digest, "仓库.png", "image/png", 4),),
        notes="问仓库",
        delivery=DeliveryMode.PASTE,
        position=3,
        origin=Origin(Uid("pack"), Uid("r-1"), "1.0", said.digest),
        created=Millis(1_700_000_000_000),
        changed=Millis(1_700_000_000_000),
    )
    old = reply(
        "old",
        title="旧活动",
        trashed=Millis(1_700_000_000_001),
        shortcut="hd",
        united=full.uid,
    )
    buried = reply("buried", trashed=Millis(1), origin=replace(full.origin, record=Uid("r-2")))
    entities = (
        category("c1", "物流"),
        category("c2", "快递", "c1"),
        Tag("发货后", "环节"),
        full,
        reply("return", title="退换货", category=Uid("c1")),
        reply("away", title="今日休息", kind=Kind.AWAY, shortcut="xx"),
        old,
        buried,
    )
    imported = replace(adding(*entities, deed=Deed.IMPORT), contents=(picture, said))
    library.commit(imported, pack=SeenPack(Uid("pack"), "入门包", "1.0", Millis(1_700_000_000_000)))
    library.purge_trash(Millis(2))
    for variant in full.variants:
        library.record_use(full.uid, variant.text, client="wechat", mode="paste")
    library.record_use(old.uid, old.variants[0].text, client="wechat", mode="paste")
    edited = replace(full, variants=(full.variants[0], Variant("48 小时内发出哦")))
    library.commit(changing((full, edited)))
    library.commit(changing((edited, replace(edited, favourite=False)), deed=Deed.FAVOURITE))
    library.undo()


def make(path: Path) -> None:
    with open_library(path) as library:
        fill(library)
    raw(path, "PRAGMA journal_mode = delete", "VACUUM")


if __name__ == "__main__":
    make(DATA / f"library-{SCHEMA_MAJOR}.{SCHEMA_MINOR}.db")
