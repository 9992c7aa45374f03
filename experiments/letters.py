"""Letters to memorise: small networks that learn to recite T random letters, one ensemble over thresholds.

The only input is a pulse at the first step; the loss is the cross-entropy over all steps, plain gradient descent.
"""

from typing import NamedTuple

import numpy as np

from sim.tasks.pattern import Letters
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

N, UPDATES, EVERY = 16, 2000, 10
CHANCE = Letters().chance
SOLVED = 0.1 * CHANCE
TAUS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, np.inf)
SEEDS, LIVE_SEEDS = 32, 4


class Trained(NamedTuple):
    """An ensemble so far: updates made; loss, share of them clipped, first solved update, each (len(taus), seeds)."""

    updates: int
    loss: np.ndarray
    clipped: np.ndarray
    solved_at: np.ndarray


def train(T, alpha, seeds, taus=TAUS):
    """Train one network a threshold and a seed to recite T letters; a generator of `Trained`, every 10 updates."""
    shape = (len(taus), len(seeds))
    each, tau = tuple(np.tile(seeds, len(taus)).tolist()), tuple(np.repeat(taus, len(seeds)).tolist())
    training = RoundedTraining(Config(Letters(T), each, N=N, start={"std_x": 1.0}, alpha=alpha, clip="norm", tau=tau))
    acted, solved_at = np.zeros(shape), np.full(shape, np.inf)
    for update in range(1, UPDATES + 1):
        record = training.advance()
        loss = record.loss.reshape(shape)
        acted += record.clipped.reshape(shape)
        solved_at[(loss < SOLVED) & np.isinf(solved_at)] = update
        if update % EVERY == 0:
            yield Trained(update, loss, acted / update, solved_at.copy())


def summary(trained):
    """Four rows over the thresholds, shape (4, len(taus)): solved, clipped, median loss, median solved_at."""
    return np.array(
        [
            (trained.loss < SOLVED).mean(1),
            trained.clipped.mean(1),
            np.median(trained.loss, 1),
            np.median(trained.solved_at, 1),
        ]
    )


RECORD = {  # summary() of train() for seeds 0 to 31, rows solved, clipped, loss, update; one column a threshold
    ("20", "0.1"): (
        (0, 0.312, 0.906, 0.938, 0.969, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        (1, 1, 0.8, 0.591, 0.342, 0.111, 0.0325, 0.00455, 0.000188, 4.69e-05, 1.56e-05, 0, 0, 0),
        (
            0.646,
            0.17,
            0.00957,
            0.00511,
            0.00369,
            0.00307,
            0.00303,
            0.00303,
            0.00302,
            0.00302,
            0.00303,
            0.00303,
            0.00303,
            0.00303,
        ),
        (np.inf, np.inf, 937, 599, 410, 248, 170, 164, 163, 164, 164, 164, 164, 164),
    ),
    ("20", "0.3"): (
        (0.844, 0.906, 0.969, 0.969, 1, 1, 1, 1, 1, 0.938, 0.906, 0.875, 0.875, 0.875),
        (
            0.998,
            0.836,
            0.533,
            0.288,
            0.131,
            0.0407,
            0.0124,
            0.00269,
            0.000563,
            0.000297,
            7.81e-05,
            1.56e-05,
            1.56e-05,
            0,
        ),
        (
            0.0324,
            0.00485,
            0.0015,
            0.00106,
            0.000913,
            0.000882,
            0.000868,
            0.000886,
            0.00101,
            0.00101,
            0.00101,
            0.00101,
            0.00101,
            0.00101,
        ),
        (1460, 827, 484, 340, 205, 95.5, 68.5, 78.5, 103, 115, 115, 115, 115, 115),
    ),
    ("20", "0.03"): (
        (0, 0, 0, 0.844, 0.906, 0.969, 0.969, 1, 1, 1, 1, 1, 1, 1),
        (1, 1, 1, 0.854, 0.574, 0.226, 0.0903, 0.00902, 0.000672, 1.56e-05, 0, 0, 0, 0),
        (1.13, 0.917, 0.353, 0.0417, 0.0185, 0.0144, 0.0139, 0.0139, 0.0139, 0.0139, 0.0139, 0.0139, 0.0139, 0.0139),
        (np.inf, np.inf, np.inf, 1460, 833, 597, 527, 510, 508, 508, 508, 508, 508, 508),
    ),
    ("40", "0.1"): (
        (0, 0, 0, 0, 0.281, 0.938, 0.875, 0.906, 0.688, 0.25, 0.0938, 0.0938, 0.0938, 0.0938),
        (1, 1, 1, 1, 0.988, 0.527, 0.208, 0.0461, 0.0178, 0.00497, 0.00109, 0.000328, 0.000125, 0),
        (0.99, 0.919, 0.792, 0.665, 0.283, 0.0107, 0.00716, 0.00671, 0.011, 0.595, 0.814, 0.911, 0.934, 0.907),
        (np.inf, np.inf, np.inf, np.inf, np.inf, 1000, 556, 484, 746, np.inf, np.inf, np.inf, np.inf, np.inf),
    ),
    ("40", "0.3"): (
        (0, 0, 0.0312, 0.781, 0.969, 0.969, 0.938, 0.312, 0, 0, 0, 0, 0, 0),
        (1, 1, 1, 0.97, 0.53, 0.182, 0.091, 0.0604, 0.00783, 0.00197, 0.00075, 0.000375, 0.000203, 0),
        (0.869, 0.769, 0.533, 0.0564, 0.00271, 0.00187, 0.00205, 0.668, 0.849, 1.01, 1.01, 1.1, 1.11, 1.1),
        (np.inf, np.inf, np.inf, 1690, 790, 327, 305, 1590, np.inf, np.inf, np.inf, np.inf, np.inf, np.inf),
    ),
    ("40", "0.03"): (
        (0, 0, 0, 0, 0, 0.0625, 0.562, 0.844, 0.875, 0.656, 0.531, 0.406, 0.406, 0.406),
        (1, 1, 1, 1, 0.972, 0.918, 0.641, 0.134, 0.0206, 0.00673, 0.00134, 0.000109, 6.25e-05, 0),
        (1.21, 1.1, 0.93, 0.869, 0.768, 0.54, 0.112, 0.0533, 0.0537, 0.0917, 0.122, 0.203, 0.221, 0.3),
        (np.inf, np.inf, np.inf, np.inf, np.inf, np.inf, 1890, 1410, 1390, 1480, 1570, np.inf, np.inf, np.inf),
    ),
}
