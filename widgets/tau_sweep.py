"""What the threshold does to a run: recorded ensembles over four decades of τ, and a small one trained live."""

import numpy as np

from experiments.letters import CHANCE, EVERY, LIVE_SEEDS, SEEDS, SOLVED, TAUS, UPDATES, results, train
from widgets.kit import Choice, Handle, Line, Move, Panel, Points, Preset, Rule, Scene, Seed, Slider, Text
from widgets.kit.axes import linear, log
from widgets.kit.format import number_text
from widgets.kit.pace import evenly, paced

TITLE = "What τ does to a run: too small never arrives, too large never clips"
CONTROLS = (
    Slider("tau", "threshold τ", 0.01, 100, 3, 1, log=True),
    Choice("T", "letters to memorise, T", {"20": "20", "40": "40"}, "40"),
    Choice("alpha", "learning rate α", {"0.03": "0.03", "0.1": "0.1", "0.3": "0.3"}, "0.1"),
    Seed(more=True),
)
PRESETS = (
    Preset(
        "τ = 5 on this task",
        "Within the customary 1 to 10, and already fewer runs arrive than at 1.",
        {"tau": 5, "T": "40", "alpha": "0.1"},
    ),
    Preset(
        "Three times the step size",
        "The good thresholds move down: it is the product α τ that limits a step.",
        {"tau": 1, "T": "40", "alpha": "0.3"},
    ),
    Preset(
        "Half the length",
        "Every threshold from some value on does equally well: here clipping was not needed.",
        {"tau": 1, "T": "20", "alpha": "0.1"},
    ),
)


def scene(tau, T, alpha, seed):
    """The recorded ensembles of this task and learning rate, read at one threshold."""
    return _scene(tau, T, alpha)


def run(tau, T, alpha, seed):
    """The same experiment live, with four networks a threshold, drawn over the record as it trains."""
    live = train(int(T), float(alpha), SEEDS + LIVE_SEEDS * seed + np.arange(LIVE_SEEDS))
    yield from paced((_scene(tau, T, alpha, trained) for trained in live), evenly(UPDATES // EVERY))


def nearest(tau):
    """The index of the recorded threshold closest to τ in ratio."""
    return int(np.argmin(np.abs(np.log(np.array(TAUS[:-1]) / tau))))


def good(shares, least=0.75):
    """The lowest and highest finite threshold at which at least this share of runs is solved, or None twice."""
    found = [tau for tau, share in zip(TAUS[:-1], shares, strict=True) if share >= least]
    return (found[0], found[-1]) if found else (None, None)


def _scene(tau, T, alpha, live=None):
    record, i = results()[int(T), float(alpha)], nearest(tau)
    x = log("threshold τ, log scale", np.array(TAUS[:-1]))
    panels = (_shares(record, i, x, live), _losses(record, i, x, live))
    return Scene(panels, _reading(record, i, T, alpha, live), _numbers(record, i, live), side_by_side=True, height=330)


def _shares(record, i, x, live):
    taus, percent = np.array(TAUS[:-1]), 100 * record[:2]
    layers = [
        Rule(float(percent[0, -1]), "y", "unclipped", f"solved unclipped, {_percent(record[0, -1])}"),
        Line(taus, percent[1, :-1], "third", "steps clipped", 0.2),
        Line(taus, percent[0, :-1], "clipped", "runs solved", 0.6),
    ]
    if live is not None:
        layers += [
            Points(taus, 100 * live.clipped.mean(1)[:-1], "third"),
            Points(taus, 100 * (live.loss < SOLVED).mean(1)[:-1], "clipped"),
        ]
    handle = Handle(TAUS[i], float(percent[0, i]), "your τ", Move("tau"))
    return Panel("Share of runs solved, of steps clipped", x, linear("%", 0, 115, ticks=5), (*layers, handle))


def _losses(record, i, x, live):
    taus, loss = np.array(TAUS[:-1]), record[2]
    y = log("log scale", loss, np.array([1e-3, CHANCE, SOLVED]), ceiling=10)
    layers = [
        Rule(CHANCE, "y"),
        Text(taus[0], 1.4 * CHANCE, " a blind guess", "reference"),
        Rule(SOLVED, "y"),
        Text(taus[0], SOLVED / 2, " solved below", "reference"),
        Line(taus, loss[:-1], "loss", f"median of {SEEDS} runs", 0.4),
        Points(taus[i : i + 1], loss[i : i + 1], "handle", size=10),
    ]
    if live is not None:
        spread = np.repeat(taus, live.loss.shape[1])
        layers.append(Points(spread, y.clamp(live.loss[:-1].ravel()), "ink", size=4))
    seen = "" if live is None else f", live after {live.updates:,}"
    return Panel(f"Loss after {UPDATES:,} updates{seen}", x, y, tuple(layers))


def _numbers(record, i, live):
    low, high = good(record[0, :-1])
    out = {"tau": TAUS[i], "solved_unclipped": float(record[0, -1]), "good_from": low, "good_to": high}
    out |= dict(zip(("solved", "clipped", "loss", "update"), map(float, record[:, i]), strict=True))
    if live is not None:
        out |= {"live_updates": live.updates, "live_solved": float((live.loss[i] < SOLVED).mean())}
    return out


def _reading(record, i, T, alpha, live):
    solved, clipped, loss, _ = record[:, i]
    low, high = good(record[0, :-1])
    window = (
        f"Three in four are solved from τ = {number_text(low)} to {number_text(high)}."
        if low
        else "At no threshold are three in four solved."
    )
    if live is not None:
        return (
            f"Live, {live.updates:,} of {UPDATES:,} updates: at τ = {number_text(TAUS[i])} "
            f"{_percent((live.loss[i] < SOLVED).mean())} of {LIVE_SEEDS} runs are solved so far. {window}"
        )
    return (
        f"Recorded over {SEEDS} seeds, T = {T}, α = {alpha}: at τ = {number_text(TAUS[i])} clipping acts in "
        f"{_percent(clipped)} of the steps and {_percent(solved)} of the runs are solved (without clipping "
        f"{_percent(record[0, -1])}), median loss {number_text(loss, 2)}. {window}"
    )


def _percent(share):
    return f"{number_text(100 * share)} %"
