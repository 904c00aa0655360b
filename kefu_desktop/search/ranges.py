"""Many ranges of numbers at once, where a loop over them would take longer than all the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def spread(begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All numbers from each begin up to its end: beside each which range it is of, then itself."""
    sizes = ends - begins
    owner = np.repeat(np.arange(sizes.size), sizes)
    return owner, np.arange(owner.size) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)
