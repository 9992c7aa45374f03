"""Spectrum: the eigenvalues of W_h against the unit circle, and how far an error travels back through it."""

import numpy as np

from experiments.initial_matrices import SETTINGS, T, measure, start
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
    Toggle,
    linear,
    log,
    number_text,
)

TITLE = "Eigenvalues of Wₕ, the unit circle, and the reach of the gradient"
SCHEMES = {"small": "N(0, 0.01²)", "xavier": "Xavier", "orthogonal": "orthogonal", "identity": "identity + noise"}
CONTROLS = (
    Choice("scheme", "initial Wₕ", SCHEMES, SETTINGS["scheme"]),
    Slider("scale", "multiplied by", 0.5, 2, 0.05, SETTINGS["scale"], unit="×"),
    Seed(default=SETTINGS["seed"]),
    Toggle("inputs", "tanh network with noise as input", SETTINGS["inputs"]),
    Slider("N", "units N", 16, 64, 16, SETTINGS["N"], more=True),
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


def scene(scheme, scale, seed, inputs, N):
    """Eigenvalues, and ‖∂L/∂h_{T−l}‖ / ‖∂L/∂h_T‖ against the lag l between its bound and the power of ρ."""
    found = start(scheme, scale, seed, inputs, N)
    _, values, rho, sigma, reach = found
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
    lines = (
        Rule(1.0, "y"),
        Line(lags, bound, "explode", "σ_maxˡ", label_at=0.6, thin=True),
        Line(lags, rho**lags, "reference", "ρˡ", label_at=0.9, thin=True),
        Line(lags, reach, "gradient", "error", label_at=0.35),
    )
    back = Panel("Reach of the gradient", linear("lag l, steps back", 0, T), size, lines)
    numbers = measure(found)
    return Scene((circle, back), _reading(scheme, numbers, inputs), numbers, side_by_side=True, height=380)


def _reading(scheme, numbers, inputs):
    kind = "a tanh network with noise as input" if inputs else "a linear network"
    ten, fifty = (number_text(numbers[name], 2) for name in ("reach_10", "reach_50"))
    return (
        f"{SCHEMES[scheme]}: spectral radius ρ = {number_text(numbers['rho'])}, largest singular value σ_max = "
        f"{number_text(numbers['sigma_max'])}. In {kind} an error is {ten} times as long after 10 steps back as at "
        f"the end, and {fifty} times after 50."
    )
