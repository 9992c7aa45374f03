"""How sure a share is, and whether two shares differ: Wilson (1927), Newcombe (1998), Fisher's exact test.

The course calls one share larger than another when Newcombe's 95 % interval of their difference leaves zero out.
"""

from math import comb
from typing import Any, NamedTuple

import numpy as np

Z = 1.959964  # of a 95 % interval


class Difference(NamedTuple):
    """Share a minus share b, the ends of its 95 % interval, and the p-value of Fisher's test (two-sided)."""

    value: float
    low: float
    high: float
    p: float

    @property
    def differs(self) -> bool:
        """Return whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def wilson_interval(successes: Any, n: Any, z: float = Z) -> tuple[Any, Any]:
    """Return (low, high) of the 95 % interval of a share, given ``successes`` out of ``n`` (numbers or arrays)."""
    share, spread = np.asarray(successes) / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def difference(a: int, n_a: int, b: int, n_b: int) -> Difference:
    """Compare ``a`` successes of ``n_a`` with ``b`` of ``n_b`` and return the Difference of the shares."""
    low, high = newcombe_interval(a, n_a, b, n_b)
    return Difference(a / n_a - b / n_b, low, high, fisher_exact(a, n_a, b, n_b))


def newcombe_interval(a: int, n_a: int, b: int, n_b: int, z: float = Z) -> tuple[float, float]:
    """Return (low, high) of the 95 % interval of a/n_a - b/n_b, from both Wilson intervals (Newcombe's method 10)."""
    p, q = a / n_a, b / n_b
    (p_low, p_high), (q_low, q_high) = wilson_interval(a, n_a, z), wilson_interval(b, n_b, z)
    low = p - q - np.hypot(p - p_low, q_high - q)
    return float(low), float(p - q + np.hypot(p_high - p, q - q_low))


def fisher_exact(a: int, n_a: int, b: int, n_b: int) -> float:
    """Return the two-sided p-value: how likely tables are that are no likelier than this, if both shares were one."""
    total = a + b
    ways = {k: comb(n_a, k) * comb(n_b, total - k) for k in range(max(0, total - n_b), min(n_a, total) + 1)}
    return sum(way for way in ways.values() if way <= ways[a]) / comb(n_a + n_b, total)
