"""Letters to memorise: small networks that learn to recite T random letters, one ensemble over thresholds.

The only input is a pulse at the first step; the loss is the cross-entropy over all steps, plain gradient descent.
"""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments import stored
from sim.tasks.pattern import Letters
from sim.training.loop import Config
from sim.training.rounding import RoundedTraining

N, UPDATES, EVERY = 16, 2000, 10
CHANCE = Letters().chance
SOLVED = 0.1 * CHANCE
TAUS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, np.inf)
SEEDS, LIVE_SEEDS = 32, 4
LENGTHS, RATES = (20, 40), (0.03, 0.1, 0.3)  # of the stored ensembles
ROWS = ("solved", "clipped", "loss", "update")  # of a summary


class Trained(NamedTuple):
    """An ensemble so far: updates made; loss, share of them clipped, first solved update, each (len(taus), seeds)."""

    updates: int
    loss: np.ndarray
    clipped: np.ndarray
    solved_at: np.ndarray


def train(T: int, alpha: float, seeds: Sequence[int] | np.ndarray, taus: Sequence[float] = TAUS) -> Iterator[Trained]:
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


def summary(trained: Trained) -> np.ndarray:
    """Return ROWS over the thresholds, shape (4, len(taus)): solved, clipped, median loss, median solved_at."""
    return np.array(
        [
            (trained.loss < SOLVED).mean(1),
            trained.clipped.mean(1),
            np.median(trained.loss, 1),
            np.median(trained.solved_at, 1),
        ]
    )


def make() -> dict[str, Any]:
    """Train every ensemble; return what `results/letters.json` holds: parameters, and summaries to three digits."""
    return {
        "parameters": {
            "seeds": SEEDS,
            "N": N,
            "updates": UPDATES,
            "taus": stored.rounded(TAUS),
            "solved_below": SOLVED,
            "weights": "rounded",
        },
        "ensembles": [_made(T, alpha) for T in LENGTHS for alpha in RATES],
    }


def _made(T: int, alpha: float) -> dict[str, Any]:
    *_, last = train(T, alpha, np.arange(SEEDS))
    return {"T": T, "alpha": alpha} | dict(zip(ROWS, map(stored.rounded, summary(last)), strict=True))


@functools.cache
def results() -> dict[tuple[int, float], np.ndarray]:
    """Return the stored `summary` (4, len(TAUS)) of every ensemble by length and learning rate.

    Raises ResultError if the file is damaged.
    """
    found = stored.load("letters", parameters=dict, ensembles=list)["ensembles"]
    try:
        table = {(e["T"], e["alpha"]): np.array([stored.numbers(e[row]) for row in ROWS]) for e in found}
        shapes = {rows.shape for rows in table.values()}
    except (KeyError, TypeError, ValueError) as error:
        raise stored.fault("letters", f"an ensemble is not whole ({error})") from None
    if set(table) != {(T, alpha) for T in LENGTHS for alpha in RATES} or shapes != {(len(ROWS), len(TAUS))}:
        raise stored.fault("letters", f"expected {len(ROWS)} rows of {len(TAUS)} thresholds for every length and rate")
    return table
