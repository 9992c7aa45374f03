"""Runs in Pyodide: the passes with the kernel beside the plain ones, case by case; writes the largest differences.

/job/sim is the engine, /job/numpy.whl is NumPy. Writes /job/differences.json: whether the kernel loaded, and of each
case the relative differences.
"""

import itertools
import json
import sys
import zipfile

zipfile.ZipFile("/job/numpy.whl").extractall("/numpy")
sys.path[:0] = ["/numpy", "/job"]

import numpy as np  # noqa: E402 - from the archive above

from sim.cells import gru, lstm, readout, rnn  # noqa: E402
from sim.fast import gru as fast_gru  # noqa: E402
from sim.fast import kernel  # noqa: E402
from sim.fast import lstm as fast_lstm  # noqa: E402
from sim.fast import readout as fast_readout  # noqa: E402
from sim.fast import rnn as fast_rnn  # noqa: E402
from sim.one_unit.surface import surface  # noqa: E402
from sim.training import initialise  # noqa: E402

SIZES = list(itertools.product((0, 1, 7), (1, 3), (0, 1, 5, 8), (1, 2, 7, 16, 33), (1, 6)))  # T, R, B, N, I


def apart(one, other):
    """The largest difference over the size of the array; infinite unless both are non-finite at the same places."""
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape or not np.array_equal(np.isnan(one), np.isnan(other)):
        return float("inf")
    finite = np.isfinite(one) & np.isfinite(other)
    if not np.array_equal(one[~finite], other[~finite], equal_nan=True):
        return float("inf")
    scale = np.abs(other[finite]).max(initial=0.0)
    return float(np.abs(one[finite] - other[finite]).max(initial=0.0) / (scale or 1.0))


def drawn(cell, rng, T, R, B, N, I):
    """Parameters, inputs, a first state and arriving errors for a case."""
    draw = {"rnn": initialise.network, "lstm": initialise.lstm, "gru": initialise.gru}[cell]
    params = draw(range(R), N, I, 2)
    return params, rng.normal(size=(T, R, B, I)), rng.normal(size=(R, B, N))


def compared(plain, fast, params, inputs, h_0, S, rng, **options):
    """The differences of states and gradients between two sets of passes."""
    one, other = fast.forward(params, inputs, h_0, **options), plain.forward(params, inputs, h_0, **options)
    found = {"h": apart(one.h, other.h)}
    if S:
        arriving = rng.normal(size=(S, *other.h.shape[1:]))
        a, b = fast.backward(params, one, arriving), plain.backward(params, other, arriving)
        found |= {name: apart(a.grads[name], b.grads[name]) for name in b.grads}
        found |= {"dh": apart(a.dh, b.dh), "delta": apart(a.delta, b.delta)}
    return found


def surfaces_apart(w, b):
    """The difference that the kernel makes to error and gradient of the one-unit network."""
    here = kernel.HERE
    one, kernel.HERE = surface(w, b, 50), False
    other, kernel.HERE = surface(w, b, 50), here
    return {name: apart(getattr(one, name), getattr(other, name)) for name in one._fields}


def cases():
    """Every case by name, with its differences."""
    rng = np.random.default_rng(5)
    for T, R, B, N, I in SIZES:
        for activation in ("tanh", "sigmoid", "relu", "identity"):
            S = int(rng.integers(1, T + 1)) if T else 0
            drawn_now = drawn("rnn", rng, T, R, B, N, I)
            yield (
                f"rnn {activation} {T, R, B, N, I, S}",
                compared(rnn, fast_rnn, *drawn_now, S, rng, activation=activation),
            )
    for cell, plain, fast in (("lstm", lstm, fast_lstm), ("gru", gru, fast_gru)):
        for T, R, B, N, I in SIZES[::7]:
            if T and B:
                yield f"{cell} {T, R, B, N, I}", compared(plain, fast, *drawn(cell, rng, T, R, B, N, I), T, rng)
    for bad in (np.nan, np.inf, -np.inf, 1e300, 1e-300):
        params, inputs, h_0 = drawn("rnn", rng, 5, 2, 3, 9, 2)
        inputs[2, 1, 1, 0] = bad
        yield f"an input of {bad}", compared(rnn, fast_rnn, params, inputs, h_0, 5, rng)
    for n in (1, 2, 7, 64):
        points = rng.uniform(-6, 6, (2, n))
        points[:, :2] *= 1e3
        yield f"surface at {n} points", surfaces_apart(*points)
    params, inputs, h_0 = drawn("rnn", rng, 9, 1, 20, 32, 2)
    h = rnn.forward(params, inputs, h_0).h[1:]
    yield "readout", {"y": apart(fast_readout.forward(params, h), readout.forward(params, h))}


with open("/job/differences.json", "w") as out:
    json.dump({"kernel": kernel.HERE, "differences": dict(cases())}, out)
