"""Initial weights. One seed a network, so that a network is the same alone and inside an ensemble.

Streams come from PCG64, which gives the same numbers on every platform; no LAPACK touches a drawn matrix
except to measure its spectral radius.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from sim.analysis.spectra import spectral_radius
from sim.arrays import Array, Params

Generator = np.random.Generator
Scheme = Callable[[Generator, int, float], Array]


def generator(seed: int | Sequence[int | Sequence[int]]) -> Generator:
    """Return the random stream that belongs to ``seed``: a PCG64 generator."""
    return np.random.Generator(np.random.PCG64(seed))


def normal(rng: Generator, shape: tuple[int, ...], std: float) -> Array:
    """Draw independent entries of standard deviation ``std`` (not variance)."""
    return std * rng.standard_normal(shape)


def gaussian(rng: Generator, N: int, gain: float = 1.0) -> Array:
    """Draw W (N, N), entries of standard deviation gain/√N: spectral radius near gain, spectral norm near 2 gain."""
    return normal(rng, (N, N), gain / np.sqrt(N))


def xavier(rng: Generator, N: int, gain: float = 1.0) -> Array:
    """Draw W (N, N) uniformly in ±gain √(3/N), that is with standard deviation gain/√N (Glorot and Bengio 2010)."""
    limit = gain * np.sqrt(3.0 / N)
    return rng.uniform(-limit, limit, (N, N))


def orthogonal(rng: Generator, N: int, gain: float = 1.0) -> Array:
    """Draw gain times a random orthogonal (N, N): every singular value and every |eigenvalue| is gain.

    Gram-Schmidt on a Gaussian matrix, each row projected twice, with elementwise products and sums only:
    the digits do not depend on the platform's linear algebra.
    """
    Q = rng.standard_normal((N, N))
    for i, row in enumerate(Q):
        for _ in range(2):
            overlaps = (Q[:i] * row).sum(axis=1)
            row -= (overlaps[:, None] * Q[:i]).sum(axis=0)
        row /= np.sqrt(np.square(row).sum())
    return gain * Q


def identity(rng: Generator, N: int, gain: float = 1.0, noise: float = 0.001) -> Array:
    """Return gain times the identity plus noise of standard deviation ``noise`` (Le, Jaitly and Hinton 2015)."""
    return gain * np.eye(N) + normal(rng, (N, N), noise)


def sparse(rng: Generator, N: int, gain: float = 0.95, incoming: int = 15) -> Array:
    """Draw W (N, N) with ``incoming`` non-zero weights a unit, rescaled to spectral radius ``gain``.

    The recurrent matrix of the paper's "smart tanh" start (section 4.1).
    """
    W = np.zeros((N, N))
    for row in W:
        row[rng.permutation(N)[:incoming]] = rng.standard_normal(min(incoming, N))
    return W * (gain / spectral_radius(W))


RECURRENT: dict[str, Scheme] = {
    "gaussian": gaussian,
    "xavier": xavier,
    "orthogonal": orthogonal,
    "identity": identity,
    "sparse": sparse,
}


def network(
    seeds: Iterable[Any],
    N: int,
    I: int,
    O: int,
    scheme: str | Scheme = "gaussian",
    gain: float = 1.0,
    std_x: float | None = None,
    std_y: float | None = None,
    blocks: int = 1,
) -> Params:
    """Draw the parameters of one vanilla network a seed: W_h by ``scheme`` and ``gain``, biases zero.

    ``std_x`` and ``std_y`` are the standard deviations of W_x and W_y, both 1/√N unless given. Gated cells
    have several ``blocks`` (N, N), each drawn by the scheme. A scheme is a name or a function of (rng, N, gain).
    Raise ValueError for an unknown name.
    """
    if isinstance(scheme, str) and scheme not in RECURRENT:
        raise ValueError(f"scheme {scheme!r} is unknown; expected one of {', '.join(RECURRENT)}")
    recurrent = RECURRENT[scheme] if isinstance(scheme, str) else scheme
    x = 1 / np.sqrt(N) if std_x is None else std_x
    y = 1 / np.sqrt(N) if std_y is None else std_y

    def draw(rng: Generator) -> Params:
        W_h = np.concatenate([recurrent(rng, N, gain) for _ in range(blocks)])
        return {"W_h": W_h, "W_x": normal(rng, (blocks * N, I), x), "W_y": normal(rng, (O, N), y)}

    return with_zero_biases(stack(draw(generator(seed)) for seed in seeds))


def lstm(seeds: Iterable[Any], N: int, I: int, O: int, forget_bias: float = 1.0, **how: Any) -> Params:
    """Draw the parameters of one LSTM a seed, as ``network`` does, with the forget gates' bias at ``forget_bias``."""
    params = network(seeds, N, I, O, blocks=4, **how)
    params["b"][:, N : 2 * N] = forget_bias
    return params


def gru(seeds: Iterable[Any], N: int, I: int, O: int, **how: Any) -> Params:
    """Draw the parameters of one GRU a seed, as ``network`` does, with b_n zero."""
    params = network(seeds, N, I, O, blocks=3, **how)
    return params | {"b_n": np.zeros((len(params["W_h"]), N))}


PAPER = {"sigmoid": 0.01, "basic tanh": 0.1, "smart tanh": 0.01}


def paper(seeds: Iterable[Any], N: int, I: int, O: int, start: str = "basic tanh") -> Params:
    """Draw one of the paper's three starts (section 4.1): "sigmoid", "basic tanh" or "smart tanh".

    The paper's N(0, .01) and N(0, .1) are standard deviations, as its authors' code has them.
    """
    if start not in PAPER:
        raise ValueError(f"start {start!r} is unknown; expected one of {', '.join(PAPER)}")
    std = PAPER[start]
    if start == "smart tanh":
        return network(seeds, N, I, O, "sparse", 0.95, std, std)
    return network(seeds, N, I, O, "gaussian", std * np.sqrt(N), std, std)


def stack(networks: Iterable[Params]) -> Params:
    """Join dicts of parameters, one a network, into one dict with a leading axis R."""
    drawn = list(networks)
    return {name: np.stack([one[name] for one in drawn]) for name in drawn[0]}


def with_zero_biases(params: Params) -> Params:
    """Add b (R, rows of W_h) and b_y (R, O), all zero."""
    zeros = {"b": np.zeros(params["W_h"].shape[:2]), "b_y": np.zeros(params["W_y"].shape[:2])}
    return params | zeros
