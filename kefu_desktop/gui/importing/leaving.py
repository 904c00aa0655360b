"""Asks before decisions are lost that somebody has made, and only then."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def may_leave(over: QWidget) -> bool:
    """Asks whether an import is to be left, and what was decided with it."""
    translate = QCoreApplication.translate
    asked = QMessageBox(over)
    asked.setIcon(QMessageBox.Icon.Question)
    asked.setWindowTitle(over.windowTitle())
    asked.setText(
        translate("Importing", "Leave without importing? What you have decided would be lost.")
    )
    leave = asked.addButton(translate("Importing", "Leave"), QMessageBox.ButtonRole.DestructiveRole)
    stay = asked.addButton(
        translate("Importing", "Go on choosing"), QMessageBox.ButtonRole.RejectRole
    )
    asked.setDefaultButton(stay)
    asked.setEscapeButton(stay)
    asked.exec()
    return asked.clickedButton() is leave
