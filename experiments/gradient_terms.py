"""The terms of ∂L/∂W_h, one a step, in a vanilla network, an LSTM and a GRU of the same size (paper, equation 4)."""

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.cells.rnn import contributions
from sim.fast import gru, lstm, rnn
from sim.training import initialise

N = 24
CELLS: Mapping[str, tuple[Any, int]] = {"vanilla": (rnn, 1), "LSTM": (lstm, 4), "GRU": (gru, 3)}  # with their blocks
SETTINGS: dict[str, Any] = {"rho": 1.5, "sequence": "quiet", "keep": 1.0, "seed": 0, "T": 50}  # of the text


def make_sequence(sequence: str, T: int, seed: int) -> np.ndarray:
    """Return inputs (T, 1, 1, 1): "quiet" or "loud" noise, a "pulse" then silence, or a "constant"."""
    noise = initialise.generator((seed, 5)).standard_normal((T, 1, 1, 1))
    pulse = np.zeros((T, 1, 1, 1))
    pulse[0] = 1.0
    constant = 0.3 * np.ones((T, 1, 1, 1))
    return {"quiet": 0.05 * noise, "loud": 2.0 * noise, "pulse": pulse, "constant": constant}[sequence]


def terms(name: str, rho: float, keep: float, seed: int, inputs: np.ndarray) -> np.ndarray:
    """Return the norms (T-1,) of the terms at steps 2 to T, for an error of length 1 that arrives at the last step."""
    module, blocks = CELLS[name]
    params = {key: np.array(p) for key, p in _draw(blocks, seed).items()}
    params["W_h"] *= rho
    params["b"][:, N : 2 * N] = keep  # forget gates of the LSTM, update gates of the GRU, nothing of the vanilla
    run = module.forward(params, inputs)
    arriving = params["W_y"][:, None] / np.linalg.norm(params["W_y"])  # (1, 1, 1, N), the error at step T
    delta = module.backward(params, run, arriving).delta
    if name == "GRU":  # the reset gate stands between W_h and the candidate
        delta = np.concatenate([delta[..., : 2 * N], delta[..., 2 * N :] * run.gates[..., :N]], axis=-1)
    return np.linalg.norm(contributions(run, delta), axis=(-2, -1))[1:, 0]


def sizes(rho: float, sequence: str, keep: float, seed: int, T: int) -> dict[str, np.ndarray]:
    """Return the `terms` of each of CELLS."""
    inputs = make_sequence(sequence, T, seed)
    return {name: terms(name, rho, keep, seed, inputs) for name in CELLS}


def measure(found: dict[str, np.ndarray]) -> dict[str, float]:
    """Return, of sizes (T-1,) by cell: share of the first half of the steps, oldest and largest over the last term."""
    half = {name: (len(size) + 1) // 2 - 2 for name, size in found.items()}
    numbers = {
        f"first_half_{name.lower()}": float((np.cumsum(size) / size.sum())[half[name]]) for name, size in found.items()
    }
    numbers |= {f"oldest_{name.lower()}": float(size[0] / size[-1]) for name, size in found.items()}
    return numbers | {f"largest_{name.lower()}": float(size.max() / size[-1]) for name, size in found.items()}


def results(**settings: Any) -> dict[str, float]:
    """Return what `measure` finds at SETTINGS, changed as given."""
    return measure(sizes(**(SETTINGS | settings)))


@functools.lru_cache(12)
def _draw(blocks: int, seed: int) -> Any:
    draw: Any = {1: initialise.network, 4: initialise.lstm, 3: initialise.gru}[blocks]
    return draw((seed,), N, 1, 1, scheme="orthogonal", std_x=1.0)
