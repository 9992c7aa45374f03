"""The training catastrophe: a small network learns and is destroyed; the same seed is replayed with clipping."""

import numpy as np

from experiments.catastrophe import SEEDS, TASKS, TAU, UPDATES, end_of, measure, trace
from widgets.kit import Bars, Choice, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Text, Toggle, number_text
from widgets.kit.axes import linear, torn
from widgets.kit.pace import paced, slow_where_long

TITLE = "The training catastrophe: a network knows its signs, and a few updates undo it"
CONTROLS = (
    Choice("lab", "recite by heart", {"pattern": "signs, linear read-out", "letters": "letters, softmax"}, "pattern"),
    Toggle("clip", "clip at τ = 1"),
    Slider("steps", "updates shown", 10, 400, 1, UPDATES),
    Seed(default=SEEDS["pattern"]),
)
PRESETS = (
    Preset(
        "The crash",
        "After a rough start every sign is right; a few updates later all is gone.",
        {"lab": "pattern", "clip": False, "steps": 72, "seed": 654},
    ),
    Preset(
        "The same seed, clipped",
        "The same start and the same task; only the length of a step is capped.",
        {"lab": "pattern", "clip": True, "steps": 72, "seed": 654},
    ),
    Preset(
        "On to infinity",
        "The straight line: the read-out grows by a fixed factor, until it is not finite.",
        {"lab": "pattern", "clip": False, "steps": 310, "seed": 654},
    ),
    Preset(
        "A crash without infinity",
        "With a softmax nothing overflows: half of the letters are lost all the same.",
        {"lab": "letters", "clip": False, "steps": 340, "seed": 215},
    ),
)

FIRST, PICTURES = 10, 120  # of a run: updates before the first picture, and the most pictures
CEILING, TEAR = 1e306, 1e4  # of both charts: their end, and where another scale begins
TENSORS = {"h": "a hidden state h", "y": "an output y", "loss": "the loss", "norm": "the gradient's length"}


def scene(lab, clip, steps, seed):
    """Loss and gradient norm over the updates shown, and what the network recites after the last of them."""
    traced, chance = trace(lab, seed), TASKS[lab].chance
    loss, norm, clipped = traced.to(steps)
    ended = end_of(traced, steps)
    n = measure(loss, norm, clipped, ended)
    words = "log scale; dotted: knowing nothing"
    y = torn(words, loss[:, : 1 + clip], np.array([chance]), at=TEAR, ceiling=CEILING)
    y_norm = torn("|g|, log scale", norm[:, : 1 + clip], at=TEAR, ceiling=CEILING, ticks=3)
    last = min(steps, round(1.05 * ended.step)) if ended else steps
    x, limit = linear("updates", 0, last), (Rule(TAU, "y", "reference", "τ"),) if clip else ()
    panels = (
        Panel("Loss", x, y, (Rule(chance, "y"), *_curves(loss, clip, ended, y))),
        Panel("Gradient before clipping", x, y_norm, (*limit, *_curves(norm, clip, ended, y_norm)), 0.75),
        _recital(traced, int(np.nanargmin(loss[:, int(clip)])), steps, int(clip)),
    )
    return Scene(panels, _with_clipping(steps, n) if clip else _without(steps, n, ended), n, height=230)


def run(lab, clip, steps, seed):
    """The same, from the first updates to the last one shown, slower where the gradient is long."""
    shown = np.unique(np.linspace(FIRST, steps, min(PICTURES, steps - FIRST + 1)).round().astype(int))
    norm = trace(lab, seed).to(steps)[1][shown, int(clip)]
    yield from paced((scene(lab, clip, int(k), seed) for k in shown), slow_where_long(norm))


def _curves(values, clip, ended, y):
    """The curves of both networks, and where they leave the scale of learning."""
    yield from _networks(values, clip, ended, y)
    if y.tear:
        beyond = int(np.argmax(np.nan_to_num(values[:, 0], nan=np.inf) > TEAR))
        yield Rule(TEAR, "y", "reference", f"from update {beyond}: another scale")


def _networks(values, clip, ended, y):
    """Both networks if clipped, else the unclipped one with the mark where its numbers end; values (n, 2)."""
    x, free = np.arange(len(values), dtype=float), np.where(values[:, 0] < CEILING, values[:, 0], np.nan)
    if clip:
        held = Line(x, values[:, 1], "clipped", "clipped", 0.6)
        return Line(x, free, "unclipped", "unclipped", 0.9, thin=True), held
    if not ended:
        return (Line(x, free, "unclipped"),)
    words = Text(ended.step - 3.0, y.low * (y.high / y.low) ** 0.2, "not finite", "explode", "end")
    return Line(x, free, "unclipped"), Rule(float(ended.step), "x", "explode"), words


def _recital(traced, best, steps, network):
    task, role = traced.training.config.task, "clipped" if network else "unclipped"
    target, position = traced.training.dataset[1][:, 0, 0].reshape(task.T), np.arange(1.0, task.T + 1)
    then, now = (_recited(traced.outputs[k][:, network, 0], target) for k in (best, steps))
    x, label = linear("position in the sequence", 0, task.T + 1, 7), f"thin: best, update {best}"
    memory = Line(position, then, "quiet", thin=True)
    if task.O > 1:
        layers = Bars(position, now, role), memory, Rule(1 / task.O, "y")
        return Panel(f"P(right letter), update {steps}", x, linear(label, 0, 1.05, 3), layers, 0.75)
    y, top = linear(label, -1.7, 1.7, 4), np.abs(now).max()
    beyond = Text(0.4, -1.4, f"off the chart: outputs up to {number_text(top, 2)}" if top > 1.7 else "", "explode")
    layers = Points(position, target, "reference", size=10), memory, Line(position, y.clamp(now), role), beyond
    return Panel(f"Recital, update {steps}", x, y, layers, 0.75)


def _recited(y, target):
    """Outputs (T, O) as one number a position: the value, or the probability of the right letter."""
    p = np.exp(y - y.max(axis=1, keepdims=True))
    return y[:, 0] if y.shape[1] == 1 else np.take_along_axis(p, target[:, None], 1)[:, 0] / p.sum(axis=1)


def _with_clipping(steps, n):
    other = (
        f"left the finite numbers at update {n['non_finite']}"
        if n["non_finite"]
        else f"stands at {number_text(n['loss'])}"
    )
    return (
        f"After {steps} updates the clipped network's loss is {number_text(n['loss_clipped'])}; "
        f"{n['steps_clipped']} of its gradients were cut to length 1. Without clipping the same seed {other}."
    )


def _without(steps, n, ended):
    first = f"At update {n['best_update']} the loss is down to {number_text(n['best_loss'])}"
    now = f"after {steps} updates it is {number_text(n['loss'])}"
    if ended:
        what = TENSORS.get(ended.tensor, f"an entry of {ended.tensor}")
        now = f"at update {ended.step} {what} is {number_text(ended.value)} and training has ended"
    if not n["crash"]:
        return f"{first}, from {number_text(n['loss_at_start'])} at the start; {now}."
    return (
        f"{first}, the gradient {number_text(n['gradient_at_best'])} long; by update {n['crash']} a gradient of "
        f"{number_text(n['gradient_at_crash'])} has thrown it to {number_text(n['loss_at_crash'])}, and {now}."
    )
