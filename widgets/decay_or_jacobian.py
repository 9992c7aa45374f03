"""Weight decay or Jacobian penalty: one start, one task, four ways to restrain W_h."""

import numpy as np

from sim.training.clip import clip_by_global_norm
from sim.training.initialise import generator, network
from sim.analysis.jacobians import error_norms
from sim.training.losses import squared_error
from sim.training.regularise import omega, spectral_normalise, weight_decay
from sim.analysis.spectra import norm
from sim.tasks.latch import Latch
from sim.training.loop import CELLS, gradient
from sim.fast.buffers import Buffers
from widgets.kit import Line, Panel, Preset, Scene, Seed, Slider, fitted, linear, log, number_text

TITLE = "Weight decay or Jacobian penalty: the norm of W_h is not the reach of the gradient"
CONTROLS = (
    Slider("lam", "strength λ of Ω", 0, 8, 0.25, 1),
    Slider("decay", "strength of weight decay", 0, 2, 0.05, 0.5),
    Slider("gain", "scale of W_h at the start", 0.3, 1.6, 0.05, 0.8),
    Seed(default=0),
    Slider("updates", "training", 10, 60, 5, 30, unit="updates", more=True),
)
PRESETS = (
    Preset(
        "A quiet start",
        "Weight decay and a spectral norm of 1 both make the reach smaller or keep it small; Ω opens it with a "
        "norm hardly larger.",
        {"lam": 1, "decay": 0.5, "gain": 0.8, "seed": 0},
    ),
    Preset(
        "A loud start",
        "From a large matrix all but one keep some reach. The spectral norm of 1 forbids growth and so allows "
        "only shrinking.",
        {"lam": 1, "decay": 0.5, "gain": 1.4, "seed": 0},
    ),
    Preset(
        "More decay",
        "The matrix melts away, and with it every path back to the start of the sequence.",
        {"lam": 1, "decay": 2, "gain": 0.8, "seed": 0},
    ),
)
NAMES = {"nothing": "first", "decay": "second", "Ω": "third", "spectral norm 1": "fourth"}
N, B, T, ALPHA, TAU = 10, 8, 20, 0.05, 1.0  # units, sequences, steps, learning rate, clipping threshold


def scene(lam, decay, gain, seed, updates):
    """Norm of W_h, reach of the gradient and loss at every update of four networks from one start."""
    size, reach, loss = train(lam, decay, gain, seed, updates)
    axis = linear("update", 0, updates * 1.02)
    lengths = log("‖∂L/∂h_0‖ / ‖∂L/∂h_T‖", reach, np.array([5.0]), floor=1e-16)
    panels = (
        Panel("Norm of W_h", axis, fitted("Frobenius norm", size, np.zeros(1), ticks=4), _lines(size)),
        Panel("Reach of the gradient", axis, lengths, _lines(reach)),
        Panel("Loss on the task", axis, fitted("squared error", loss, np.zeros(1), ticks=4), _lines(loss)),
    )
    numbers = {}
    for name, *ends in zip(("none", "decay", "omega", "spectral"), size[-1], reach[-1], loss[-1], strict=True):
        numbers |= {f"{what}_{name}": float(end) for what, end in zip(("norm", "reach", "loss"), ends, strict=True)}
    return Scene(panels, _reading(size[-1], reach[-1], updates), numbers, height=215)


def train(lam, decay, gain, seed, updates):
    """Train the four networks side by side; norm, reach and loss (updates + 1, 4), in the order of NAMES."""
    params = network((seed,) * 4, N, 1, 1, gain=gain)
    inputs, target = (np.repeat(a, 4, axis=1) for a in Latch(T).batch([generator((seed, 1))], B, T))
    penalty, rate = np.array([0.0, 0.0, lam, 0.0]), np.array([0.0, decay, 0.0, 0.0])
    W_h, work, seen = params["W_h"], Buffers(), []
    for _ in range(updates + 1):
        W_h[3] = spectral_normalise(W_h[3])
        step = gradient(CELLS["rnn"], squared_error, params, inputs, target, work)
        size = error_norms(step.back.dh).mean(axis=-1)
        seen.append((norm(W_h), size[0] / size[-1], step.loss.copy()))
        step.grads["W_h"] += penalty[:, None, None] * omega(params, step.run, step.back).gW_h + weight_decay(W_h, rate)
        for name, g in clip_by_global_norm(step.grads, TAU).grads.items():
            params[name] -= ALPHA * g
    return np.moveaxis(np.array(seen), 1, 0)


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
        f"After {updates} updates the norm of W_h is {norms[0]} with nothing added, {norms[1]} with weight decay, "
        f"{norms[2]} with Ω and {norms[3]} at spectral norm 1. The reach is {reaches[0]}, {reaches[1]}, "
        f"{reaches[2]} and {reaches[3]}."
    )
