"""Weight decay or Jacobian penalty: one start, one task, four ways to restrain W_h."""

import numpy as np

from experiments.restraint import SETTINGS, measure, train
from widgets.kit import Line, Panel, Preset, Scene, Seed, Slider, fitted, linear, log, number_text

TITLE = "Weight decay or Jacobian penalty: the norm of Wₕ is not the reach of the gradient"
CONTROLS = (
    Slider("lam", "strength λ of Ω", 0, 8, 0.25, SETTINGS["lam"]),
    Slider("decay", "strength of weight decay", 0, 2, 0.05, SETTINGS["decay"]),
    Slider("gain", "scale of Wₕ at the start", 0.3, 1.6, 0.05, SETTINGS["gain"]),
    Seed(default=SETTINGS["seed"]),
    Slider("updates", "training", 10, 60, 5, SETTINGS["updates"], unit="updates", more=True),
)
PRESETS = (
    Preset(
        "A quiet start",
        "Which of the four lets the error through, and with how large a norm?",
        {"lam": 1, "decay": 0.5, "gain": 0.8, "seed": 0},
    ),
    Preset(
        "A loud start",
        "From a large matrix: which network keeps no reach?",
        {"lam": 1, "decay": 0.5, "gain": 1.4, "seed": 0},
    ),
    Preset(
        "More decay",
        "What is left of the matrix, and of the path back?",
        {"lam": 1, "decay": 2, "gain": 0.8, "seed": 0},
    ),
)
NAMES = {"nothing": "first", "decay": "second", "Ω": "third", "spectral norm 1": "fourth"}


def scene(lam, decay, gain, seed, updates):
    """Norm of W_h, reach of the gradient and loss at every update of four networks from one start."""
    course = train(lam, decay, gain, seed, updates)
    size, reach, loss = course
    axis = linear("update", 0, updates * 1.02)
    lengths = log("‖∂L/∂h_0‖ / ‖∂L/∂h_T‖", reach, np.array([5.0]), floor=1e-16)
    panels = (
        Panel("Norm of W_h", axis, fitted("Frobenius norm", size, np.zeros(1), ticks=4), _lines(size)),
        Panel("Reach of the gradient", axis, lengths, _lines(reach)),
        Panel("Loss on the task", axis, fitted("squared error", loss, np.zeros(1), ticks=4), _lines(loss)),
    )
    return Scene(panels, _reading(size[-1], reach[-1], updates), measure(course), height=215)


def _lines(values):
    updates = np.arange(float(len(values)))
    order = np.argsort(np.argsort(values[-1]))  # labels at different places along the curves
    return tuple(
        Line(updates, values[:, k], role, name, label_at=(0.93, 0.76, 0.48, 0.18)[order[k]])
        for k, (name, role) in enumerate(NAMES.items())
    )


def _reading(size, reach, updates):
    norms, reaches = ([number_text(v, digits) for v in values] for values, digits in ((size, 3), (reach, 2)))
    return (
        f"After {updates} updates the norm of Wₕ is {norms[0]} with nothing added, {norms[1]} with weight decay, "
        f"{norms[2]} with Ω and {norms[3]} at spectral norm 1. The reach is {reaches[0]}, {reaches[1]}, "
        f"{reaches[2]} and {reaches[3]}."
    )
