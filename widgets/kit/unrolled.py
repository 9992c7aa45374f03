"""The unrolled network as a panel: cells t = 1 … T, states forward along the top, the error back along the bottom.

Where T is large, cells stand for one step in a few: the last, the first, and equal strides between them. The arrows of
the error are as thick as the logarithm of its length says; what each multiplies it by is written below.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from widgets.kit.axes import Axis, Tick, log
from widgets.kit.format import number_text, power_of_ten
from widgets.kit.layers import Cells, Errors, Handle, Layer, Line, Move, Points, Rule, Text
from widgets.kit.pace import evenly, paced
from widgets.kit.scene import Panel, Scene, Table

MOST = 7  # cells, for the words on them to have room on a phone
PICTURES = 60  # of a pass forward and back, about
LOST = 0.1  # of its length: an error shrunk to less is drawn as vanishing, one grown by its inverse as exploding
_STATES, _BACK = 0.72, 0.34  # heights of the two ways
_THICK, _DECADE, _THINNEST, _THICKEST = 6.0, 2.2, 1.0, 15.0  # CSS pixels


def steps_shown(T: int) -> np.ndarray:
    """The steps whose cells are drawn, ascending: the first, the last, and strides of one length back from it."""
    stride = math.ceil((T - 1) / (MOST - 1)) or 1
    picked = np.arange(T, 1, -stride)[::-1]
    if picked.size > 1 and picked[0] - 1 < stride / 2:
        picked = picked[1:]
    return np.append(1, picked)


def axis(T: int) -> Axis:
    """The steps, with room for the input before the first and for the error after the last."""
    room = _room(T)
    ticks = tuple(Tick(float(t), str(t)) for t in steps_shown(T))
    return Axis("step t", 1 - 1.5 * room, T + 1.6 * room, "linear", ticks)


def unrolled(
    title: str,
    sizes: np.ndarray,
    errors: np.ndarray,
    t: int,
    forward: int | None = None,
    back: int | None = 1,
    pulse: float | None = None,
) -> Panel:
    """A network of states `sizes` (T,), whose error has the lengths `errors` (T,) on its way back, marked at step t.

    The states are drawn up to step `forward`, all unless it is given, and the error back to step `back`: T + 1 is none,
    and None says that it has not yet set out. `pulse` is where something is on its way, in steps: 0 is the input, T + 1
    the error.
    """
    T, shown = len(sizes), steps_shown(len(sizes))
    forward = T if forward is None else forward
    ways = (Tick(_STATES, "state"), Tick(_BACK, "error"))
    layers = (
        Rule(float(t), "x", "handle"),
        _between(T, shown),
        *_input(T),
        _cells(sizes, shown, forward),
        _end(T),
        Points(np.array([float(t)]), np.array([_STATES]), "handle", size=5),
        *_errors(errors, shown, T + 1 if back is None else back),
        *_pulse(errors, back, pulse),
    )
    return Panel(title, axis(T), Axis(_stride(shown), 0.0, 1.0, "linear", ways), layers)


def lengths(
    errors: np.ndarray, t: int, back: int | None = 1, words: str = "‖∂E/∂h_t‖", most: np.ndarray | None = None
) -> Panel:
    """The lengths `errors` (T,) at the steps that the error has come to, with a handle on step t.

    `most` (T,) is the largest length that any error could have there.
    """
    T, steps = len(errors), np.arange(1.0, len(errors) + 1)
    y = log("log scale", errors, errors if most is None else most, floor=1e-12)
    reached = T + 1 if back is None else back
    come = steps >= reached
    bound = () if most is None else (Line(steps, _where(come, y.clamp(most)), "reference", "at most", 0.5, thin=True),)
    knob = (Handle(float(t), float(y.clamp(errors[t - 1])), "step t", Move("t")),) if t >= reached else ()
    line = Line(steps, _where(come, y.clamp(errors)), "gradient", words, 0.6 if most is None else 0.1)
    return Panel("Length of the error at h_t", axis(T), y, (Rule(float(t), "x", "handle"), *bound, line, *knob), 0.8)


def by_step(columns: tuple[str, ...], *values: np.ndarray) -> Table:
    """The values (T,) of every step in a table, one column each, for whoever does not see the network."""
    rows = (tuple(map(number_text, row)) for row in zip(*values, strict=True))
    said = tuple((str(t), *row) for t, row in enumerate(rows, 1))
    return Table("The unrolled network, step by step", ("step t", *columns), said)


def way(T: int) -> Iterator[tuple[int, int, int | None, float | None]]:
    """The moments of a pass: the step t, `forward`, `back` and `pulse` of each, for `unrolled`; then rest."""
    parts = max(1, PICTURES // (2 * T))
    for place in range(parts * (T + 1) + 1):
        yield min(max(place // parts, 1), T), min(place // parts, T), None, place / parts
    for place in range(1, parts * T):
        back = T + 1 - place // parts
        yield min(back, T), T, back, T + 1 - place / parts
    yield 1, T, 1, None


def played(T: int, picture: Callable[..., Scene]) -> Iterator[Scene]:
    """The run of a pass: the picture of each of its moments, which it gets as `way` has them, for as long as others."""
    moments = list(way(T))
    yield from paced((picture(*moment) for moment in moments), evenly(len(moments)))


def short(value: float) -> str:
    """A number in at most five characters, for the arrows: "0.62", "1.5", "10⁻⁴", or nothing if it is not finite."""
    if not math.isfinite(value):
        return ""
    if value == 0 or 0.01 <= abs(value) < 100:
        digits = 0 if abs(value) >= 10 else 1 if abs(value) >= 2 else 2
        return f"{value:.{digits}f}".replace("-", "−")
    return power_of_ten(round(math.log10(abs(value))))


def fate(arrived: float) -> str:
    """What has become of an error of which so much has arrived: "it vanishes", "it is carried" or "it explodes"."""
    if arrived > 1 / LOST:
        return "it explodes"
    return "it is carried" if arrived >= LOST else "it vanishes"


def _where(there: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.where(there, values, np.nan)


def _room(T: int) -> float:
    return max(1.0, (T - 1) / (MOST - 1))


def _stride(shown: np.ndarray) -> str:
    stride = int(shown[-1] - shown[-2])
    return "below: its factors" + (f", one cell in {stride} steps" if stride > 1 else "")


def _between(T: int, shown: np.ndarray) -> Points:
    """A dot for each step whose cell is not drawn."""
    hidden = np.setdiff1d(np.arange(1, T + 1), shown).astype(float)
    return Points(hidden, np.full(hidden.size, _STATES), "quiet", size=3)


def _pulse(errors: np.ndarray, back: int | None, pulse: float | None) -> tuple[Points, ...]:
    """What is on its way: a state, or the error, as large as the arrow behind it is thick."""
    if pulse is None:
        return ()
    T = len(errors)
    beyond = min(pulse - 1, 0) + max(pulse - T, 0)
    x = np.array([min(max(pulse, 1), T) + _room(T) * beyond])
    if back is None:
        return (Points(x, np.array([_STATES]), "path", size=7),)
    size = 4 + float(_thick(errors[min(back, T) - 1] / errors[-1]))
    return (Points(x, np.array([_BACK]), "path", size=size),)


def _thick(grown: Any) -> np.ndarray:
    """How thick an arrow is, in CSS pixels, for an error that has grown so many times, any shape."""
    with np.errstate(divide="ignore", invalid="ignore"):
        thick = np.clip(_THICK + _DECADE * np.log10(grown), _THINNEST, _THICKEST)
    return np.nan_to_num(thick, nan=_THINNEST)


def _input(T: int) -> tuple[Layer, ...]:
    return (Text(1 - _room(T), _STATES - 0.04, "x₁", "quiet", "middle"),)


def _cells(sizes: np.ndarray, shown: np.ndarray, forward: int) -> Cells:
    x, there = shown.astype(float), shown <= forward
    values = _where(there, sizes[shown - 1])
    source = np.append(1 - _room(len(sizes)), x[:-1])
    words = tuple(short(value) for value in values)
    return Cells(x, np.full(x.size, _STATES), np.minimum(np.abs(values), 1), source, words, "first")


def _end(T: int) -> Cells:
    at, one = float(T), np.ones(1)
    return Cells((at + _room(T)) * one, _STATES * one, 0 * one, at * one, ("E",), "loss")


def _errors(errors: np.ndarray, shown: np.ndarray, back: int) -> tuple[Errors, ...]:
    """An arrow into each cell that the error has come to, by what has become of it."""
    T, steps = len(errors), shown[::-1]
    start = np.append(T + _room(T), steps[:-1].astype(float))
    reached = errors[steps - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = np.append(np.nan, reached[1:] / reached[:-1])
        grown = reached / errors[-1]
    thick = _thick(grown)
    words = tuple(map(short, factors))
    fates = {"vanish": grown < LOST, "stable": (grown >= LOST) & (grown <= 1 / LOST), "explode": grown > 1 / LOST}
    return tuple(
        Errors(
            _where(mine & (steps >= back), start),
            np.full(steps.size, _BACK),
            steps.astype(float),
            thick,
            words,
            role,
        )
        for role, mine in fates.items()
        if mine.any()
    )
