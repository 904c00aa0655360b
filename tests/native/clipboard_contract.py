"""What every clipboard back-end promises; used as the classes of ``contracts.py`` are."""

from typing import Any, Protocol

import pytest

from kefu_desktop.app.ports import ClipboardPort, Snapshot
from kefu_desktop.core.errors import MachineFault
from tests.display import wait_until


class Programs(Protocol):
    """Other programs that copy and paste."""

    def copy(self, text: str) -> None:
        """Another program copies a text."""

    def paste(self) -> str:
        """Another program pastes, and gets this."""


TEXTS = (
    "亲，您好！今天下单，明天发货 😀",
    "第一行\n第二行\n\n第四行\t尾",
    "长" * 10_000,
    "e\u0301 👨\u200d👩\u200d👧 \u202bשלום\u202c",
)


class ClipboardContract:
    """For a :class:`ClipboardPort`. ``notices`` is whether it can tell when it is read, ``rich``
    whether it holds more than text.
    """

    notices = True
    rich = True

    def test_it_has_the_name_it_is_forced_by(self, port: ClipboardPort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]

    @pytest.mark.parametrize("text", TEXTS, ids=["chinese", "lines", "long", "marks"])
    def test_a_text_arrives_unchanged(
        self, port: ClipboardPort, programs: Programs, text: str
    ) -> None:
        port.write(text)
        assert port.still_ours()
        assert programs.paste() == text
        assert port.read_text() == text

    def test_it_is_told_when_another_program_reads(
        self, port: ClipboardPort, programs: Programs
    ) -> None:
        reads: list[int] = []
        port.write("您好", read=lambda: reads.append(1))
        assert port.still_ours()
        assert port.read_text() == "您好"
        assert reads == [], "our own look is nobody else's reading"
        assert programs.paste() == "您好"
        if self.notices:
            wait_until(lambda: reads, "the reading is noticed")
        else:
            assert reads == []

    def test_what_another_program_copied_is_not_ours(
        self, port: ClipboardPort, programs: Programs
    ) -> None:
        port.write("ours")
        programs.copy("theirs")
        wait_until(lambda: not port.still_ours(), "the clipboard is no longer ours")
        wait_until(lambda: port.read_text() == "theirs", "their text is read")

    def test_before_the_first_writing_nothing_is_ours(
        self, port: ClipboardPort, programs: Programs
    ) -> None:
        programs.copy("theirs")
        assert not port.still_ours()

    def test_a_snapshot_comes_back(self, port: ClipboardPort, programs: Programs) -> None:
        programs.copy("抄来的")
        wait_until(lambda: port.read_text() == "抄来的", "the copy is there")
        snapshot = port.snapshot(2.0)
        assert snapshot is not None
        assert snapshot.complete is self.rich
        assert snapshot.formats["text/plain"].decode() == "抄来的"
        port.write("ours")
        assert programs.paste() == "ours"
        port.restore(snapshot)
        assert programs.paste() == "抄来的"
        assert not port.still_ours()

    def test_a_snapshot_of_what_is_ours(self, port: ClipboardPort, programs: Programs) -> None:
        port.write("ours")
        snapshot = port.snapshot(2.0)
        assert snapshot is not None
        assert snapshot.formats["text/plain"] == b"ours"
        assert port.still_ours()

    def test_an_image_goes_beside_the_text(
        self, port: ClipboardPort, programs: Programs, png: bytes
    ) -> None:
        port.write("看图", image_png=png)
        snapshot = port.snapshot(2.0)
        assert snapshot is not None
        assert snapshot.formats["text/plain"].decode() == "看图"
        assert ("image/png" in snapshot.formats) is self.rich

    def test_an_image_alone_offers_no_text(
        self, port: ClipboardPort, programs: Programs, png: bytes
    ) -> None:
        programs.copy("theirs")
        wait_until(lambda: port.read_text() == "theirs", "the copy is there")
        if not self.rich:
            with pytest.raises(MachineFault):
                port.write("", image_png=png)
            assert port.read_text() == "theirs"
            assert port.read_image() is None
            return
        port.write("", image_png=png)
        snapshot = port.snapshot(2.0)
        assert snapshot is not None
        assert "text/plain" not in snapshot.formats
        assert snapshot.formats["image/png"] == png
        assert (port.read_text(), port.read_image()) == ("", png)
        assert port.still_ours()

    def test_a_text_is_no_image(self, port: ClipboardPort, programs: Programs) -> None:
        port.write("看图")
        assert port.read_image() is None
        programs.copy("theirs")
        wait_until(lambda: port.read_text() == "theirs", "the copy is there")
        assert port.read_image() is None

    def test_restoring_keeps_every_format(self, port: ClipboardPort, programs: Programs) -> None:
        given = Snapshot({"text/plain": b"plain", "text/html": b"<b>rich</b>", "x/y": b"\0\xff"})
        port.restore(given)
        assert programs.paste() == "plain"
        snapshot = port.snapshot(2.0)
        assert snapshot is not None
        expected: Any = dict(given.formats) if self.rich else {"text/plain": b"plain"}
        assert dict(snapshot.formats) == expected

    def test_closing_twice_is_no_error(self, port: ClipboardPort) -> None:
        port.close()
        port.close()
