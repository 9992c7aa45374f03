"""Damage: the loss along the step that did it, with both landings, and how sharply the loss bends along a run."""

from typing import Any, NamedTuple

import numpy as np

from sim.arrays import Array
from sim.floating_point import ignore_fp_warnings
from sim.training.initialise import generator
from sim.training.loop import CELLS, Config, gradient
from sim.training.losses import LOSSES
from sim.training.parameters import ParameterBuffer
from sim.training.rounding import RoundedTraining


class Slice(NamedTuple):
    """The loss along one step: ``s`` (n,) is 0 at its start and 1 where it landed, ``length`` that of the step.

    ``slope`` (n,) is the derivative of the loss by the distance walked.
    """

    s: np.ndarray
    loss: np.ndarray
    slope: np.ndarray
    length: float


class Run(NamedTuple):
    """A run with its weights: config, weights before every update and after the last (updates + 1, P), its batch."""

    config: Config
    theta: np.ndarray
    batch: tuple


def remember(config: Config, updates: int) -> Run:
    """Train one network of a task with a fixed batch and keep the weights of every update."""
    training, theta = RoundedTraining(config), []
    for _ in range(updates):
        theta.append(training.theta.flat[0].copy())
        training.advance()
    return Run(config, np.array([*theta, training.theta.flat[0]]), training.dataset)


def losses(run: Run, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the loss (n,) and the whole gradient (n, P) at weights theta (n, P), on the batch of the run."""
    like = RoundedTraining(run.config).params
    weights = ParameterBuffer({name: np.repeat(a, len(theta), axis=0) for name, a in like.items()})
    weights.flat[...] = theta
    grads = ParameterBuffer(weights.parts)
    inputs, target = (np.repeat(part, len(theta), axis=1) for part in run.batch)
    cell, loss = CELLS[run.config.cell], LOSSES[run.config.task.loss]
    options: dict[str, Any] = {"activation": run.config.activation} if run.config.cell == "rnn" else {}
    step = gradient(cell, loss, weights.parts, inputs, target, grads=grads.parts, **options)
    return step.loss, grads.flat


def slice_of(run: Run, update: int, low: float = -0.25, high: float = 1.25, points: int = 301) -> Slice:
    """Return the loss along the step that ``update`` made, from a bit before its start to a bit beyond its end."""
    start, step = run.theta[update], run.theta[update + 1] - run.theta[update]
    s, length = np.linspace(low, high, points), float(np.linalg.norm(step))
    value, g = losses(run, start + s[:, None] * step)
    return Slice(s, value, g @ step / length, length)


@ignore_fp_warnings
def curvature(run: Run, update: int, rounds: int = 200, epsilon: float = 1e-4) -> float:
    """Return the largest eigenvalue of the loss's Hessian at an update.

    By power iteration on H - c I, where c is the eigenvalue of largest modulus when that is negative; H v is a central
    difference of gradients.
    """
    theta = run.theta[update]
    v = generator(update).standard_normal(theta.size)
    largest = _power(run, theta, v, 0.0, rounds, epsilon)
    return largest if largest > 0 else _power(run, theta, v, largest, rounds, epsilon) + largest


def _power(run: Run, theta: Array, v: Array, shift: float, rounds: int, epsilon: float) -> float:
    """Return the eigenvalue of H - shift I that has the largest modulus."""
    value = 0.0
    for _ in range(rounds):
        v = v / np.linalg.norm(v)
        _, (ahead, behind) = losses(run, np.stack([theta + epsilon * v, theta - epsilon * v]))
        moved = (ahead - behind) / (2 * epsilon) - shift * v
        before, value, v = value, float(v @ moved), moved
        if abs(value - before) < 1e-6 * abs(value):
            break
    return value
