"""The kinds of file that replies can be exported to, and what each keeps and loses, in a line."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class Format(StrEnum):
    """A kind of file, by its ending."""

    KEFUPACK = ".kefupack"
    XLSX = ".xlsx"
    CSV = ".csv"
    ESPANSO = ".yml"
    MARKDOWN = ".md"


def format_name(kind: Format) -> str:
    """Gives what people call it."""
    translate = QCoreApplication.translate
    return {
        Format.KEFUPACK: translate("Exporting", "Reply pack"),
        Format.XLSX: translate("Exporting", "Excel"),
        Format.CSV: translate("Exporting", "CSV table"),
        Format.ESPANSO: translate("Exporting", "espanso"),
        Format.MARKDOWN: translate("Exporting", "Markdown"),
    }[kind]


def format_keeps(kind: Format) -> str:
    """Says in a line what it is good for, what it keeps, and what it loses."""
    translate = QCoreApplication.translate
    return {
        Format.KEFUPACK: translate(
            "Exporting",
            "For teammates with this program: everything, images too; a new version updates theirs",
        ),
        Format.XLSX: translate(
            "Exporting", "To edit in a table: all words, categories and tags; no images"
        ),
        Format.CSV: translate(
            "Exporting", "For other programs: the same words as plain text; no images"
        ),
        Format.ESPANSO: translate(
            "Exporting", "For espanso: texts and shortcuts; no images, categories or notes"
        ),
        Format.MARKDOWN: translate(
            "Exporting", "To read and to print, by category; not meant to come back in"
        ),
    }[kind]
