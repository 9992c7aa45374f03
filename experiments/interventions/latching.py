"""Latch or memorise: chapter 4's task trained on one fixed batch or on fresh ones, and judged on fresh sequences.

A small training loss on eight fixed sequences does not say that the sign is kept: their noise can be learnt by heart.
The strength of Ω has two units: of the paper's formula, a sum over steps of unsquared ratios, and of the authors' code
and this engine, a mean over steps of squared ones. Both are here, so that they can be laid side by side.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.fast import matmul, readout, rnn
from sim.floating_point import ignore_fp_warnings
from sim.tasks.latch import Latch
from sim.training import clip, regularise
from sim.training.initialise import generator, network
from sim.training.loop import gradient
from sim.training.losses import squared_error
from sim.training.step import Step

N, B, ALPHA, TAU, GAIN = 10, 8, 0.05, 1.0, 0.6
SOLVED = 0.05  # training loss below which chapter 4 calls the task learnt
UNITS = ("mean of squared ratios", "sum of ratios")
GOOD = 0.05  # share of wrong signs on fresh sequences below which a network has latched


class Latched(NamedTuple):
    """One entry a network (R,): training loss, share of wrong signs on fresh sequences, mean unsquared ratio, Ω.

    Ω and the ratio are those of the last update's batch; Ω is in the units that the network was trained in.
    """

    loss: np.ndarray
    wrong: np.ndarray
    ratio: np.ndarray
    omega: np.ndarray
    params: dict
    batch: tuple


def latch(
    T: int = 50,
    lam: float = 0.0,
    updates: int = 300,
    tau: float | None = TAU,
    fresh: bool = False,
    unit: str = UNITS[0],
    seeds: range = range(24),
    units: int = N,
    sequences: int = B,
    gain: float = GAIN,
    alpha: float = ALPHA,
    tested: int = 1000,
) -> Latched:
    """Train one network a seed, on the same ``sequences`` or on as many fresh ones at every update, and test it.

    The networks and the fixed batches are those of the engine's `Training` with the same settings. tau None does not
    clip; ``lam`` is in the unit given.
    """
    task, drawn = Latch(T), tuple(seeds)
    params = network(drawn, units, task.I, task.O, gain=gain)
    streams = [generator((seed, 1)) for seed in drawn]
    batch = task.batch(streams, sequences, T)
    for update in range(updates):
        if fresh and update:
            batch = task.batch(streams, sequences, T)
        _update(params, batch, lam, unit, tau, alpha)
    step = gradient(rnn, squared_error, params, *batch)
    value, _, ratio = penalty(params, step, unit)
    return Latched(step.loss, wrong_signs(params, task, tested), ratio, value, params, batch)


@ignore_fp_warnings
def _update(params: Params, batch: tuple, lam: float, unit: str, tau: float | None, alpha: float) -> None:
    step = gradient(rnn, squared_error, params, *batch)
    grads = dict(step.grads)
    if lam:
        grads["W_h"] = grads["W_h"] + lam * penalty(params, step, unit)[1]
    if tau is not None:
        grads = clip.clip_by_global_norm(grads, tau).grads
    for name, g in grads.items():
        params[name] -= alpha * g


def penalty(params: Params, step: Step, unit: str) -> tuple[Array, Array, Array]:
    """Return Ω (R,) in a unit, its immediate gradient (R, N, N), and the mean unsquared ratio (R,)."""
    squared = unit == UNITS[0]
    omega = regularise.omega(params, step.run, step.back, squared=squared)
    counted = np.isfinite(omega.ratio)
    plain = np.sqrt(omega.ratio) if squared else omega.ratio
    ratio = np.where(counted, plain, 0.0).sum(axis=(0, 2)) / np.maximum(counted.sum(axis=(0, 2)), 1)
    times = 1.0 if squared else counted.sum(axis=(0, 2)) / omega.ratio.shape[2]  # mean over all to sum over steps
    return omega.value * times, omega.gW_h * np.reshape(times, (-1, 1, 1)), ratio


def wrong_signs(params: Params, task: Latch, count: int) -> Array:
    """Return the share (R,) of ``count`` fresh sequences, the same for all, that end with the wrong sign."""
    inputs, target = task.batch([generator((0, 3))], count, task.T)
    inputs = np.repeat(inputs, len(params["W_h"]), axis=1)
    run = rnn.forward(params, inputs)
    return task.wrong(readout.forward(params, run.h[-1:]), target).mean(axis=1)


def follows_the_sign(found: Latched) -> np.ndarray:
    """Return the share (R,) of the training sequences whose answer turns when only their first input is negated.

    A network that keeps the sign answers the new one; one that knows its sequences by their noise answers the old.
    """
    (inputs, target), task = found.batch, Latch(len(found.batch[0]))
    turned = inputs.copy()
    turned[0] *= -1
    answer = readout.forward(found.params, rnn.forward(found.params, turned).h[-1:])
    return 1 - task.wrong(answer, -target).mean(axis=1)


class Steepness(NamedTuple):
    """For seeds (R,) whose networks both solve the task: the steepest slope of each on its slice, (R,) each."""

    solved: np.ndarray
    without: np.ndarray
    with_penalty: np.ndarray


def steepness(
    lam: float = 2.0, seeds: range = range(40), updates: int = 40, T: int = 20, span: float = 1.0
) -> Steepness:
    """Compare the slices around 6-unit networks trained on two sequences, where both solve; return a Steepness.

    ``solved`` (seeds,) says where both training losses are below SOLVED; the other two have that many entries.
    """
    how: dict[str, Any] = {
        "T": T,
        "updates": updates,
        "units": 6,
        "sequences": 2,
        "gain": 0.8,
        "seeds": seeds,
        "tested": 2,
    }
    without, with_penalty = latch(lam=0.0, **how), latch(lam=lam, **how)
    solved = (without.loss < SOLVED) & (with_penalty.loss < SOLVED)
    steepest = [
        [steepest_slope(net, k, seed, span) for k, seed in enumerate(seeds) if solved[k]]
        for net in (without, with_penalty)
    ]
    return Steepness(solved, *map(np.array, steepest))


def steepest_slope(net: Latched, k: int, seed: int, span: float = 1.0, cells: int = 23) -> float:
    """Return the largest slope of network k's training loss on the slice W_h + a D1 + b D2, |a| and |b| <= span."""
    size = net.params["W_h"].shape[-1]
    D = generator((seed, 4)).standard_normal((2, size, size))
    D /= np.sqrt(np.square(D).sum(axis=(1, 2), keepdims=True))
    a, b = np.meshgrid(*[np.linspace(-span, span, cells)] * 2)
    offsets = a.reshape(-1, 1, 1) * D[0] + b.reshape(-1, 1, 1) * D[1]
    params = {name: np.repeat(p[k : k + 1], len(offsets), axis=0) for name, p in net.params.items()}
    params["W_h"] = params["W_h"] + offsets
    inputs, target = (np.repeat(part[:, k : k + 1], len(offsets), axis=1) for part in net.batch)
    g = gradient(rnn, squared_error, params, inputs, target).grads["W_h"]
    along = matmul.transpose(g.reshape(len(g), 1, -1) @ D.reshape(2, -1).T)[:, :, 0]
    return float(np.sqrt(np.square(along).sum(axis=1)).max())
