"""The formats of other programs, in the order they are asked: what can be mistaken comes last."""

from collections.abc import Sequence

from kefu_desktop.packs.kinds import Format

FORMATS: Sequence[Format] = ()
