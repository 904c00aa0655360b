"""The formats of other programs, in the order they are asked: what can be mistaken comes last."""

from collections.abc import Sequence

from kefu_desktop.packs.foreign.alfred import is_alfred, read_alfred
from kefu_desktop.packs.foreign.autokey import is_autokey, read_autokey
from kefu_desktop.packs.foreign.beeftext import is_beeftext, read_beeftext
from kefu_desktop.packs.foreign.dialogue import is_dialogue, read_dialogue
from kefu_desktop.packs.foreign.docx import is_docx, read_docx
from kefu_desktop.packs.foreign.espanso import is_espanso, read_espanso
from kefu_desktop.packs.foreign.quickkv import is_quickkv, read_quickkv
from kefu_desktop.packs.foreign.quicktext import is_quicktext, read_quicktext
from kefu_desktop.packs.foreign.raycast import is_raycast, read_raycast
from kefu_desktop.packs.foreign.sogou import is_sogou, read_sogou
from kefu_desktop.packs.foreign.textexpander import is_textexpander, read_textexpander
from kefu_desktop.packs.kinds import FileKind, Format

FORMATS: Sequence[Format] = (
    Format(FileKind.TEXTEXPANDER, is_textexpander, read_textexpander),
    Format(FileKind.ALFRED, is_alfred, read_alfred),
    Format(FileKind.BEEFTEXT, is_beeftext, read_beeftext),
    Format(FileKind.RAYCAST, is_raycast, read_raycast),
    Format(FileKind.ESPANSO, is_espanso, read_espanso),
    Format(FileKind.AUTOKEY, is_autokey, read_autokey),
    Format(FileKind.DOCX, is_docx, read_docx),
    Format(FileKind.QUICKTEXT, is_quicktext, read_quicktext),
    Format(FileKind.SOGOU, is_sogou, read_sogou),
    Format(FileKind.QUICKKV, is_quickkv, read_quickkv),
    Format(FileKind.DIALOGUE, is_dialogue, read_dialogue),
)
