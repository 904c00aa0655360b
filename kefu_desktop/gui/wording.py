"""What the windows say about a delivery, the hotkey and the machine, as sentences.

Only what a window adds is here. Errors have their sentences in ``resources/sentences``, shared with
the terminal; so nothing is worded twice.
"""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.orders import Reached, Receipt, Short
from kefu_desktop.app.ports import Reason, Remedy, Support, Works
from kefu_desktop.core.chords import Chord


def receipt(receipt: Receipt, paste_key: str = "Ctrl+V") -> str | None:
    """Says what became of a delivery; None when all went as asked and nothing needs saying."""
    if receipt.short is None:
        return None
    return _short(receipt.short).format(paste=paste_key)


def part(receipt: Receipt, key: Chord | None) -> str:
    """Says which part of a reply was delivered, and which key brings the next; None where none
    does.
    """
    translate = QCoreApplication.translate
    order, number = receipt.order, f"{receipt.order.number}/{receipt.order.count}"
    if receipt.reached is Reached.PASTED:
        said = translate("Wording", "Part {number} pasted")
    else:
        said = translate("Wording", "Part {number} copied")
    said = said.format(number=number)
    if order.number == order.count or key is None:
        return said
    return translate("Wording", "{part} · {chord}: the next").format(part=said, chord=key)


def other_chat() -> str:
    """Says why the next part was not sent here."""
    return QCoreApplication.translate(
        "Wording", "The next part belongs to the chat where the first one went. Go back to it"
    )


def hotkey(status: HotkeyStatus) -> str:
    """Says how a hotkey stands, and which one to try instead when it cannot be had."""
    words = {
        Purpose.POPUP: _state,
        Purpose.CAPTURE: _capture_state,
        Purpose.NEXT_PART: _next_part_state,
        Purpose.AWAY: _away_state,
        Purpose.BUSY: _busy_state,
    }
    wording = words[status.purpose]
    said = wording(status.state).format(chord=status.chord)
    if not status.suggestions:
        return said
    advice = QCoreApplication.translate("Wording", "{trouble}, such as {suggestion}")
    return advice.format(trouble=said, suggestion=status.suggestions[0])


def no_tray() -> str:
    """Says how to reach the program on a desktop that has no tray."""
    return QCoreApplication.translate(
        "Wording",
        "This desktop has no tray, so there is no icon. The program is running: "
        "press the hotkey or run “kefu-desktop popup”.",
    )


def support(support: Support) -> str:
    """Says what a back-end can do here; if not all, then why and what would mend it."""
    if isinstance(support, Works):
        return QCoreApplication.translate("Wording", "works")
    said = _reason(support.reason)
    if support.detail:
        said = QCoreApplication.translate("Wording", "{what} ({detail})").format(
            what=said, detail=support.detail
        )
    if support.remedy is Remedy.NONE:
        return said
    advised = QCoreApplication.translate("Wording", "{what}; {remedy}")
    return advised.format(what=said, remedy=_remedy(support.remedy))


def _short(short: Short) -> str:
    translate = QCoreApplication.translate
    return {
        Short.NO_TARGET: translate(
            "Wording", "Copied. No chat window was in front: click into the chat and press {paste}"
        ),
        Short.FOCUS_LOST: translate(
            "Wording",
            "Copied. The chat window is no longer in front: go back to it and press {paste}",
        ),
        Short.KEYS_HELD: translate(
            "Wording",
            "Copied. Some keys were still held down, so nothing was pasted: press {paste}",
        ),
        Short.NO_PASTE: translate(
            "Wording", "Copied. It could not be pasted for you here: press {paste}"
        ),
        Short.NO_CLIPBOARD: translate(
            "Wording", "Not copied: the clipboard cannot be used just now. Try once more"
        ),
        Short.NO_IMAGE: translate(
            "Wording", "Not copied: this image cannot be read. Take it into the reply once more"
        ),
        Short.EMPTY: translate(
            "Wording", "Nothing was sent: this reply has neither text nor image here"
        ),
    }[short]


def _state(state: HotkeyState) -> str:
    translate = QCoreApplication.translate
    return {
        HotkeyState.ACTIVE: translate("Wording", "Press {chord} to search"),
        HotkeyState.PAUSED: translate("Wording", "The hotkey {chord} is paused"),
        HotkeyState.TAKEN: translate(
            "Wording",
            "Another program has the hotkey {chord}. Click the tray icon to search, or "
            "set another hotkey",
        ),
        HotkeyState.NO_SUCH_KEY: translate(
            "Wording",
            "This keyboard cannot type the hotkey {chord}. Click the tray icon to "
            "search, or set another hotkey",
        ),
        HotkeyState.BY_HAND: translate(
            "Wording",
            "No hotkey can be taken here. In the desktop's keyboard settings, let a key"
            " run: kefu-desktop popup",
        ),
        HotkeyState.DOUBLE: translate("Wording", "The hotkey {chord} is set twice; choose another"),
        HotkeyState.OFF: translate("Wording", "No hotkey is set. Click the tray icon to search"),
    }[state]


def _capture_state(state: HotkeyState) -> str:
    translate = QCoreApplication.translate
    return {
        HotkeyState.ACTIVE: translate(
            "Wording", "Press {chord} to make a reply of what is on the clipboard"
        ),
        HotkeyState.PAUSED: translate("Wording", "The hotkey {chord} is paused"),
        HotkeyState.TAKEN: translate(
            "Wording",
            "Another program has the hotkey {chord} for new replies from the clipboard. "
            "Use the tray's menu, or set another hotkey",
        ),
        HotkeyState.NO_SUCH_KEY: translate(
            "Wording",
            "This keyboard cannot type the hotkey {chord} for new replies from the "
            "clipboard. Use the tray's menu, or set another hotkey",
        ),
        HotkeyState.BY_HAND: translate(
            "Wording", "New replies from the clipboard are made from the tray's menu here"
        ),
        HotkeyState.DOUBLE: translate(
            "Wording",
            "The hotkey {chord} searches already. For new replies from the clipboard use "
            "the tray's menu, or set another hotkey",
        ),
        HotkeyState.OFF: translate(
            "Wording", "New replies from the clipboard are made from the tray's menu"
        ),
    }[state]


def _next_part_state(state: HotkeyState) -> str:
    translate = QCoreApplication.translate
    return {
        HotkeyState.ACTIVE: translate("Wording", "Press {chord} to paste the next part"),
        HotkeyState.PAUSED: translate("Wording", "The hotkey {chord} is paused"),
        HotkeyState.TAKEN: translate(
            "Wording",
            "Another program has the hotkey {chord} for the next part. Use the hotkey that "
            "searches, or set another one",
        ),
        HotkeyState.NO_SUCH_KEY: translate(
            "Wording",
            "This keyboard cannot type the hotkey {chord} for the next part. Use the hotkey that "
            "searches, or set another one",
        ),
        HotkeyState.BY_HAND: translate("Wording", "Open the search to send the next part"),
        HotkeyState.DOUBLE: translate(
            "Wording", "The hotkey {chord} for the next part is used already; choose another"
        ),
        HotkeyState.OFF: translate("Wording", "The hotkey that searches sends the next part"),
    }[state]


def _away_state(state: HotkeyState) -> str:
    translate = QCoreApplication.translate
    return {
        HotkeyState.ACTIVE: translate(
            "Wording", "Press {chord} to leave, and then to paste the message"
        ),
        HotkeyState.PAUSED: translate("Wording", "The hotkey {chord} is paused"),
        HotkeyState.TAKEN: translate(
            "Wording",
            "Another program has the hotkey {chord} for leaving. "
            "Use the tray menu, or set another one",
        ),
        HotkeyState.NO_SUCH_KEY: translate(
            "Wording",
            "This keyboard cannot type the hotkey {chord} for leaving. "
            "Use the tray menu, or set another one",
        ),
        HotkeyState.BY_HAND: translate("Wording", "Leave from the tray menu"),
        HotkeyState.DOUBLE: translate(
            "Wording", "The hotkey {chord} for leaving is used already; choose another"
        ),
        HotkeyState.OFF: translate("Wording", "There is no hotkey for leaving"),
    }[state]


def _busy_state(state: HotkeyState) -> str:
    translate = QCoreApplication.translate
    return {
        HotkeyState.ACTIVE: translate("Wording", "Press {chord} when many are waiting"),
        HotkeyState.PAUSED: translate("Wording", "The hotkey {chord} is paused"),
        HotkeyState.TAKEN: translate(
            "Wording",
            "Another program has the hotkey {chord} for being busy. "
            "Use the tray menu, or set another one",
        ),
        HotkeyState.NO_SUCH_KEY: translate(
            "Wording",
            "This keyboard cannot type the hotkey {chord} for being busy. "
            "Use the tray menu, or set another one",
        ),
        HotkeyState.BY_HAND: translate("Wording", "Say that you are busy in the tray menu"),
        HotkeyState.DOUBLE: translate(
            "Wording", "The hotkey {chord} for being busy is used already; choose another"
        ),
        HotkeyState.OFF: translate("Wording", "There is no hotkey for being busy"),
    }[state]


def _reason(reason: Reason) -> str:
    translate = QCoreApplication.translate
    return {
        Reason.OTHER_SYSTEM: translate("Wording", "made for another operating system"),
        Reason.NO_DISPLAY: translate("Wording", "there is no graphical display"),
        Reason.WAYLAND: translate("Wording", "Wayland keeps programs from it"),
        Reason.NO_LIBRARY: translate("Wording", "a library is missing"),
        Reason.NO_EXTENSION: translate("Wording", "the display server lacks an extension"),
        Reason.NO_PERMISSION: translate("Wording", "the system has not permitted it"),
        Reason.NO_WINDOW_MANAGER: translate("Wording", "no window manager is running"),
        Reason.NO_TOOL: translate("Wording", "a program it needs is not installed"),
        Reason.NO_TRAY: translate("Wording", "this desktop has no tray"),
        Reason.TEXT_ONLY: translate("Wording", "only text, no pictures"),
        Reason.KEY_SHARED: translate("Wording", "other programs get the key too"),
        Reason.NO_BUS: translate("Wording", "there is no D-Bus"),
        Reason.OTHER_DESKTOP: translate("Wording", "made for another desktop"),
        Reason.NOT_TOLD: translate("Wording", "nothing on this machine tells of it"),
        Reason.BY_HAND: translate("Wording", "one step is left to your hand"),
        Reason.FAILED: translate("Wording", "it was tried and failed"),
    }[reason]


def _remedy(remedy: Remedy) -> str:
    translate = QCoreApplication.translate
    return {
        Remedy.BIND_COMMAND: translate(
            "Wording", "in the desktop's keyboard settings, let a key run: kefu-desktop popup"
        ),
        Remedy.PRESS_PASTE: translate(
            "Wording", "after choosing a reply, press Ctrl+V in the chat"
        ),
        Remedy.INSTALL_PACKAGE: translate("Wording", "install what is missing, then start again"),
        Remedy.JOIN_INPUT_GROUP: translate(
            "Wording", "let your user join the group “input”, then log in again"
        ),
        Remedy.GRANT_ACCESSIBILITY: translate(
            "Wording",
            "in the system settings, under Privacy → Accessibility, switch this program on",
        ),
        Remedy.SET_DISPLAY: translate("Wording", "start it inside a graphical session"),
        Remedy.USE_X11_SESSION: translate("Wording", "at login, choose the X11 (Xorg) session"),
        Remedy.ADD_TRAY: translate("Wording", "add a tray to the panel"),
        Remedy.OPEN_WITH: translate(
            "Wording", "in the file manager, choose this program with “Open with”"
        ),
        Remedy.LEAVE_BY_HAND: translate("Wording", "go away by hand or by the schedule"),
    }[remedy]
