"""What every back-end of a concern promises, whatever machine it runs on.

A back-end's test inherits the class of its concern and gives the fixtures: the ``port``, and the
``world`` around it, which acts as the user and the other programs do. Where a back-end cannot do a
thing, it says so in a class attribute and must then keep the lesser promise, which is tested too.
"""

import threading
from typing import Protocol

import pytest
from msgspec.structs import replace

from kefu_desktop.app.ports import (
    HotkeyPort,
    HotkeyRefusal,
    PastePort,
    Press,
    Target,
    WindowPort,
)
from kefu_desktop.core.chords import Chord, parse
from tests.display import wait_until

CHORD = parse("Ctrl+Alt+K")
OTHER = parse("Ctrl+Shift+F9")
PASTE = parse("Ctrl+V")


class Presses(list[Press]):
    """Collects presses and settles each, as the program does."""

    def __call__(self, press: Press) -> None:
        self.append(press)
        press.settled()

    def wait(self, count: int) -> None:
        wait_until(lambda: len(self) >= count, f"{count} presses have come")


class KeyWorld(Protocol):
    def tap(self, chord: Chord) -> None:
        """The user presses a chord and lets it go."""

    def quiet(self) -> None:
        """Returns when every key pressed so far has been dealt with."""


class HotkeyContract:
    """For a :class:`HotkeyPort`. ``hears`` is whether it can notice keys at all."""

    hears = True

    def test_it_has_the_name_it_is_forced_by(self, port: HotkeyPort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]

    def test_each_press_calls_once_with_its_chord(self, port: HotkeyPort, world: KeyWorld) -> None:
        presses, others = Presses(), Presses()
        port.bind(CHORD, presses)
        port.bind(OTHER, others)
        world.tap(CHORD)
        world.tap(OTHER)
        world.tap(CHORD)
        if self.hears:
            presses.wait(2)
            others.wait(1)
        world.quiet()
        assert [press.chord for press in presses] == [CHORD, CHORD] * self.hears
        assert [press.chord for press in others] == [OTHER] * self.hears
        assert all(press.at > 0 for press in presses)

    def test_an_unbound_chord_is_given_back(self, port: HotkeyPort, world: KeyWorld) -> None:
        presses, others = Presses(), Presses()
        port.bind(CHORD, presses)
        port.bind(OTHER, others)
        port.unbind(CHORD)
        port.unbind(CHORD)
        world.tap(CHORD)
        world.tap(OTHER)
        if self.hears:
            others.wait(1)
        world.quiet()
        assert presses == []

    def test_binding_again_replaces_who_is_called(self, port: HotkeyPort, world: KeyWorld) -> None:
        first, second = Presses(), Presses()
        port.bind(CHORD, first)
        port.bind(CHORD, second)
        world.tap(CHORD)
        if self.hears:
            second.wait(1)
        world.quiet()
        assert first == []

    def test_settling_twice_and_late_is_no_error(self, port: HotkeyPort, world: KeyWorld) -> None:
        presses = Presses()
        port.bind(CHORD, presses)
        world.tap(CHORD)
        if self.hears:
            presses.wait(1)
            presses[0].settled()
        port.close()
        for press in presses:
            press.settled()

    def test_a_callback_that_fails_does_not_end_it(
        self, port: HotkeyPort, world: KeyWorld, caplog: pytest.LogCaptureFixture
    ) -> None:
        presses = Presses()

        def fail_first(press: Press) -> None:
            presses(press)
            if len(presses) == 1:
                raise ValueError("no popup today")

        port.bind(CHORD, fail_first)
        world.tap(CHORD)
        world.quiet()
        world.tap(CHORD)
        if self.hears:
            presses.wait(2)

    def test_bind_answers_from_inside_a_callback(self, port: HotkeyPort, world: KeyWorld) -> None:
        others = Presses()
        done = threading.Event()

        def rebind(press: Press) -> None:
            press.settled()
            port.unbind(CHORD)
            port.bind(OTHER, others)
            done.set()

        port.bind(CHORD, rebind)
        world.tap(CHORD)
        if self.hears:
            assert done.wait(5)
            world.tap(OTHER)
            others.wait(1)

    def test_closed_it_hears_nothing_and_closes_again(
        self, port: HotkeyPort, world: KeyWorld
    ) -> None:
        presses = Presses()
        port.bind(CHORD, presses)
        port.close()
        port.close()
        world.tap(CHORD)
        world.quiet()
        assert presses == []
        if self.hears:
            with pytest.raises(HotkeyRefusal) as refused:
                port.bind(CHORD, presses)
            assert not refused.value.taken
        port.unbind(CHORD)


class Desk(Protocol):
    """Windows of other programs."""

    def show(self, name: str) -> Target:
        """Another program's window comes to the front."""

    def kill(self, target: Target) -> None:
        """A window dies."""


class WindowContract:
    """For a :class:`WindowPort`. ``sees`` is whether the machine tells of windows."""

    sees = True

    def test_it_has_the_name_it_is_forced_by(self, port: WindowPort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]

    def test_the_window_in_front_is_told(self, port: WindowPort, desk: Desk) -> None:
        desk.show("one")
        shown = desk.show("two")
        current = port.current()
        if not self.sees:
            assert current is None
            return
        assert current is not None
        assert current.handle == shown.handle
        assert port.is_front(current)

    def test_the_same_window_is_told_the_same(self, port: WindowPort, desk: Desk) -> None:
        desk.show("one")
        assert port.current() == port.current()

    def test_a_window_comes_back(self, port: WindowPort, desk: Desk) -> None:
        first = desk.show("one")
        desk.show("two")
        assert not port.is_front(first)
        assert port.bring_back(first, 2.0) is self.sees
        assert port.is_front(first) is self.sees
        # Once in front, it comes back at once.
        assert port.bring_back(first, 0.0) is self.sees

    def test_a_dead_window_does_not_come_back(self, port: WindowPort, desk: Desk) -> None:
        first = desk.show("one")
        desk.show("two")
        desk.kill(first)
        assert not port.bring_back(first, 5.0)
        assert not port.is_front(first)

    def test_a_window_with_the_number_of_another_is_another(
        self, port: WindowPort, desk: Desk
    ) -> None:
        shown = desk.show("one")
        stranger = replace(shown, identity="another")
        assert not port.is_front(stranger)
        assert not port.bring_back(stranger, 0.2)

    def test_taking_focus_for_a_window_that_is_gone_is_no_error(self, port: WindowPort) -> None:
        port.take_focus(0x7FFFFFF, 0)

    def test_a_window_that_is_gone_has_no_focus(self, port: WindowPort) -> None:
        assert not port.has_focus(0x7FFFFFF)

    def test_closed_it_knows_nothing(self, port: WindowPort, desk: Desk) -> None:
        shown = desk.show("one")
        port.close()
        port.close()
        assert port.current() is None
        assert not port.is_front(shown)
        assert not port.bring_back(shown, 0.2)
        assert not port.has_focus(shown.handle)
        port.take_focus(shown.handle, 0)


class Fingers(Protocol):
    """The user's fingers and the program that gets what is pasted."""

    def hold_modifier(self) -> None:
        """The user holds a modifier."""

    def release_modifier(self) -> None:
        """The user lets it go."""

    def pasted(self) -> int:
        """How often the program in front was told to paste so far, once all keys were dealt
        with.
        """


class PasteContract:
    """For a :class:`PastePort`. ``presses`` is whether it can press keys at all."""

    presses = True

    def test_it_has_the_name_it_is_forced_by(self, port: PastePort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]

    def test_a_chord_is_pressed_once(self, port: PastePort, fingers: Fingers) -> None:
        assert port.wait_released(1.0)
        assert port.send(PASTE) is self.presses
        assert fingers.pasted() == int(self.presses)

    def test_nothing_is_pressed_over_a_held_modifier(
        self, port: PastePort, fingers: Fingers
    ) -> None:
        fingers.hold_modifier()
        try:
            assert port.wait_released(0.05) is not self.presses
            assert not port.send(PASTE)
        finally:
            fingers.release_modifier()
        assert port.wait_released(1.0)
        assert fingers.pasted() == 0

    def test_closed_it_presses_nothing(self, port: PastePort, fingers: Fingers) -> None:
        port.close()
        port.close()
        assert not port.send(PASTE)
        assert fingers.pasted() == 0
