"""The latch task, to keep one bit for T steps: networks trained with and without Ω, and how far their error reaches."""

import functools
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.jacobians import error_norms
from sim.cells.omega import Omega
from sim.tasks.latch import Latch
from sim.training.loop import CELLS, Config, Training, gradient, train
from sim.training.losses import squared_error
from sim.training.regularise import omega

N, B, ALPHA = 10, 8, 0.05  # units, sequences, learning rate
SEEDS = 24  # of an ensemble
TAXED = {"lam": 1.0, "updates": 30, "gain": 0.6, "seed": 1, "T": 20, "clip": True}  # the settings of the text


class Taxed(NamedTuple):
    """One network before and after training with L + λΩ, each as `measure` finds it, and the finished Training."""

    before: dict[str, Any]
    after: dict[str, Any]
    state: Training


def tax(lam: float, updates: int, gain: float, seed: int, T: int, clip: bool) -> Taxed:
    """Train one network with L + λΩ and measure its error before and after (paper, section 3.3)."""
    state = Training(
        Config(Latch(T), (seed,), N=N, B=B, start={"gain": gain}, alpha=ALPHA, clip="norm" if clip else "none", lam=lam)
    )
    before = measure(state)
    for _ in range(updates):
        state.advance()
    return Taxed(before, measure(state), state)


def measure(state: Training) -> dict[str, Any]:
    """Return loss, omega, mean ratio (T,) and relative mean size (T+1,) of the error in a Training of one network."""
    step = gradient(CELLS["rnn"], squared_error, state.params, *state.dataset)
    penalty = omega(state.params, step.run, step.back)
    size = error_norms(step.back.dh)[:, 0].mean(axis=1)
    return {
        "loss": float(step.loss[0]),
        "omega": float(penalty.value[0]),
        "size": size / size[-1],
        "ratio": known_mean(np.sqrt(penalty.ratio[:, 0]), 1),
    }


def known_mean(a: np.ndarray, axis: int | None = None) -> Any:
    """Return the mean of the entries of a that are finite, or nan where there is none."""
    known = np.isfinite(a)
    count = known.sum(axis=axis)
    return np.where(count > 0, np.where(known, a, 0.0).sum(axis=axis) / np.maximum(count, 1), np.nan)


def tax_results(taxed: Taxed) -> dict[str, float]:
    """Return mean ratio, reach, Ω and loss before and after by name, such as reach_after."""
    return {
        f"{name}_{when}": value
        for when, found in (("before", taxed.before), ("after", taxed.after))
        for name, value in (
            ("ratio", float(known_mean(found["ratio"]))),
            ("reach", float(found["size"][0])),
            ("omega", found["omega"]),
            ("loss", found["loss"]),
        )
    }


@functools.cache
def ensemble(
    lam: float, clip: str, updates: int, T: int = 20, gain: float = 0.6, seeds: int = SEEDS
) -> tuple[np.ndarray, Omega]:
    """Train networks with L + λΩ; return their losses (seeds,) and Ω where they stand."""
    state = Training(
        Config(Latch(T), tuple(range(seeds)), N=N, B=B, start={"gain": gain}, alpha=ALPHA, clip=clip, lam=lam)
    )
    for _ in train(state, updates):
        pass
    step = gradient(CELLS["rnn"], squared_error, state.params, *state.dataset)
    return step.loss, omega(state.params, step.run, step.back)


@functools.cache
def reach(alpha: float, updates: int, seeds: int = 16) -> tuple[np.ndarray, np.ndarray]:
    """Train unclipped networks; return how long the error at the start is, relative to the end, and loss, (seeds,)."""
    state = Training(Config(Latch(20), tuple(range(seeds)), N=N, B=B, start={"gain": 0.6}, alpha=alpha))
    for _ in train(state, updates):
        pass
    step = gradient(CELLS["rnn"], squared_error, state.params, *state.dataset)
    size = np.linalg.norm(step.back.dh, axis=-1).mean(axis=-1)
    return size[0] / size[-1], step.loss
