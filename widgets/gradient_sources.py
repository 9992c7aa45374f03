"""Where the gradient comes from: the terms of ∂L/∂W_h, one a step, for a vanilla network, an LSTM and a GRU."""

import numpy as np

from experiments.gradient_terms import SETTINGS, measure, sizes
from widgets.kit import Choice, Line, Panel, Preset, Rule, Scene, Seed, Slider, linear, log, number_text

TITLE = "Where the gradient comes from: one term a step, for three kinds of network"
SEQUENCES = {"quiet": "quiet noise", "loud": "loud noise", "pulse": "a pulse, then silence", "constant": "a constant"}
CONTROLS = (
    Slider("rho", "spectral radius ρ of Wₕ", 0.5, 1.6, 0.05, SETTINGS["rho"]),
    Choice("sequence", "input sequence", SEQUENCES, SETTINGS["sequence"]),
    Slider("keep", "bias of the gates that keep", -2, 4, 0.5, SETTINGS["keep"]),
    Seed(default=SETTINGS["seed"]),
    Slider("T", "sequence length T", 10, 80, 5, SETTINGS["T"], unit="steps", more=True),
)
PRESETS = (
    Preset(
        "Below the critical point",
        "ρ = 0.7: the vanilla network learns from its last few steps; what lies further back counts for nothing.",
        {"rho": 0.7, "sequence": "quiet", "keep": 1},
    ),
    Preset(
        "Above it",
        "ρ = 1.5: most of the vanilla network's gradient now comes from the first half of the sequence, not "
        "from the last steps.",
        {"rho": 1.5, "sequence": "quiet", "keep": 1},
    ),
    Preset(
        "The same networks, a loud sequence",
        "Only the input has changed. The units saturate, and the distant terms vanish again.",
        {"rho": 1.5, "sequence": "loud", "keep": 1},
    ),
    Preset(
        "Gates that keep, gates that forget",
        "At ρ = 0.9 with a bias of 3 the early steps count most for the LSTM. Move the bias to −2 and both forget "
        "far faster than the vanilla network.",
        {"rho": 0.9, "sequence": "quiet", "keep": 3},
    ),
)
ROLES = {"vanilla": "first", "LSTM": "second", "GRU": "third"}


def scene(rho, sequence, keep, seed, T):
    """Norm of the term of ∂L/∂W_h at each step, and the share of their sum up to each step, for the three cells."""
    found = sizes(rho, sequence, keep, seed, T)
    shares = {name: np.cumsum(size) / size.sum() for name, size in found.items()}
    axis, room = linear("step t", 0, T + 1), 4 * max(size.max() for size in found.values()) * np.ones(1)
    panels = (
        Panel(
            "Size of the term of step t",
            axis,
            log("per unit of error at T", *found.values(), room, floor=1e-16),
            _lines(found, T),
        ),
        Panel("Share of the sum", axis, linear("steps 1 to t", 0, 1, ticks=4), (Rule(0.5, "y"), *_lines(shares, T))),
    )
    numbers = measure(found)
    return Scene(panels, _reading(numbers, rho), numbers, height=260)


def _lines(values, T):
    steps = np.arange(2.0, T + 1)  # the term of step 1 is zero, since h_0 = 0
    return tuple(
        Line(steps, values[name], role, name, label_at=at)
        for (name, role), at in zip(ROLES.items(), (0.12, 0.4, 0.7), strict=True)
    )


def _reading(numbers, rho):
    oldest = numbers["oldest_vanilla"]
    size = f"{number_text(oldest, 2)} times" if oldest > 1 else f"only {number_text(oldest, 2)} of"
    vanilla, long_short, gated = (f"{number_text(100 * numbers[f'first_half_{name.lower()}'], 2)} %" for name in ROLES)
    return (
        f"At ρ = {number_text(rho)} the first half of the sequence supplies {vanilla} of the vanilla network's "
        f"sum, {long_short} of the LSTM's and {gated} of the GRU's. In the vanilla network the term of step 2 is "
        f"{size} the last one's."
    )
