"""The training steps that are timed, the same natively and in the browser. Imports nothing but NumPy and `sim`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.fast import rnn
from sim.fast.buffers import Buffers
from sim.one_unit.surface import surface
from sim.tasks.pattern import Pattern
from sim.training import initialise
from sim.training.loop import Config, Training

CASES = {  # name: (T, N, B, R)
    "T20 N32 B32": (20, 32, 32, 1),
    "T50 N50 B20": (50, 50, 20, 1),
    "T100 N64 B64": (100, 64, 64, 1),
    "small T20 N16 B1": (20, 16, 1, 1),
    "ensemble of 64 T20 N16 B1": (20, 16, 1, 64),
}
I = 4


def case(T: int, N: int, B: int, R: int) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Parameters, inputs (T, R, B, I) and the error at the last state (1, R, B, N), the same for every engine."""
    params = initialise.network(tuple(range(R)), N, I, 1)
    recurrent = {name: params[name] for name in ("W_h", "W_x", "b")}
    return recurrent, initialise.generator(1).standard_normal((T, R, B, I)), np.ones((1, R, B, N))


def numpy_step(T: int, N: int, B: int, R: int) -> Callable[[], dict[str, np.ndarray]]:
    """Return a function of no arguments that makes one step with the engine and returns its gradients."""
    params, inputs, arriving = case(T, N, B, R)
    work = Buffers()
    grads: dict[str, np.ndarray | None] = {name: a.copy() for name, a in params.items()}

    def step() -> dict[str, np.ndarray]:
        return rnn.backward(params, rnn.forward(params, inputs, work=work), arriving, work, grads).grads

    return step


def surface_case(points: int = 256) -> tuple[np.ndarray, np.ndarray, int]:
    """Weights w (points,), biases b (points, 1) of the region that the course draws, and T."""
    return np.linspace(4, 6.5, points), np.linspace(-3.6, -2, points)[:, None], 50


def surface_step() -> Callable[[], Any]:
    """Return a function of no arguments that evaluates that surface with its gradient."""
    w, b, T = surface_case()
    return lambda: surface(w, b, T)


def training_step(networks: int) -> Callable[[], Any]:
    """Return a function that makes one update of the pattern lab (T 20, N 16) with clipping, for so many networks."""
    state = Training(Config(Pattern(20), tuple(range(networks)), alpha=0.1, clip="norm"))
    return state.advance


def repeat(step: Callable[[], Any], times: int) -> None:
    """Call ``step`` so many times."""
    for _ in range(times):
        step()
