"""What the wizard calls the states of a record, the meanings of a column and the kinds of file, in
the language of the moment.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDateTime

from kefu_desktop.core.columns import Meaning
from kefu_desktop.core.merging import Item, State
from kefu_desktop.core.model import Millis
from kefu_desktop.core.records import Where

TONES: Mapping[State, str] = {
    State.NEW: "ok",
    State.SAME: "plain",
    State.THEIRS_CHANGED: "accent",
    State.MINE_CHANGED: "plain",
    State.BOTH_CHANGED: "warn",
    State.SHORTCUT_TAKEN: "warn",
    State.SAME_TEXT: "plain",
    State.SIMILAR_TEXT: "accent",
    State.REMOVED_IN_PACK: "plain",
    State.TRASHED_HERE: "plain",
    State.UNUSABLE: "bad",
}
"""How a state is meant: which colours it has."""


def states() -> Mapping[State, str]:
    """Gives what each state is called."""
    translate = QCoreApplication.translate
    return {
        State.NEW: translate("Importing", "New"),
        State.SAME: translate("Importing", "Same"),
        State.THEIRS_CHANGED: translate("Importing", "Updated by them"),
        State.MINE_CHANGED: translate("Importing", "Edited by me"),
        State.BOTH_CHANGED: translate("Importing", "Changed on both sides"),
        State.SHORTCUT_TAKEN: translate("Importing", "Shortcut taken"),
        State.SAME_TEXT: translate("Importing", "Same text"),
        State.SIMILAR_TEXT: translate("Importing", "Similar text"),
        State.REMOVED_IN_PACK: translate("Importing", "Gone from the pack"),
        State.TRASHED_HERE: translate("Importing", "In the trash"),
        State.UNUSABLE: translate("Importing", "Cannot be used"),
    }


def state_line(item: Item) -> str:
    """Says in one line how a record stands to the library."""
    said = states()[item.state]
    record = item.record
    if item.state is State.SHORTCUT_TAKEN and record is not None:
        return f"{said} ;{record.shortcut}"
    named = {State.SAME_TEXT, State.SIMILAR_TEXT}
    if item.state in named and item.reply is not None:
        translate = QCoreApplication.translate
        line = translate("Importing", "{state} as “{title}”")
        return line.format(state=said, title=item.reply.title)
    return said


def meanings() -> Mapping[Meaning, str]:
    """Gives what the meaning of a column is called, in the order in which they are offered."""
    translate = QCoreApplication.translate
    return {
        Meaning.OTHER: translate("Importing", "Not imported"),
        Meaning.TEXT: translate("Importing", "Text"),
        Meaning.VARIANT: translate("Importing", "Further variant"),
        Meaning.TITLE: translate("Importing", "Title"),
        Meaning.SHORTCUT: translate("Importing", "Shortcut"),
        Meaning.CATEGORY: translate("Importing", "Category"),
        Meaning.TAGS: translate("Importing", "Tags"),
        Meaning.KIND: translate("Importing", "Kind"),
        Meaning.QUESTION: translate("Importing", "Question"),
        Meaning.ASKED_AS: translate("Importing", "Asked as"),
        Meaning.KEYWORDS: translate("Importing", "Keywords"),
        Meaning.NOTES: translate("Importing", "Notes"),
        Meaning.KIND_OR_CATEGORY: translate("Importing", "Kind or category"),
    }


def kind_of_file(format_: str) -> str:
    """Gives what a kind of file is called; the names of programs are their own."""
    translate = QCoreApplication.translate
    return {
        "kefupack": translate("Importing", "Reply pack"),
        "folder": translate("Importing", "Folder"),
        "xlsx": "Excel",
        "html": "HTML",
        "csv": "CSV",
        "json": "JSON",
        "markdown": "Markdown",
        "espanso": "espanso",
        "beeftext": "Beeftext",
        "textexpander": "TextExpander",
        "alfred": "Alfred",
        "raycast": "Raycast",
        "autokey": "AutoKey",
        "quicktext": "QuickText",
        "quickkv": "QuickKV",
        "sogou": translate("Importing", "Sogou phrases"),
        "dialogue": translate("Importing", "Text"),
        "docx": "Word",
    }.get(format_, format_)


def where(place: Where) -> str:
    """Says where in a file something is."""
    if not place.line:
        return place.source
    line = QCoreApplication.translate("Importing", "Line {line}")
    return line.format(line=place.line)


def moment(at: Millis) -> str:
    """Says when something was; today's by the hour."""
    then = QDateTime.fromMSecsSinceEpoch(at)
    if then.date() == QDateTime.currentDateTime().date():
        today = QCoreApplication.translate("Importing", "today {time}")
        return today.format(time=then.toString("HH:mm"))
    return then.toString("yyyy-MM-dd HH:mm")
