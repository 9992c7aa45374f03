"""A stream of gradient norms with a burst, clipped at a fixed threshold and at two running averages."""

from typing import NamedTuple

import numpy as np

from sim.training.clip import guarded_average, naive_average

STEPS = 200
SPREAD = 0.3  # standard deviation of the logarithm of the quiet norms, whose median is 1
FACTOR, DECAY = 3.0, 0.95
SETTINGS = {"at": 80, "size": 1000.0, "length": 3, "nan": False, "seed": 0}  # of the text
TAU = 3.16


class Clipping(NamedTuple):
    """What one rule did to the stream: its threshold and the norm that passed, each (STEPS,)."""

    threshold: np.ndarray
    passed: np.ndarray


def stream(at: int, size: float, length: int, nan: bool, seed: int) -> np.ndarray:
    """Return norms (STEPS,): quiet ones of median 1, and ``size`` in the burst from step ``at`` on."""
    norms = np.exp(SPREAD * np.random.default_rng(seed).standard_normal(STEPS))
    norms[at - 1 : at - 1 + length] = size
    if nan:
        norms[at - 1] = np.nan
    return norms


def follow(norms: np.ndarray, tau: float, factor: float, decay: float) -> dict[str, Clipping]:
    """Return what the "fixed" threshold, the "guarded" average and the "naive" one do to norms (STEPS,)."""
    return {
        "fixed": _clipped(norms, tau),
        "guarded": guarded(norms, factor, decay),
        "naive": naive(norms, factor, decay),
    }


def guarded(norms: np.ndarray, factor: float, decay: float) -> Clipping:
    """Return the Clipping by threshold first, then the average of what was let through."""
    mean, thresholds = norms[0], np.empty(len(norms))
    for i, norm in enumerate(norms):
        thresholds[i] = factor * mean
        mean = guarded_average(mean, norm, factor, decay)
    return _clipped(norms, thresholds)


def naive(norms: np.ndarray, factor: float, decay: float) -> Clipping:
    """Return the Clipping by the average of the raw norms first, then the threshold."""
    mean, thresholds = norms[0], np.empty(len(norms))
    for i, norm in enumerate(norms):
        mean = naive_average(mean, norm, decay)
        thresholds[i] = factor * mean
    return _clipped(norms, thresholds)


def measure(norms: np.ndarray, found: dict[str, Clipping], at: int, length: int) -> dict[str, float | None]:
    """Return the largest norm, and per rule the most that passed of the burst, share clipped and last threshold."""
    burst = slice(at - 1, at - 1 + length)
    out: dict[str, float | None] = {"largest_norm": float(np.nanmax(norms))}
    for name, (threshold, passed) in found.items():
        known = passed[burst][np.isfinite(passed[burst])]
        out |= {
            f"{name}_passes": float(known.max()) if known.size else None,
            f"{name}_clips": float((norms > threshold).mean()),
            f"{name}_last_threshold": float(threshold[-1]),
        }
    return out


def results(size: float, length: int) -> dict[str, float | None]:
    """Return what `measure` finds in a burst of this size and length, at SETTINGS otherwise."""
    at = int(SETTINGS["at"])
    norms = stream(at, size, length, bool(SETTINGS["nan"]), int(SETTINGS["seed"]))
    return measure(norms, follow(norms, TAU, FACTOR, DECAY), at, length)


def _clipped(norms: np.ndarray, threshold: float | np.ndarray) -> Clipping:
    limit = np.broadcast_to(np.asarray(threshold, float), norms.shape)
    return Clipping(limit, np.where(norms > limit, limit, norms))
