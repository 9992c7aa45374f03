"""Temporal order with and without clipping and Ω, in the style of the paper's figure 7."""

from experiments.outcomes import SOLVED_ERROR, census, clipping
from sim.tasks.temporal_order import TemporalOrder
from sim.training.loop import Config, Training, error_rate


def temporal_order(T=20, tau=None, lam=0.0, alpha=0.1, steps=2000, seeds=32, N=32, B=20, held_out=1000, T_max=None):
    """Train ``seeds`` tanh networks with W_h from N(0, 1/N); solved means below 1 % error on ``held_out`` sequences.

    tau None does not clip; lam > 0 adds Ω. The paper itself has N = 50, alpha = 0.01 and up to 5 million updates.
    """
    task = TemporalOrder(T, T_max)
    config = Config(task, tuple(range(seeds)), N=N, B=B, alpha=alpha, lam=lam, **clipping(tau))
    return census(Training(config), steps, lambda state, _: error_rate(state, held_out) < SOLVED_ERROR)
