"""Numbers of the first screen: one ball pushed over the cliff twice."""

import numpy as np

from experiments.cliff_descents import PUSH, lengths, of


def thrown() -> float:
    """The length of the longest unclipped step on the first screen."""
    return float(lengths(of(PUSH))[:, 0].max())


def kept() -> float:
    """The length of the longest clipped step on the first screen."""
    return float(lengths(of(PUSH))[:, 1].max())


def start() -> float:
    """The error where the ball of the first screen lies."""
    return float(of(PUSH).E[0, 0])


def end() -> float:
    """The least error that the clipped descent of the first screen meets."""
    return float(of(PUSH).E[:, 1].min())


def before() -> float:
    """The length of the unclipped step before the longest one."""
    length = lengths(of(PUSH))[:, 0]
    return float(length[int(np.argmax(length)) - 1])
