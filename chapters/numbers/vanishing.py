"""Numbers of chapter 5: errors that vanish or grow with the lag, starts and their spectra, gates, echo states."""

from functools import cache

import numpy as np

from experiments import echo_memory, gradient_terms, initial_matrices, latch, two_scales
from experiments.silent_relu import silent_relu
from sim.analysis import spectra
from sim.tasks.arithmetic import Addition
from sim.training import initialise

FIGURES = {"side": two_scales, "sources": gradient_terms, "spectrum": initial_matrices, "echo": echo_memory}


def figure(of: str, result: str, **params) -> float:
    """A number that a figure of the chapter states: side by side, sources, spectrum or echo."""
    return FIGURES[of].results(**params)[result]


def reach(scale: float, sequence: str = "quiet", T: int = 50) -> float:
    """Median over 8 seeds of the error at the start over that at the end; orthogonal W_h times scale, tanh."""
    pairs = [two_scales.passes(np.array([scale, scale]), sequence, seed, T)[1][0, 0] for seed in range(8)]
    return float(np.median(pairs))


def power(rho: float, n: int) -> float:
    """A factor rho applied n times: rho to the power n."""
    return rho**n


def radius(scheme: str, what: str = "median", n: int = 128, seeds: int = 30) -> float:
    """Spectral radius of an initial matrix over 30 seeds at n = 128: median, or spread (standard deviation)."""
    rho = initial_matrices.spectra(scheme, n, seeds)[0]
    return float(np.median(rho) if what == "median" else rho.std())


def sigma(scheme: str, n: int = 128, seeds: int = 30) -> float:
    """Median largest singular value of an initial matrix over 30 seeds at n = 128."""
    return float(np.median(initial_matrices.spectra(scheme, n, seeds)[1]))


def sizes(what: str) -> int:
    """The n and the number of seeds behind the table of initial matrices."""
    return {"n": 128, "seeds": 30}[what]


@cache
def _block():
    N = 128
    return initialise.orthogonal(initialise.generator(0), 4 * N)[:N, :N]


def stacked_block(what: str) -> float:
    """One gate's block of a 4N by N matrix with orthonormal columns, N = 128: its rho or its sigma_max."""
    return float(spectra.spectral_radius(_block()) if what == "rho" else spectra.spectral_norm(_block()))


def gate(bias: float) -> float:
    """A forget gate whose other inputs are zero: the sigmoid of its bias."""
    return float(1 / (1 + np.exp(-bias)))


def kept(bias: float, steps: int) -> float:
    """What such a gate leaves of the cell, and of the error on the additive path, after so many steps."""
    return gate(bias) ** steps


def bias_for(steps: int) -> float:
    """The bias of a gate that stands at 1 - 1/steps, so that about a third of the cell is left after so many steps."""
    return float(np.log(steps - 1))


def relu_peak() -> float:
    """Median over 8 ReLU networks from the identity, adding task T = 50, learning rate 0.1, of the largest norm."""
    return float(np.median(silent_relu().norm.max(axis=0)))


def relu_silent() -> float:
    """Mean share of units of those 8 networks that answer no input at all after 300 updates."""
    return float(silent_relu().silent.mean())


def relu_non_finite() -> int:
    """How many of those 8 networks ever had a non-finite loss or gradient."""
    return int(silent_relu().non_finite.sum())


def relu_count() -> int:
    """How many such networks were trained."""
    return len(silent_relu().silent)


def relu_loss() -> float:
    """Median loss of those 8 networks over their last 50 updates."""
    return float(np.median(silent_relu().loss[-50:]))


def relu_chance() -> float:
    """The loss on the adding task of a constant guess."""
    return Addition.chance


def reach_after(alpha: float, updates: int) -> float:
    """Median reach of the gradient of 16 latch networks, T = 20, after training with learning rate alpha."""
    return float(np.median(latch.reach(alpha, updates)[0]))


def loss_after(alpha: float, updates: int) -> float:
    """Median loss of those 16 latch networks."""
    return float(np.median(latch.reach(alpha, updates)[1]))
