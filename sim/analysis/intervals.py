"""How sure a share is: the interval of Wilson (1927), sensible also for 0 and for all."""

from typing import Any

import numpy as np


def wilson_interval(successes: Any, n: Any, z: float = 1.959964) -> tuple[Any, Any]:
    """Return (low, high) of the 95 % interval of a share, given ``successes`` out of ``n`` (numbers or arrays)."""
    share, spread = np.asarray(successes) / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
