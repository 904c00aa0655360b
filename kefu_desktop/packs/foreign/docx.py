"""Word documents (.docx): training manuals, dialogues and tables of replies.

What they say is judged as any text is; see :mod:`kefu_desktop.packs.foreign.manuals`.
"""

from pathlib import Path

from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.foreign.dialogue import assembled
from kefu_desktop.packs.foreign.word_document import DOCUMENT, word_document
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import ZipMembers
from kefu_desktop.packs.probing import Probe


def is_docx(probe: Probe) -> bool:
    """Whether it is a package with the body of a Word document."""
    return probe.is_zip and any(map(DOCUMENT.fullmatch, probe.names))


def read_docx(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a document; raises KefuError when it is refused."""
    document = word_document(ZipMembers(path, limits), limits, watch)
    return assembled(document, path, watch, limits, encoding="UTF-8", paragraphs=True)
