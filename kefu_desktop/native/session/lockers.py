"""Who knows on a D-Bus desktop whether the screen is locked, and how each is asked and heard.

They do not agree on anything but the meaning: the lock screen is up. logind's ``Lock`` and
``Unlock`` are not among what is heard: they are what a desktop is *asked* to do, and a screen that
is unlocked with the password sends no ``Unlock``. What it did, ``LockedHint`` says.

Sources: org.freedesktop.login1(5); GNOME, Cinnamon, MATE and Xfce's screen savers, KDE's
kscreenlocker, deepin's dde-session and UKUI's ukui-screensaver, as their interfaces stand there.
"""

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kefu_desktop.native.bindings import bus

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message

PROPERTIES = "org.freedesktop.DBus.Properties"
LOGIND = "org.freedesktop.login1"
_LOGIND_SESSION = f"{LOGIND}.Session"


class Locker(Struct, frozen=True):
    """One service. It is asked by ``method``, or for the property ``asked``; a signal is ``locks``
    with what is now, or ``locks`` and ``unlocks`` without.
    """

    service: str
    path: str
    interface: str
    asked: str = ""
    method: str = "GetActive"
    locks: str = "ActiveChanged"
    unlocks: str = ""

    @property
    def rules(self) -> tuple[str, str]:
        """What the bus is to send: its signals, and its coming and going."""
        of_interface = PROPERTIES if self.asked else self.interface
        return (
            f"type='signal',sender='{self.service}',interface='{of_interface}'"
            + (f",path='{self.path}'" if self.asked else ""),
            bus.coming_and_going(self.service),
        )

    def question(self) -> "tuple[DBusAddress, str, str | None, tuple[str, ...]]":
        """Gives whom to call, the method, its signature and what goes with it."""
        from jeepney import DBusAddress

        if self.asked:
            address = DBusAddress(self.path, self.service, PROPERTIES)
            return address, "Get", "ss", (self.interface, self.asked)
        return DBusAddress(self.path, self.service, self.interface), self.method, None, ()

    def answer(self, body: tuple[Any, ...] | None) -> bool | None:
        """Reads what the question was answered with; None when it is not understood."""
        value = body[0] if body else None
        if self.asked and isinstance(value, tuple):  # a variant: its signature and its value
            value = value[-1]
        return value if isinstance(value, bool) else None

    def heard(self, signal: "Message") -> bool | None:
        """Whether a signal says locked or unlocked; None when it says neither."""
        from jeepney import HeaderFields

        fields, body = signal.header.fields, signal.body
        member, interface = fields.get(HeaderFields.member), fields.get(HeaderFields.interface)
        if self.asked:
            mine = interface == PROPERTIES and fields.get(HeaderFields.path) == self.path
            if not mine or member != "PropertiesChanged" or body[0] != self.interface:
                return None
            return self.answer((body[1].get(self.asked),))
        if interface != self.interface or member not in {self.locks, self.unlocks}:
            return None
        return bool(member == self.locks) if self.unlocks else self.answer(body)


def logind_session(path: str) -> Locker:
    """Gives logind as one who knows, by the path of the user's session."""
    return Locker(LOGIND, path, _LOGIND_SESSION, asked="LockedHint")


def of_desktops() -> tuple[Locker, ...]:
    """Gives everybody on the user's own bus who may know; most are not there."""
    ukui = "org.ukui.ScreenSaver"
    return (
        _named("org.freedesktop.ScreenSaver"),
        _named("org.gnome.ScreenSaver"),
        _named("org.cinnamon.ScreenSaver"),
        Locker("org.mate.ScreenSaver", "/", "org.mate.ScreenSaver"),
        Locker("org.xfce.ScreenSaver", "/", "org.xfce.ScreenSaver"),
        _named("com.deepin.SessionManager", asked="Locked"),
        _named("org.deepin.dde.SessionManager1", asked="Locked"),
        Locker(ukui, "/", ukui, method="GetLockState", locks="lock", unlocks="unlock"),
    )


def _named(name: str, asked: str = "") -> Locker:
    """Gives a service whose path and interface are called as it is."""
    return Locker(name, "/" + name.replace(".", "/"), name, asked=asked)
