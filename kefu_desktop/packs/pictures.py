"""Images that replies of a folder or zip show: each looked at once, and none decoded."""

import hashlib
from pathlib import PurePosixPath

from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.errors import InvalidInput
from kefu_desktop.core.model import NAME_LIMIT, Attachment, Digest
from kefu_desktop.core.pictures import BrokenPictureError, extent_of
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import Media, Members, read_member

_PIXELS = 40_000_000


class MemberPictures:
    """The images among the members of a pack."""

    def __init__(self, members: Members, limits: Limits) -> None:
        self._members = members
        self._limits = limits
        self._known: dict[str, Attachment | None] = {}
        self._found: dict[Digest, str] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of the members that were asked for."""
        return frozenset(self._known)

    def attachment(self, member: str) -> Attachment | None:
        """Gives the image that a member is; None for what is none, too large or not there."""
        if member not in self._known:
            try:
                self._known[member] = self._look_at(member)
            except (InvalidInput, BrokenPictureError):
                self._known[member] = None
        return self._known[member]

    def media(self) -> Media | None:
        """Gives the bytes of the images that were found; None where there are none."""
        if not self._found:
            return None
        return Media(self._members, self._found, self._limits.media_bytes)

    def _look_at(self, member: str) -> Attachment | None:
        if self._members.size(member) is None:
            return None
        data = read_member(self._members, member, self._limits.media_bytes)
        extent = extent_of(data)
        if extent is None or extent.width * extent.height > _PIXELS:
            return None
        digest = Digest(hashlib.sha256(data).hexdigest())
        self._found[digest] = member
        name = clean_line(PurePosixPath(member).name).text[-NAME_LIMIT:]
        return Attachment(digest, name, extent.type.value, len(data))
