"""What was done, in the words of an undo step: “Move 3”, said in the menu, on the button and in the
notice that offers the way back.
"""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.changes import Deed


def deed(deed: Deed, count: int) -> str:
    """Names a deed by what it did to how many: replies, or categories where it touched no reply."""
    several = _several(deed) if count != 1 else None
    return (several or _single(deed)).format(count=count)


def _several(deed: Deed) -> str | None:
    """How a deed is named that touched more than one; None where the number says nothing."""
    translate = QCoreApplication.translate
    return {
        Deed.ADD_REPLY: translate("Deed", "Add {count} replies"),
        Deed.DUPLICATE_REPLY: translate("Deed", "Duplicate {count}"),
        Deed.MOVE: translate("Deed", "Move {count}"),
        Deed.REORDER: translate("Deed", "Sort {count}"),
        Deed.TAG: translate("Deed", "Tag {count}"),
        Deed.UNTAG: translate("Deed", "Untag {count}"),
        Deed.CHANGE_KIND: translate("Deed", "Change the kind of {count}"),
        Deed.FAVOURITE: translate("Deed", "Favourites: {count}"),
        Deed.TRASH: translate("Deed", "Move {count} to the trash"),
        Deed.RESTORE: translate("Deed", "Restore {count}"),
        Deed.REPLACE_TEXT: translate("Deed", "Replace in {count}"),
        Deed.MERGE_REPLIES: translate("Deed", "Merge {count} replies"),
        Deed.IMPORT: translate("Deed", "Import {count}"),
        Deed.REVERT_IMPORT: translate("Deed", "Take back an import of {count}"),
    }.get(deed)


def _single(deed: Deed) -> str:
    translate = QCoreApplication.translate
    return {
        Deed.ADD_REPLY: translate("Deed", "Add reply"),
        Deed.EDIT_REPLY: translate("Deed", "Edit reply"),
        Deed.DUPLICATE_REPLY: translate("Deed", "Duplicate reply"),
        Deed.CAPTURE: translate("Deed", "Capture the clipboard"),
        Deed.MOVE: translate("Deed", "Move reply"),
        Deed.REORDER: translate("Deed", "Sort"),
        Deed.TAG: translate("Deed", "Tag"),
        Deed.UNTAG: translate("Deed", "Untag"),
        Deed.CHANGE_KIND: translate("Deed", "Change the kind"),
        Deed.FAVOURITE: translate("Deed", "Favourite"),
        Deed.TRASH: translate("Deed", "Move to the trash"),
        Deed.RESTORE: translate("Deed", "Restore"),
        Deed.ADD_CATEGORY: translate("Deed", "New category"),
        Deed.EDIT_CATEGORY: translate("Deed", "Change category"),
        Deed.MERGE_CATEGORIES: translate("Deed", "Merge categories"),
        Deed.REMOVE_CATEGORY: translate("Deed", "Remove category"),
        Deed.REPLACE_TEXT: translate("Deed", "Replace"),
        Deed.MERGE_REPLIES: translate("Deed", "Merge replies"),
        Deed.IMPORT: translate("Deed", "Import"),
        Deed.REVERT_IMPORT: translate("Deed", "Take back an import"),
        Deed.PURGE: translate("Deed", "Delete for good"),
    }.get(deed, translate("Deed", "Last step"))
