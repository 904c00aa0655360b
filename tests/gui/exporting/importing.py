"""A pack brought into a library, for what comes out of it again."""

from pathlib import Path

from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.importing import Importing
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.packs import reading
from kefu_desktop.packs.writing import write
from kefu_desktop.store.queries import Reader
from tests.gui.world import World


def bring_in(world: World, folder: Path) -> tuple[Uid, ...]:
    """Brings in the pack 团队 1.2, which has three replies; gives their uids here."""
    records = tuple(
        Record(uid=Uid(title), title=title, variants=(f"{title}的话",)) for title in ("a", "b", "c")
    )
    pack = Pack(uid=Uid("team"), name="团队", version="1.2", records=records)
    file = folder / "team.kefupack"
    write(file, pack, Millis(1_790_000_000_000))
    path = world.library.ask(lambda library: library.path).result()
    importing = Importing(
        world.library, lambda: Reader.open(path), reading, lambda: None, SystemClock(), random_uid
    )
    importing.bring_in(importing.read(file))
    return world.library.ask(lambda library: library.uids()).result()
