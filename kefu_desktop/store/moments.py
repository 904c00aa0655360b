"""Moments as they stand in file names."""

from datetime import UTC, datetime

from kefu_desktop.core.model import Millis


def moment_name(at: Millis) -> str:
    """Gives ``at`` as it stands in file names: UTC, to the millisecond, in the order of time."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return f"{moment:%Y%m%d-%H%M%S}-{at % 1000:03d}"
