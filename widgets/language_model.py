"""A language model in your browser: a small network learns to write from the course's own text, clipped or not."""

import numpy as np

from experiments.language import ALPHA, BLOCK, RECORDED, SEED, TAU, UPDATES, Going, Learner, blocks, results, unigram
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Seed, Slider, Text, Toggle, number_text
from widgets.kit.format import count_text
from widgets.kit.axes import linear, log

TITLE = "A language model in your browser learns to write, or is thrown back"
SECONDS = 0  # trained as fast as this machine can
CONTROLS = (
    Toggle("clip", "clip the gradient", True),
    Slider("tau", "threshold τ", 0.01, 100, 10, TAU, log=True, idle=("clip", False)),
    Slider("alpha", "learning rate α", 0.1, 4, 0.1, ALPHA),
    Choice("cell", "cell", {"rnn": "RNN, 48 units", "gru": "GRU, 32 units"}, "rnn"),
    Seed(default=SEED, more=True),
)
_SAME = {"alpha": 1.5, "cell": "rnn", "seed": 0, "tau": 1}
PRESETS = (
    Preset(
        "Not clipped",
        "Train: in the first updates it is thrown far above the line of guessing, and stays there.",
        _SAME | {"clip": False},
    ),
    Preset(
        "Clipped",
        "Train the same network from the same start: a few updates are shortened, and it learns.",
        _SAME | {"clip": True},
    ),
    Preset(
        "A threshold too high",
        "τ = 10 stops the longest leaps only. It does not learn either.",
        _SAME | {"clip": True, "tau": 10},
    ),
    Preset(
        "A gated cell",
        "A GRU at twice the rate, not clipped: it learns best of all. Here it needs no cap.",
        _SAME | {"clip": False, "cell": "gru", "alpha": 3},
    ),
)

TOP = 9.0  # bits, of the chart of the loss
FLOOR, CEILING = 1e-2, 1e4
LENGTHS = (RECORDED, 10_000, UPDATES)


def scene(clip, tau, alpha, cell, seed):
    """The run after its first updates, 6 of an RNN and 2 of a GRU, beside the recorded ones of the RNN."""
    return picture(_learner(clip, tau, alpha, cell, seed).go(), recorded=cell == "rnn")


def run(clip, tau, alpha, cell, seed):
    """The whole run, from its first updates to 30,000 or the first value that is not finite."""
    return Going(_learner(clip, tau, alpha, cell, seed).go(), picture)


def checkpoint(going):
    """All that a run needs to be gone on with, as {name: array}."""
    return going.learner.state()


def resume(kept, clip, tau, alpha, cell, seed):
    """The run that stood where `checkpoint` was taken."""
    return Going(_learner(clip, tau, alpha, cell, seed).restore(kept), picture)


def _learner(clip, tau, alpha, cell, seed):
    return Learner(cell, tau if clip else np.inf, alpha, seed)


def picture(learner, recorded=False):
    """The scene of a Learner at its present update; `recorded` adds what the recorded networks wrote."""
    x = linear("updates", 0, next(n for n in LENGTHS if n >= learner.updates))
    numbers = _numbers(learner)
    return Scene(
        (_loss(learner, x), _norm(learner, x)),
        _reading(learner, numbers),
        numbers,
        height=230,
        writing=_writing(learner, recorded),
    )


def _loss(learner, x):
    y = linear("bits a character", 0, TOP)
    at, bits = blocks(learner.loss, np.mean)
    off = [Text(x.high * 0.99, TOP - 2, f"off the chart, this run: {number_text(bits[-1])} bits", "loss", "end")]
    return Panel(
        "Loss",
        x,
        y,
        (
            Rule(unigram(), "y", "reference", f"guessing by frequency: {number_text(unigram())} bits"),
            *_recorded(learner, 0, lambda bits: np.minimum(bits, TOP)),
            *_curve(at, np.minimum(bits, TOP)),
            *(off if bits[-1] > TOP else ()),
        ),
    )


def _norm(learner, x):
    at, norm = blocks(learner.norm, np.max)
    tau, stored = float(learner.training.tau), [run.norm for run in results().values()]
    y = log("largest of 30, log", norm, *stored, floor=FLOOR, ceiling=CEILING, ticks=4)
    rule = [Rule(tau, "y", "reference", "τ")] * bool(y.low <= tau <= y.high)
    return Panel("Gradient norm |g|", x, y, (*rule, *_recorded(learner, 1, y.clamp), *_curve(at, y.clamp(norm))))


def _curve(at, values):
    return Line(at, values, "loss", "this run" if len(at) > 9 else "", 0.4), Points(at[-1:], values[-1:], "loss")


def _recorded(learner, row, inside):
    """The recorded curves of the RNN, clipped and not: loss (row 0) or norm (row 1)."""
    if learner.cell == "rnn":
        at = np.arange(BLOCK, RECORDED + 1.0, BLOCK)
        clipped, free = (inside(results()[clip][row]) for clip in (True, False))
        yield Line(at, clipped, "clipped", "recorded: τ = 1", 0.8, thin=True)
        yield Line(at, free, "unclipped", "" if row == 0 else "recorded: not clipped", 0.7, thin=True)
        if row == 0:
            words = f"off the chart, not clipped: {number_text(results()[False].loss[-1])} bits"
            yield Text(RECORDED * 0.99, TOP - 1, words, "unclipped", "end")


def _writing(learner, recorded):
    own = [f"After {count_text(updates, 'updates')} it writes: {text}" for updates, text in reversed(learner.samples)]
    stored = [
        f"Recorded after {RECORDED:,} updates, {'τ = 1' if clip else 'not clipped'}: {run.sample}"
        for clip, run in results().items()
        if recorded
    ]
    return "\n".join(stored + own)


def _numbers(learner):
    bits = float(blocks(learner.loss, np.mean)[1][-1])
    return {
        "updates": learner.updates,
        "bits": bits,
        "perplexity": 2.0 ** min(bits, 1000.0),
        "unigram": unigram(),
        "largest_norm": float(np.nanmax(learner.norm)),
        "clipped": float(learner.clipped.sum()),
        "recorded_clipped": results()[True].loss[-1],
        "recorded_unclipped": results()[False].loss[-1],
    }


def _reading(learner, n):
    side = "below" if n["bits"] < n["unigram"] else "above"
    cut = f"{count_text(int(n['clipped']), 'updates')} {'was' if n['clipped'] == 1 else 'were'}"
    end = " Then a value was no longer finite, and it stopped." if learner.ended else ""
    return (
        f"After {count_text(n['updates'], 'updates')} the loss is {number_text(n['bits'])} bits a character, {side} "
        f"the {number_text(n['unigram'])} of guessing by frequency: the network is as unsure as among "
        f"{number_text(n['perplexity'])} equally likely characters. The longest gradient was "
        f"{number_text(n['largest_norm'])}; {cut} clipped.{end}"
    )
