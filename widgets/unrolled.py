"""One unit unrolled over its steps: the states run forward, the error back, and each step multiplies it."""

from experiments.unrolled import measure, one_unit
from widgets.kit import Preset, Scene, Slider, number_text
from widgets.kit.unrolled import by_step, fate, lengths, played, unrolled

TITLE = "One unit, unrolled: the state runs forward, the error runs back"
PLAY = "Play"
CONTROLS = (
    Slider("w", "recurrent weight w", 0.1, 2, 0.05, 0.5),
    Slider("x_1", "input at the first step x₁", 0.0001, 1, 4, 1, log=True),
    Slider("T", "sequence length T", 2, 50, 1, 7, unit="steps"),
    Slider("t", "step t", 1, 50, 1, 4),
    Slider("b", "bias b", -1, 1, 0.05, 0, more=True),
)
PRESETS = (
    Preset(
        "It vanishes",
        "Each step takes away half of the error or more: nothing of it is left at the first step.",
        {"w": 0.5, "x_1": 1, "T": 19, "b": 0},
    ),
    Preset(
        "It is carried",
        "With w = 1 and small states every factor is just below one, and most of the error arrives.",
        {"w": 1, "x_1": 0.1, "T": 19, "b": 0},
    ),
    Preset(
        "It explodes",
        "w = 1.5 and a state close to zero, where the unit is not saturated: every step makes the error longer.",
        {"w": 1.5, "x_1": 0.0001, "T": 19, "b": 0},
    ),
    Preset(
        "The same weight, saturated",
        "Only the input has changed. The state is large, the slope small, and w = 1.5 cannot make up for it.",
        {"w": 1.5, "x_1": 1, "T": 19, "b": 0},
    ),
)

COLUMNS = ("state h_t", "slope f′(z_t)", "factor from h_t to h_t−1", "length of ∂E/∂h_t")


def scene(w, x_1, T, t, b):
    """The unrolled network with all that has run through it, and the length of the error at every step."""
    found, t = one_unit(w, x_1, T, b), min(t, T)
    return _scene(found, t, T, 1, _said(found, w, t))


def run(w, x_1, T, t, b):
    """First the states, step by step forward, then the error, step by step back."""
    found = one_unit(w, x_1, T, b)
    yield from played(T, lambda *moment: _step(found, w, *moment))


def _step(found, w, t, forward, back, pulse):
    """The picture of a moment on the way."""
    reading = _forward(found, t) if back is None else _said(found, w, t)
    return _scene(found, t, forward, back, reading, pulse)


def _scene(found, t, forward, back, reading, pulse=None):
    network = unrolled("States forward, the error back", found.size, found.error, t, forward, back, pulse)
    numbers = measure(found) | {"state": found.size[t - 1], "slope": found.slope[t - 1], "factor": found.factor[t - 1]}
    panels = (network, lengths(found.error, t, back))
    table = by_step(COLUMNS, found.size, found.slope, found.factor, found.error)
    return Scene(panels, reading, numbers, height=225, tables=(table,))


def _forward(found, t):
    return f"Forward, step {t}: the state is h = {number_text(found.size[t - 1])}."


def _said(found, w, t):
    n, T = measure(found), len(found.size)
    factor, slope = number_text(found.factor[t - 1]), number_text(found.slope[t - 1])
    return (
        f"At t = {t} the state is {number_text(found.size[t - 1])} and the slope of the unit {slope}, so the error is "
        f"multiplied by {number_text(w)} · {slope} = {factor} there. From t = {T} back to t = 1 its length goes from "
        f"{number_text(n['error_at_T'])} to {number_text(n['error_at_1'])}: {fate(n['arrived'])}."
    )
