"""Spectrum: the eigenvalues of W_h against the unit circle, and how far an error travels back through it."""

import functools

import numpy as np

from sim.fast import rnn
from sim.training import initialise
from sim.analysis.jacobians import error_norms
from sim.analysis.spectra import spectral_norm
from widgets.kit import (
    Choice,
    Line,
    Panel,
    Points,
    Preset,
    Rule,
    Scene,
    Seed,
    Slider,
    Text,
    Toggle,
    linear,
    log,
    number_text,
)

TITLE = "Eigenvalues of W_h, the unit circle, and the reach of the gradient"
SCHEMES = {"small": "N(0, 0.01²)", "xavier": "Xavier", "orthogonal": "orthogonal", "identity": "identity + noise"}
CONTROLS = (
    Choice("scheme", "initial W_h", SCHEMES, "xavier"),
    Slider("scale", "multiplied by", 0.5, 2, 0.05, 1, unit="×"),
    Seed(default=0),
    Toggle("inputs", "tanh network with noise as input", False),
    Slider("N", "units N", 16, 64, 16, 64, more=True),
)
PRESETS = (
    Preset(
        "Xavier",
        "The eigenvalues fill the unit disc, yet the largest singular value is near 2: the circle alone does "
        "not tell you that.",
        {"scheme": "xavier", "scale": 1},
    ),
    Preset(
        "Orthogonal",
        "Every eigenvalue lies on the circle, and in the linear network every error keeps its length exactly.",
        {"scheme": "orthogonal", "scale": 1, "inputs": False},
    ),
    Preset(
        "Orthogonal, with tanh and inputs",
        "The same matrix. The slopes below 1 shrink the error a little at every step: on the circle is not a "
        "guarantee.",
        {"scheme": "orthogonal", "scale": 1, "inputs": True},
    ),
    Preset(
        "Small",
        "All eigenvalues huddle at the origin. After ten steps nothing is left.",
        {"scheme": "small", "scale": 1},
    ),
)
T = 50


def scene(scheme, scale, seed, inputs, N):
    """Eigenvalues, and ‖∂L/∂h_{T−l}‖ / ‖∂L/∂h_T‖ against the lag l between its bound and the power of ρ."""
    W_h = scale * draw(scheme, seed, N)
    values = ordered(np.linalg.eigvals(W_h))
    rho, sigma = float(np.abs(values).max()), float(spectral_norm(W_h))
    reach = error_reach(W_h, inputs, seed)
    lags = np.arange(T + 1.0)
    half = max(1.2, 1.1 * rho)
    turn = np.linspace(0, 2 * np.pi, 121)
    # range and share in these proportions keep the circle round, wide and narrow
    x, y = linear("real part", -1.045 * half, 1.045 * half), linear("imaginary part", -half, half)
    circle = Panel(
        "Eigenvalues of W_h",
        x,
        y,
        (
            Line(np.cos(turn), np.sin(turn), "reference", "unit circle", label_at=0.25),
            Points(values.real, values.imag, "first", size=5),
        ),
        1.3,
    )
    size = log("relative size", reach, rho**lags, 10 * np.ones(1), floor=1e-16)
    bound = np.where(sigma**lags <= size.high / 4, sigma**lags, np.nan)
    last = int(np.flatnonzero(np.isfinite(bound))[-1])
    name = Text(min(last + 1.0, 25.0), float(bound[min(last, 24)]), "σ_maxˡ", "explode")
    lines = (
        Rule(1.0, "y"),
        Line(lags, bound, "explode", thin=True),
        Line(lags, rho**lags, "reference", "ρˡ", label_at=0.9, thin=True),
        Line(lags, reach, "gradient", "error", label_at=0.35),
        name,
    )
    back = Panel("Reach of the gradient", linear("lag l, steps back", 0, T), size, lines)
    numbers = {"rho": rho, "sigma_max": sigma, "reach_10": float(reach[10]), "reach_50": float(reach[T])}
    return Scene((circle, back), _reading(scheme, numbers, inputs), numbers, side_by_side=True, height=380)


@functools.lru_cache(16)
def draw(scheme, seed, N):
    """The initial W_h (N, N) of one of the four schemes, before scaling."""
    rng = initialise.generator(seed)
    return initialise.normal(rng, (N, N), 0.01) if scheme == "small" else initialise.RECURRENT[scheme](rng, N)


def ordered(values):
    """Eigenvalues by real, then imaginary part, both rounded for the sorting, so that conjugate pairs stay in place."""
    values = np.asarray(values, complex)
    return values[np.lexsort((values.imag.round(9), values.real.round(9)))]


def error_reach(W_h, inputs, seed):
    """Length (T+1,) of an error after 0 to T steps back, through a linear network or a tanh one with noise."""
    rng, N = initialise.generator((seed, 7)), len(W_h)
    params = {"W_h": W_h[None], "W_x": initialise.normal(rng, (1, N, 1), 1.0), "b": np.zeros((1, N))}
    u = initialise.normal(rng, (T, 1, 1, 1), 0.3)
    run = rnn.forward(params, u, activation="tanh" if inputs else "identity")
    size = error_norms(rnn.backward(params, run, initialise.normal(rng, (1, 1, 1, N), 1.0)).dh)[::-1, 0, 0]
    return size / size[0]


def _reading(scheme, numbers, inputs):
    kind = "a tanh network with noise as input" if inputs else "a linear network"
    ten, fifty = (number_text(numbers[name], 2) for name in ("reach_10", "reach_50"))
    return (
        f"{SCHEMES[scheme]}: spectral radius ρ = {number_text(numbers['rho'])}, largest singular value σ_max = "
        f"{number_text(numbers['sigma_max'])}. In {kind} an error is {ten} times as long after 10 steps back as at "
        f"the end, and {fifty} times after 50."
    )
