"""The NaN lab: recite one pattern of ±0.8 with a linear read-out, and see what a large step does."""

from experiments.outcomes import SOLVED_LOSS, census, clipping
from sim.tasks.pattern import Pattern
from sim.training.loop import Config, Training

PARTS = {"all": (), "readout": ("W_h", "W_x", "b"), "recurrent": ("W_y", "b_y")}


def pattern_lab(T=20, alpha=0.3, tau=None, steps=3000, seeds=range(64), N=16, gain=1.0, trained="all"):
    """Train one network a seed; solved means a squared error below a tenth of chance (0.64).

    The wall only saturates the units; the infinity then comes from the unbounded read-out: ``trained`` =
    "readout" or "recurrent" trains that part alone.
    """
    start = {"scheme": "gaussian", "gain": gain, "std_x": 1.0}
    config = Config(Pattern(T), tuple(seeds), N=N, alpha=alpha, start=start, held=PARTS[trained], **clipping(tau))
    return census(Training(config), steps, lambda _, loss: loss[-1] < SOLVED_LOSS * Pattern.chance)
