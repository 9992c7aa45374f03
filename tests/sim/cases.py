"""Random cases shared by the tests of the engine."""

import numpy as np

from sim.training import initialise

DRAW = {"rnn": initialise.network, "lstm": initialise.lstm, "gru": initialise.gru}


def rng(seed=0):
    return np.random.default_rng(seed)


def params(R=2, N=4, I=2, O=3, seed=0, cell="rnn", gain=1.0):
    """Parameters with non-zero biases."""
    drawn = DRAW[cell](tuple(range(seed, seed + R)), N, I, O, gain=gain)
    noise = rng(seed)
    return {name: a + 0.1 * noise.normal(size=a.shape) for name, a in drawn.items()}


def recurrent(p):
    """The parameters of the cell, without the read-out."""
    return {name: a for name, a in p.items() if not name.endswith("_y")}


def normal(*shape, seed=1):
    return rng(seed).normal(size=shape)
