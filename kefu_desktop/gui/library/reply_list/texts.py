"""What replies say where they leave the window, by clipboard or by mouse: the first variant of each
as it would be sent now.

A drag must have its text when it begins, and the GUI thread waits for nobody. So the texts are
asked for when the mouse goes down; the few milliseconds until it has moved far enough to be a drag
are enough for them to come.
"""

from collections.abc import Sequence
from concurrent.futures import Future, wait

from kefu_desktop.app.catalogue import Catalogue, Whole
from kefu_desktop.app.composing import Composer, Occasion
from kefu_desktop.core.model import Uid
from kefu_desktop.core.template import Rendered

MOST = 50
"""Of so many replies at once the text is taken along; nobody pastes more into a chat."""

BETWEEN = "\n\n"


class Texts:
    """Asks for the texts of replies."""

    def __init__(self, catalogue: Catalogue, composer: Composer) -> None:
        self._catalogue = catalogue
        self._composer = composer
        self._asked: dict[Uid, Future[Whole | None]] = {}

    def want(self, uids: Sequence[Uid]) -> None:
        """Asks for the texts of ``uids``, and forgets all others: they may be needed soon."""
        self._asked = {uid: self._ask(uid) for uid in uids} if len(uids) <= MOST else {}

    def at_once(self, uids: Sequence[Uid], seconds: float) -> str:
        """Gives the texts of what was wanted, as far as they come within ``seconds``; empty when
        one is lacking.
        """
        asked = [self._asked.get(uid) for uid in uids]
        coming = [future for future in asked if future is not None]
        if len(coming) < len(uids) or wait(coming, timeout=seconds).not_done:
            return ""
        wholes = [future.result() for future in coming]
        return BETWEEN.join(self.said(whole) for whole in wholes if whole is not None)

    def rendered(self, whole: Whole) -> Rendered:
        """Gives the messages of a reply's first variant."""
        reply = whole.reply
        text, images = reply.variants[0].text, len(reply.attachments)
        return self._composer.compose(text, Occasion(seed=whole.uses), images)

    def said(self, whole: Whole) -> str:
        """Gives a reply's messages as one text, without its images."""
        return "\n".join(part.text for part in self.rendered(whole).parts if part.text)

    def _ask(self, uid: Uid) -> "Future[Whole | None]":
        coming: Future[Whole | None] = Future()
        self._catalogue.whole(uid, coming.set_result)
        return coming
