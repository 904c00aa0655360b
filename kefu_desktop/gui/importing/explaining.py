"""Says about a record why it stands as it does, and what happens if nothing is decided."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.merging import Item, State


def explain(item: Item) -> str:
    """Gives one or two sentences."""
    translate = QCoreApplication.translate
    said = {
        State.NEW: translate("Importing", "This reply is new here."),
        State.SAME: translate("Importing", "It is here already, word for word."),
        State.THEIRS_CHANGED: translate(
            "Importing", "You have not edited it since the last import, so it is updated."
        ),
        State.MINE_CHANGED: translate(
            "Importing", "Only you have edited it, so yours stays as it is."
        ),
        State.BOTH_CHANGED: translate(
            "Importing",
            "Both sides have changed it. Undecided, yours stays and you are asked next time.",
        ),
        State.SHORTCUT_TAKEN: translate(
            "Importing",
            "The shortcut ;{shortcut} belongs to “{title}”. Both replies stay; only one can have "
            "it. Undecided, the new one comes in without.",
        ),
        State.SAME_TEXT: translate(
            "Importing", "“{title}” says the same already, so it is not imported."
        ),
        State.SIMILAR_TEXT: translate(
            "Importing", "“{title}” says nearly the same. Undecided, both are kept."
        ),
        State.REMOVED_IN_PACK: translate(
            "Importing", "The pack no longer has this reply. It stays here unless you tick it."
        ),
        State.TRASHED_HERE: translate(
            "Importing", "You have deleted it, so it does not come back unless you tick it."
        ),
    }.get(item.state, "")
    return said.format(
        shortcut=item.record.shortcut if item.record is not None else "",
        title=item.reply.title if item.reply is not None else "",
    )
