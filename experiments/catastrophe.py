"""The training catastrophe: one small network that recites a sequence, with and without clipping, update by update."""

import functools
from dataclasses import replace
from typing import Any

import numpy as np

from sim.arrays import Params
from sim.fast import rnn
from sim.tasks.pattern import Letters, Pattern
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining, Trace

TASKS = {"pattern": Pattern(20), "letters": Letters(30)}
ALPHA, N, TAU = 0.3, 16, 1.0
UPDATES, SEEDS = 72, {"pattern": 654, "letters": 215}  # what the text speaks of


@functools.lru_cache(maxsize=8)
def trace(lab: str, seed: int) -> Trace:
    """Return the Trace of two networks of one seed: network 0 without, network 1 with clipping."""
    return _fresh(lab, seed)


def end_of(traced: Trace, steps: int) -> Any:
    """Return the Event that ended the unclipped network within so many updates, or None."""
    return next((event for event in traced.events.values() if event.network == 0 and event.step <= steps), None)


def first_crash(loss: np.ndarray) -> int | None:
    """Return the first update whose loss (n,) is above that at the start after being below a quarter of it, or None."""
    lost = (loss > loss[0]) & (np.fmin.accumulate(loss) < loss[0] / 4)
    return int(lost.argmax()) if lost.any() else None


def measure(loss: np.ndarray, norm: np.ndarray, clipped: np.ndarray, ended: Any) -> dict[str, Any]:
    """Return best update, crash and end by name, from loss, norm and clipped (steps + 1, 2) and the Event of the end.

    What there is not, such as the crash of a network that does not crash, is None.
    """
    crash = first_crash(loss[:, 0])
    best = int(np.nanargmin(loss[:crash, 0]))
    return {
        "loss_at_start": loss[0, 0],
        "best_update": best,
        "best_loss": loss[best, 0],
        "gradient_at_best": norm[best, 0],
        "crash": crash,
        "loss_at_crash": crash and loss[crash, 0],
        "gradient_at_crash": crash and norm[best : crash + 1, 0].max(),
        "loss": loss[-1, 0],
        "loss_clipped": loss[-1, 1],
        "steps_clipped": clipped[:, 1].sum(),
        "non_finite": ended and ended.step,
    }


def results(lab: str = "pattern", seed: int = SEEDS["pattern"], steps: int = UPDATES) -> dict[str, Any]:
    """Return what `measure` finds in the run of this seed after so many updates."""
    traced = trace(lab, seed)
    loss, norm, clipped = traced.to(steps)
    return measure(loss, norm, clipped, end_of(traced, steps))


def wrong(updates: int, lab: str, seed: int) -> int:
    """Return how many signs, or letters, the unclipped network recites wrongly after so many updates."""
    traced = trace(lab, seed)
    traced.to(updates)
    y, target = traced.outputs[updates][:, 0, 0], traced.training.dataset[1][:, 0, 0]
    if lab == "letters":
        return int((y.argmax(axis=1) != target.reshape(-1)).sum())
    return int((y[:, 0] * target[:, 0] <= 0).sum())


@functools.cache
def states(updates: int, lab: str, seed: int) -> np.ndarray:
    """Return the hidden states (T, N) of the unclipped network after so many updates."""
    inputs = trace(lab, seed).training.dataset[0][:, :1]
    return rnn.forward(parameters(updates, lab, seed), inputs).h[1:, 0, 0]


@functools.lru_cache(maxsize=64)
def parameters(updates: int, lab: str, seed: int) -> Params:
    """Return the parameters, each (1, ...), of the unclipped network after so many updates."""
    traced = _fresh(lab, seed)
    if updates:
        traced.to(updates - 1)
    return {name: values[:1].copy() for name, values in traced.training.params.items()}


def longest_from(updates: int, alpha: float) -> float:
    """Return the longest gradient of two hundred updates from where the unclipped network stands at an update."""
    training = network(updates, alpha)
    return max(float(training.advance().norm[0]) for _ in range(200))


def lost_factor() -> float:
    """Return the factor by which the loss grows an update once all is saturated: median of updates 150 to 290."""
    loss, _, _ = trace("pattern", SEEDS["pattern"]).to(290)
    return float(np.median(loss[151:291, 0] / loss[150:290, 0]))


def _fresh(lab: str, seed: int) -> Trace:
    start = {"gain": 1.0, "std_x": 1.0}
    return Trace(Config(TASKS[lab], (seed, seed), N=N, start=start, alpha=ALPHA, clip="norm", tau=(np.inf, TAU)))


def network(updates: int, alpha: float) -> RoundedTraining:
    """Return the unclipped network after so many updates, alone, to be trained on with learning rate alpha."""
    seed = SEEDS["pattern"]
    traced = _fresh("pattern", seed)
    traced.to(updates - 1)
    training = RoundedTraining(replace(traced.training.config, seeds=(seed,), alpha=alpha, clip="none", tau=1.0))
    training.theta.flat[:] = traced.training.theta.flat[:1]
    return training
