"""Where the gradient comes from: the terms of ∂L/∂W_h, one a step, for a vanilla network, an LSTM and a GRU."""

import functools

import numpy as np

from sim.cells.rnn import contributions
from sim.fast import gru, lstm, rnn
from sim.training import initialise
from widgets.kit import Choice, Line, Panel, Preset, Rule, Scene, Seed, Slider, linear, log, number_text

TITLE = "Where the gradient comes from: one term a step, for three kinds of network"
SEQUENCES = {"quiet": "quiet noise", "loud": "loud noise", "pulse": "a pulse, then silence", "constant": "a constant"}
CONTROLS = (
    Slider("rho", "spectral radius ρ of W_h", 0.5, 1.6, 0.05, 1.5),
    Choice("sequence", "input sequence", SEQUENCES, "quiet"),
    Slider("keep", "bias of the gates that keep", -2, 4, 0.5, 1),
    Seed(default=0),
    Slider("T", "sequence length T", 10, 80, 5, 50, unit="steps", more=True),
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
N = 24
CELLS = {"vanilla": (rnn, 1), "LSTM": (lstm, 4), "GRU": (gru, 3)}
ROLES = {"vanilla": "first", "LSTM": "second", "GRU": "third"}


def scene(rho, sequence, keep, seed, T):
    """Norm of the term of ∂L/∂W_h at each step, and the share of their sum up to each step, for the three cells."""
    inputs = make_sequence(sequence, T, seed)
    sizes = {name: terms(name, rho, keep, seed, inputs) for name in CELLS}
    shares = {name: np.cumsum(size) / size.sum() for name, size in sizes.items()}
    axis, room = linear("step t", 0, T + 1), 4 * max(size.max() for size in sizes.values()) * np.ones(1)
    panels = (
        Panel(
            "Size of the term of step t",
            axis,
            log("per unit of error at T", *sizes.values(), room, floor=1e-16),
            _lines(sizes, T),
        ),
        Panel("Share of the sum", axis, linear("steps 1 to t", 0, 1, ticks=4), (Rule(0.5, "y"), *_lines(shares, T))),
    )
    first_half = {name: float(share[T // 2 - 2]) for name, share in shares.items()}
    numbers = {f"first_half_{name.lower()}": share for name, share in first_half.items()}
    numbers |= {f"oldest_{name.lower()}": float(size[0] / size[-1]) for name, size in sizes.items()}
    numbers |= {f"largest_{name.lower()}": float(size.max() / size[-1]) for name, size in sizes.items()}
    return Scene(panels, _reading(numbers["oldest_vanilla"], first_half, rho), numbers, height=260)


def _lines(values, T):
    steps = np.arange(2.0, T + 1)  # the term of step 1 is zero, since h_0 = 0
    return tuple(
        Line(steps, values[name], role, name, label_at=at)
        for (name, role), at in zip(ROLES.items(), (0.12, 0.4, 0.7), strict=True)
    )


def make_sequence(sequence, T, seed):
    """Inputs (T, 1, 1, 1) of the named sequence."""
    noise = initialise.generator((seed, 5)).standard_normal((T, 1, 1, 1))
    pulse = np.zeros((T, 1, 1, 1))
    pulse[0] = 1.0
    constant = 0.3 * np.ones((T, 1, 1, 1))
    return {"quiet": 0.05 * noise, "loud": 2.0 * noise, "pulse": pulse, "constant": constant}[sequence]


def terms(name, rho, keep, seed, inputs):
    """Norms (T-1,) of the terms of ∂L/∂W_h at steps 2 to T, for an error of length 1 that arrives at the last step."""
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


@functools.lru_cache(12)
def _draw(blocks, seed):
    draw = {1: initialise.network, 4: initialise.lstm, 3: initialise.gru}[blocks]
    return draw((seed,), N, 1, 1, scheme="orthogonal", std_x=1.0)


def _reading(oldest, first_half, rho):
    size = f"{number_text(oldest, 2)} times" if oldest > 1 else f"only {number_text(oldest, 2)} of"
    vanilla, long_short, gated = (f"{number_text(100 * share, 2)} %" for share in first_half.values())
    return (
        f"At ρ = {number_text(rho)} the first half of the sequence supplies {vanilla} of the vanilla network's "
        f"sum, {long_short} of the LSTM's and {gated} of the GRU's. In the vanilla network the term of step 2 is "
        f"{size} the last one's."
    )
