"""The bounded lab: recite a random string of four letters. Softmax cannot overflow; failure is a return to chance."""

import numpy as np

from experiments.outcomes import SOLVED_LOSS, census, clipping
from sim.tasks.pattern import Letters
from sim.training.loop import Config, Training


def letters_lab(T=40, alpha=0.1, tau=None, steps=2000, seeds=range(64), N=16, gain=1.0):
    """Train one network a seed; solved means a cross-entropy below a tenth of chance (ln 4)."""
    start = {"scheme": "gaussian", "gain": gain}
    config = Config(Letters(T), tuple(seeds), N=N, alpha=alpha, start=start, **clipping(tau))
    return census(Training(config), steps, lambda _, loss: loss[-1] < SOLVED_LOSS * config.task.chance)


def spiked(loss):
    """Return (R,): which runs fell below half of chance and later rose above chance; loss is (steps, R)."""
    good = np.logical_or.accumulate(loss < 0.5 * np.log(4), axis=0)
    return (good & (loss > np.log(4))).any(axis=0)
