"""Figure 7 of the paper, run again: success against the length, with and without clipping and the penalty Ω."""

import numpy as np

from experiments.figure_seven import chosen, summary
from widgets.kit import Choice, Line, Panel, Points, Preset, Rule, Scene, Text
from widgets.kit.axes import categories, linear, log
from widgets.kit.scene import Table

TITLE = "Figure 7 of the paper, again: how many networks learn temporal order, by its length"
CONTROLS = (
    Choice(
        "start",
        "start",
        {"basic_tanh": "basic tanh", "smart_tanh": "smart tanh", "sigmoid": "sigmoid"},
        "basic_tanh",
    ),
)
PRESETS = (
    Preset("The smart start", "Sparse weights of spectral radius 0.95.", {"start": "smart_tanh"}),
    Preset(
        "The sigmoid start", "Almost no recurrence at first, and most of its runs are still open.", {"start": "sigmoid"}
    ),
)

ROLES = {"none": "unclipped", "clipped": "clipped", "clipped_omega": "fourth", "omega": "third"}
SHORT = {"none": "not clipped", "clipped": "clipped", "clipped_omega": "clipped, Ω", "omega": "Ω"}
SAID = {"none": "without either", "clipped": "with clipping", "clipped_omega": "with both", "omega": "with Ω"}
ASIDE = 0.16  # between two methods at the same length, so that equal shares do not hide each other
SIZE = 10.0


def scene(start):
    """Share of the seeds that succeed and their updates until then, at every length for four methods."""
    lengths = summary()["lengths"]
    columns = {method: chosen(starts=[start], methods=[method]) for method in ROLES}
    x = categories("steps T", [str(T) for T in lengths])
    panels = (_shares(columns, x), _updates(columns, x))
    every = [cell for column in columns.values() for cell in column]
    tables = (_table(columns, lengths),)
    return Scene(panels, _reading(every, start), _numbers(every), side_by_side=True, height=360, tables=tables)


def _shares(columns, x):
    layers = []
    for place, (method, cells) in enumerate(columns.items()):
        at = _places(place, cells)
        share = np.array([100 * c.solved / c.ended if c.ended else np.nan for c in cells])
        still_open = np.array([c.open for c in cells])
        layers += [_intervals(at, cells, ROLES[method])]
        layers += [Points(at[~still_open], share[~still_open], ROLES[method], size=SIZE)]
        layers += [Points(at[still_open], share[still_open], ROLES[method], size=SIZE, hollow=True)]
    return Panel("Share that succeeds; hollow: seeds are open", x, linear("%", -6, 145, 4), (*layers, *_legend(x)))


def _intervals(at, cells, role):
    """The 95 % intervals as upright lines, nothing where no run has ended."""
    ends = np.array([[*(100 * np.array(c.interval)), np.nan] if c.ended else 3 * [np.nan] for c in cells])
    return Line(np.repeat(at, 3), ends.ravel(), role, thin=True)


def _updates(columns, x):
    cap, layers = summary()["cap"], []
    for place, (method, cells) in enumerate(columns.items()):
        found = [(at, u) for at, c in zip(_places(place, cells), cells, strict=True) for u in c.solved_at if u]
        layers.append(Points(*np.array(found, float).reshape(-1, 2).T, ROLES[method], size=SIZE - 2))
    y = log("log scale", np.array([100.0, 10.0 * cap]))
    return Panel("Updates until success, a mark a seed", x, y, (Rule(cap, "y", "reference", "given up"), *layers))


def _places(place, cells):
    return np.arange(len(cells)) + ASIDE * (place - 1.5)


def _legend(x):
    for i, (method, role) in enumerate(ROLES.items()):
        at, height = x.low + (x.high - x.low) * (0.03 + 0.5 * (i % 2)), 132 if i < 2 else 114
        yield Points(np.array([at]), np.array([height + 2.0]), role)
        yield Text(at + 0.12, height, SHORT[method], role)


def _table(columns, lengths):
    words = [SHORT[method] for method in columns]
    rows = zip(*columns.values(), strict=True)
    body = tuple((str(T), *(_in_table(c) for c in row)) for T, row in zip(lengths, rows, strict=True))
    return Table("Networks that solved the task, of those that have ended", ("T", *words), body)


def _in_table(cell):
    still = f"; still running: {cell.ended} of {cell.seeds} ended" if cell.open else ""
    return f"{cell.solved} of {cell.ended}{still}"


def _numbers(cells):
    out = {}
    for c in (c for c in cells if c.ended):
        low, high = c.interval
        values = {"ended": c.ended, "solved": c.solved, "low": low, "high": high}
        out |= {f"{c.method}_{c.T}_{name}": value for name, value in values.items()}
    return out


def _reading(cells, start):
    lengths = [T for T in summary()["lengths"] if any(c.ended for c in cells if c.T == T)]
    counts = [f"at T = {T}, {', '.join(_counted(c) for c in cells if c.T == T)}" for T in lengths]
    waiting = sum(c.open for c in cells)
    return (
        f"Networks from the {summary()['starts'][start]} start that solved the task, of those that have ended: "
        f"{'; '.join(counts)}. In {waiting} of {len(cells)} conditions seeds are still running or waiting."
    )


def _counted(cell):
    return f"{cell.solved} of {cell.ended} {SAID[cell.method]}"
