"""Ensembles that recite signs: what clipping and a small rate do to them, and from where the infinity comes."""

import numpy as np
import pytest

from experiments import signs
from sim.tasks.pattern import Pattern
from sim.training.loop import Config, Training, history

HELD = {"both": (), "recurrent": ("W_y", "b_y"), "readout": ("W_h", "W_x", "b")}  # trained: what stays as it is


def test_clipping_keeps_every_network_and_a_small_rate_needs_none():
    free, clipped = (signs.ensemble(0.3, "norm", tau, 32) for tau in (np.inf, 1.0))
    assert free["worse"] > 0.5 > free["solved"] and clipped["solved"] == 1 and clipped["worse"] == 0
    gentle = signs.ensemble(0.02, "none", 1.0, 32)
    assert gentle["lost"] == gentle["worse"] == 0


def test_a_network_has_learnt_when_twenty_losses_are_low_on_average():
    loss = np.full((60, 2), 0.05)
    loss[:10] = 1.0
    loss[:, 1] = 0.2
    at = signs.solved_at(loss, 1.0)
    assert at[0] == pytest.approx(28) and np.isinf(at[1])


def test_the_infinity_comes_from_the_readout():
    losses = {part: _losses(held) for part, held in HELD.items()}
    assert (~np.isfinite(losses["both"][-1])).mean() > 0.5
    recurrent, readout = losses["recurrent"], losses["readout"]
    assert recurrent.max() < 5 and (recurrent[-1] < 0.1 * Pattern.chance).mean() > 0.8
    assert (readout[-1] > 1e6 * readout[0]).any() and not (readout[-1] < 0.1 * Pattern.chance).any()


def _losses(held):
    config = Config(Pattern(20), tuple(range(32)), N=16, alpha=0.3, start={"gain": 1.0, "std_x": 1.0}, held=held)
    loss, *_ = history(Training(config), 1500)
    return loss
