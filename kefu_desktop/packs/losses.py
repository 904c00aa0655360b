"""What a format has no place for, told when a pack is written in it."""

from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Finding, Pack, Record, Where


def place_of(record: Record, number: int) -> Where:
    """Gives where a record stands in a pack: its title, and its ordinal from 1."""
    return Where(record.title, number)


def pictures_left(pack: Pack) -> tuple[Finding, ...]:
    """Gives the images of a pack that is written without any."""
    return tuple(
        Finding(place_of(record, number), Code.WRITTEN_PICTURE_LEFT, (("name", attachment.name),))
        for number, record in enumerate(pack.records, start=1)
        for attachment in record.attachments
    )
