"""What every test gets: no desktop of the person who runs it, no library of theirs."""

import os
from pathlib import Path

import hypothesis
import pytest

# Before anything imports Qt. A test that needs a screen starts an X server of its own and hands
# its name to the programs it starts; it never sees the one that pytest was started from.
# What a desktop sets for Qt (its platform, scale, looks, input method) is of that desktop too.
DESKTOP = {"DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XMODIFIERS"}
for name in [name for name in os.environ if name in DESKTOP or name.startswith("QT_")]:
    del os.environ[name]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Qt warns where letters are ASCII; which words are shown, a test says by itself.
for name in [name for name in os.environ if name.startswith("LC_") or name == "LANGUAGE"]:
    del os.environ[name]
os.environ["LANG"] = "C.UTF-8"

# Two shared cores are no clock: how long an example takes says nothing here. A change is judged by
# the same examples on every machine; new ones are looked for with --hypothesis-profile=fresh.
hypothesis.settings.register_profile("fresh", deadline=None, print_blob=True)
hypothesis.settings.register_profile("kefu", deadline=None, derandomize=True)
hypothesis.settings.load_profile("kefu")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # WORKAROUND(the offscreen plug-in warns of each thing a screen would be needed for, Qt 6.11):
    # raising, masks and size hints mean nothing without a window manager, nor has it a tray. Not
    # only tests of windows hear of it: one may go on closing while the next test runs.
    ignored = (
        "This plugin does not support",
        "No such signal QPlatformNativeInterface::systemTray",
    )
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*ignored))


@pytest.fixture(autouse=True)
def kefu_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder that this test's library, settings and logs live in (not made yet)."""
    home = tmp_path / "kefu-home"
    monkeypatch.setenv("KEFU_HOME", str(home))
    return home
