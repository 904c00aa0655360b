"""What the popup calls the window in which a reply would land."""

from PySide6.QtCore import QLocale

from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import Client


def client_name(client: Client, target: Target | None) -> str:
    """Gives the client's name in the language of the windows; of one nobody knows, that of its
    program; empty where nothing was in front.
    """
    # Set along with the translations, so it is the language of the windows, not of the desktop.
    chinese = QLocale().language() == QLocale.Language.Chinese
    return (client.zh if chinese else client.en) or (target.program if target else "")
