"""The formats of other programs, in the order they are asked: what can be mistaken comes last."""

from collections.abc import Sequence

from kefu_desktop.packs.foreign.alfred import is_alfred, read_alfred
from kefu_desktop.packs.foreign.beeftext import is_beeftext, read_beeftext
from kefu_desktop.packs.foreign.espanso import is_espanso, read_espanso
from kefu_desktop.packs.foreign.raycast import is_raycast, read_raycast
from kefu_desktop.packs.foreign.textexpander import is_textexpander, read_textexpander
from kefu_desktop.packs.kinds import FileKind, Format

FORMATS: Sequence[Format] = (
    Format(FileKind.ESPANSO, is_espanso, read_espanso),
    Format(FileKind.TEXTEXPANDER, is_textexpander, read_textexpander),
    Format(FileKind.ALFRED, is_alfred, read_alfred),
    Format(FileKind.BEEFTEXT, is_beeftext, read_beeftext),
    Format(FileKind.RAYCAST, is_raycast, read_raycast),
)
