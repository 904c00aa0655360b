"""The names of what a reply can be and do, as the editor's lists and comparisons show them."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.model import DeliveryMode, Kind
from kefu_desktop.core.sheets import SheetField


def kinds() -> Mapping[Kind, str]:
    """Gives the names of the kinds."""
    translate = QCoreApplication.translate
    return {
        Kind.REPLY: translate("Editor", "Quick reply"),
        Kind.GREETING: translate("Editor", "Greeting"),
        Kind.AWAY: translate("Editor", "Away message"),
    }


def deliveries() -> Mapping[DeliveryMode, str]:
    """Gives what choosing a reply does."""
    translate = QCoreApplication.translate
    return {
        DeliveryMode.AS_SET: translate("Editor", "As in the settings"),
        DeliveryMode.PASTE: translate("Editor", "Paste"),
        DeliveryMode.PASTE_AND_SEND: translate("Editor", "Paste and press Enter"),
        DeliveryMode.COPY: translate("Editor", "Copy only"),
    }


def fields() -> Mapping[SheetField, str]:
    """Gives the captions of the fields."""
    translate = QCoreApplication.translate
    return {
        SheetField.TITLE: translate("Editor", "Title"),
        SheetField.TEXTS: translate("Editor", "Text"),
        SheetField.KIND: translate("Editor", "Kind"),
        SheetField.CATEGORY: translate("Editor", "Category"),
        SheetField.SHORTCUT: translate("Editor", "Shortcut"),
        SheetField.TAGS: translate("Editor", "Tags"),
        SheetField.FAVOURITE: translate("Editor", "Favourite"),
        SheetField.ASKED_AS: translate("Editor", "Buyers ask it like this"),
        SheetField.ATTACHMENTS: translate("Editor", "Images"),
        SheetField.NOTES: translate("Editor", "Notes"),
        SheetField.DELIVERY: translate("Editor", "How it is sent"),
    }
