"""Two descents from one start on the error surface of the one-unit network, one of them clipped (paper, figure 6)."""

import functools

import numpy as np

from sim.one_unit.surface import Descent, descend
from sim.one_unit.wall import wall_peak
from sim.training.rounding import round_bits

T = 50
BITS = 36  # to which every point is rounded
STRETCH = 20  # steps computed at once
CATAPULT = {"tau": 1.0, "alpha": 0.01, "steps": 60, "w": 5.0, "b": -2.7}  # the settings of the text, on the map
RELIEF = CATAPULT | {"alpha": 0.1}  # and on the relief
PUSH = {"tau": 0.3, "alpha": 0.2, "steps": 140, "w": 4.9, "b": -3.15}  # and on the first screen


def descents(start: tuple[float, float], alpha: float, tau: float, steps: int) -> Descent:
    """Return both descents: path (steps + 1, 2, 2), E and norm (steps + 1, 2), clipped (steps, 2); 0 is unclipped.

    Points are rounded to BITS, as the wall magnifies the digits in which machines differ.
    """
    path, E, norm, clipped = _stretches(start, alpha, tau, -(-steps // STRETCH))
    return Descent(path[: steps + 1], E[: steps + 1], norm[: steps + 1], clipped[:steps])


def on_the_wall(w: float) -> float:
    """The bias at which the gradient of the wall is longest, for this weight."""
    return float(wall_peak(w, T).b)


def rounded(settings: dict[str, float], bits: int, steps: int) -> Descent:
    """Both descents at CATAPULT or RELIEF with their points rounded to another number of bits."""
    start = np.full((2, 2), (settings["w"], settings["b"]))
    caps = np.array([np.inf, settings["tau"]])
    return descend(start, settings["alpha"], steps, caps, T, lambda point: round_bits(point, bits))


def lengths(pair: Descent) -> np.ndarray:
    """Return the length of each step, (steps, 2)."""
    return np.linalg.norm(np.diff(pair.path, axis=0), axis=-1)


def measure(pair: Descent) -> dict[str, float]:
    """Return the largest norm that the unclipped descent meets, both longest steps, and where both end, by name."""
    path, E, norm, clipped = pair
    length = lengths(pair)
    return {
        "largest_norm": float(norm[:-1, 0].max()),
        "largest_norm_at": float(np.argmax(norm[:-1, 0])),
        "longest_step": float(length[:, 0].max()),
        "longest_clipped_step": float(length[:, 1].max()),
        "share_clipped": float(clipped[:, 1].mean()),
        "clipped_steps": float(clipped[:, 1].sum()),
        "w_unclipped": float(path[-1, 0, 0]),
        "b_unclipped": float(path[-1, 0, 1]),
        "w_clipped": float(path[-1, 1, 0]),
        "b_clipped": float(path[-1, 1, 1]),
        "error_unclipped": float(E[-1, 0]),
        "error_clipped": float(E[-1, 1]),
        "least_clipped": float(E[:, 1].min()),
    }


def of(settings: dict[str, float], steps: int | None = None) -> Descent:
    """Return both descents at CATAPULT or RELIEF, after as many steps as they say or as are given."""
    start = (settings["w"], settings["b"])
    return descents(start, settings["alpha"], settings["tau"], int(settings["steps"] if steps is None else steps))


@functools.lru_cache(32)
def _stretches(start: tuple[float, float], alpha: float, tau: float, count: int) -> Descent:
    """Both descents over so many stretches; the shorter ones are kept, so that a longer one only goes on."""
    before = _stretches(start, alpha, tau, count - 1) if count > 1 else None
    here = before.path[-1] if before else np.full((2, 2), start)
    then = descend(here, alpha, STRETCH, np.array([np.inf, tau]), T, lambda point: round_bits(point, BITS))
    return _joined(before, then) if before else then


def _joined(first: Descent, then: Descent) -> Descent:
    """Two stretches of the same descents as one; the point where they meet is in both."""
    path, E, norm = (np.concatenate([a, b[1:]]) for a, b in zip(first[:3], then[:3], strict=True))
    return Descent(path, E, norm, np.concatenate([first.clipped, then.clipped]))
