"""What the popup says of ``/away …`` while it is typed: what Enter would do.

The time is repeated as it was typed; when that is in hours and minutes is known when Enter comes.
"""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.leaving import Act, leaving_from
from kefu_desktop.gui.presence import words


def deed(typed: str) -> str:
    """Names in a word or two what Enter does."""
    translate = QCoreApplication.translate
    return {
        Act.LEAVE: translate("Leaving", "leave"),
        Act.RETURN: translate("Leaving", "I am back"),
        Act.LOOK: translate("Leaving", "away panel"),
    }[leaving_from(typed).act]


def explanation(typed: str) -> str:
    """Says what Enter does, as ``typed`` was understood, and what else could be typed."""
    translate = QCoreApplication.translate
    said = leaving_from(typed)
    match said.act:
        case Act.RETURN:
            return translate("Leaving", "Enter: you are back.")
        case Act.LOOK:
            return translate("Leaving", "Enter: opens the away panel.")
    more = translate(
        "Leaving",
        "A time and a reason may follow: /away 30m lunch, /away until 13:30."
        " /away off: back again. /away panel: what was away this week.",
    )
    why = "" if said.reason is None else words.reason(said.reason, said.note)
    facts = " · ".join(fact for fact in (why, said.when) if fact)
    if facts:
        leaves = translate("Leaving", "Enter: leave ({facts}). The message that fits is copied.")
        return leaves.format(facts=facts)
    leaves = translate("Leaving", "Enter: leave. The message that fits is copied.")
    return f"{leaves}\n\n{more}"
