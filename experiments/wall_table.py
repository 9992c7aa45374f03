"""The wall of the paper's figure 6: how high it is and how thin, by weight and by length."""

from typing import NamedTuple

from sim.one_unit.wall import multiplier, wall_b, wall_peak, wall_width


class WallRow(NamedTuple):
    """One wall: weight w, length T, multiplier μ, its place b*, largest |grad E_T| and full width at half of it."""

    w: float
    T: int
    mu: float
    b: float
    peak: float
    width: float


def wall_table(weights=(4.4, 4.6, 4.8, 5.0, 5.2, 5.4, 6.0), lengths=(10, 20, 30, 50, 75, 100), w=5.0, T=50):
    """Return the rows for each weight at length T, and for each length at weight w."""
    return [_row(v, T) for v in weights], [_row(w, S) for S in lengths]


def _row(w, T):
    measured = (multiplier(w), wall_b(w), wall_peak(w, T).norm, wall_width(w, T))
    return WallRow(w, T, *map(float, measured))
