"""Letters to memorise: small networks that learn to say T random letters in order, one ensemble over thresholds.

The only input is a pulse at the first step; the loss is the cross-entropy over all steps, plain gradient descent.
"""

from typing import NamedTuple

import numpy as np

from sim import initialise, losses, readout, rnn
from sim.clip import clip_by_global_norm
from sim.optimise import SGD
from sim.workspace import Workspace

N, LETTERS, UPDATES, EVERY = 16, 4, 2000, 10
CHANCE = float(np.log(LETTERS))
SOLVED = 0.1 * CHANCE
TAUS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, np.inf)
SEEDS, LIVE_SEEDS = 32, 4


class Trained(NamedTuple):
    """An ensemble so far: updates made, and loss, share of clipped updates, first solved update, each (len(taus), seeds)."""

    updates: int
    loss: np.ndarray
    clipped: np.ndarray
    solved_at: np.ndarray


def train(T, alpha, seeds, taus=TAUS):
    """Train one network a threshold and a seed to say T letters in order; a generator of `Trained`, every 10 updates."""
    shape, each = (len(taus), len(seeds)), np.tile(seeds, len(taus))
    params, work = initialise.network(each, N, 1, LETTERS), Workspace()
    target = np.stack([initialise.generator(1000 + s).integers(0, LETTERS, T) for s in each], axis=1)[..., None]
    pulse, tau, descent = np.zeros((T, len(each), 1, 1)), np.repeat(np.asarray(taus, float), len(seeds)), SGD(params)
    pulse[0] = 1
    acted, solved_at = np.zeros(len(each)), np.full(len(each), np.inf)
    for update in range(1, UPDATES + 1):
        states = rnn.forward(params, pulse, work=work)
        loss, dy = losses.softmax_cross_entropy(readout.forward(params, states.h[1:], work), target)
        grads, dh = readout.backward(params, states.h[1:], dy, work)
        clipped = clip_by_global_norm(grads | rnn.backward(params, states, dh, work).grads, tau)
        descent.step(params, clipped.grads, alpha)
        acted += clipped.acted
        solved_at[(loss < SOLVED) & np.isinf(solved_at)] = update
        if update % EVERY == 0:
            yield Trained(update, *(a.reshape(shape) for a in (loss, acted / update, solved_at.copy())))


def summary(trained):
    """Four rows over the thresholds, shape (4, len(taus)): shares solved and clipped, median loss, median update when solved."""
    return np.array([(trained.loss < SOLVED).mean(1), trained.clipped.mean(1), np.median(trained.loss, 1),
                     np.median(trained.solved_at, 1)])


RECORD = {  # summary() of train() for seeds 0 to 31, rows solved, clipped, loss, update; one column a threshold
    ("20", "0.1"): (
        (0, 0.219, 0.812, 0.938, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        (1, 1, 0.79, 0.58, 0.31, 0.107, 0.0308, 0.00397, 0.000203, 3.13e-05, 0, 0, 0, 0),
        (0.67, 0.217, 0.00961, 0.00534, 0.004, 0.00327, 0.00311, 0.00319, 0.00317, 0.00317, 0.0032, 0.0032, 0.0032, 0.0032),
        (np.inf, np.inf, 966, 653, 463, 252, 188, 184, 182, 186, 186, 186, 186, 186),
    ),
    ("20", "0.3"): (
        (0.688, 0.875, 1, 1, 1, 1, 1, 1, 0.969, 0.969, 0.938, 0.969, 0.938, 0.938),
        (0.997, 0.805, 0.501, 0.261, 0.133, 0.0419, 0.0121, 0.00223, 0.000594, 0.000141, 6.25e-05, 6.25e-05, 1.56e-05, 0),
        (0.0389, 0.00387, 0.00156, 0.00114, 0.00098, 0.000911, 0.000869, 0.000834, 0.000949, 0.000913, 0.000913, 0.000913, 0.000913, 0.000913),
        (1540, 868, 544, 340, 208, 94.5, 77.5, 79.5, 95, 96.5, 96.5, 96.5, 96.5, 96.5),
    ),
    ("20", "0.03"): (
        (0, 0, 0, 0.688, 0.875, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        (1, 1, 1, 0.875, 0.597, 0.202, 0.0531, 0.00611, 0.00025, 6.25e-05, 1.56e-05, 0, 0, 0),
        (1.16, 0.91, 0.392, 0.0503, 0.0215, 0.0156, 0.0146, 0.0144, 0.0144, 0.0144, 0.0144, 0.0144, 0.0144, 0.0144),
        (np.inf, np.inf, np.inf, 1540, 874, 644, 586, 566, 564, 564, 564, 564, 564, 564),
    ),
    ("40", "0.1"): (
        (0, 0, 0, 0, 0.188, 0.969, 1, 0.906, 0.531, 0.219, 0.156, 0.125, 0.125, 0.125),
        (1, 1, 1, 1, 0.984, 0.512, 0.178, 0.0583, 0.0225, 0.00495, 0.00106, 0.000375, 7.81e-05, 0),
        (0.981, 0.862, 0.785, 0.611, 0.232, 0.0108, 0.0067, 0.00753, 0.104, 0.625, 0.894, 1, 0.986, 0.986),
        (np.inf, np.inf, np.inf, np.inf, np.inf, 940, 532, 530, 790, np.inf, np.inf, np.inf, np.inf, np.inf),
    ),
    ("40", "0.3"): (
        (0, 0, 0.0625, 0.812, 1, 0.969, 0.75, 0.344, 0, 0, 0, 0, 0, 0),
        (1, 1, 1, 0.949, 0.493, 0.187, 0.145, 0.0643, 0.00817, 0.00175, 0.000563, 0.00025, 0.000219, 0),
        (0.832, 0.746, 0.403, 0.033, 0.00265, 0.00173, 0.00258, 0.421, 0.852, 1.07, 1.06, 1.11, 1.12, 1.13),
        (np.inf, np.inf, np.inf, 1580, 752, 330, 320, 1700, np.inf, np.inf, np.inf, np.inf, np.inf, np.inf),
    ),
    ("40", "0.03"): (
        (0, 0, 0, 0, 0, 0.0312, 0.719, 0.938, 0.844, 0.75, 0.438, 0.344, 0.344, 0.344),
        (1, 1, 1, 1, 0.97, 0.92, 0.601, 0.148, 0.0226, 0.00591, 0.00136, 0.00025, 7.81e-05, 0),
        (1.23, 1.11, 0.904, 0.832, 0.747, 0.417, 0.0781, 0.0512, 0.054, 0.0559, 0.206, 0.358, 0.708, 0.708),
        (np.inf, np.inf, np.inf, np.inf, np.inf, np.inf, 1670, 1330, 1360, 1410, 1670, np.inf, np.inf, np.inf),
    ),
}
