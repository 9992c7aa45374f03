"""ReLU networks from the identity: a first step that is too long silences them, and the loss does not show it."""

import numpy as np
import pytest

from experiments.silent_relu import silent_relu
from sim.tasks.arithmetic import Addition


def test_a_calm_loss_hides_silent_networks_unless_they_are_clipped():
    free, clipped = (silent_relu(tau=tau, updates=200, seeds=12) for tau in (None, 1.0))
    assert (free.silent == 1).mean() > 0.5 and not (clipped.silent == 1).any()
    finite = np.isfinite(free.loss[-50:]).all(axis=0)
    assert finite.mean() > 0.8  # a network that left the finite numbers is no calm one
    for loss in (free.loss[-50:, finite], clipped.loss[-50:]):
        assert (loss.mean(axis=0) > 0.5 * Addition.chance).all()
    assert np.nanmedian(np.nanmax(free.norm, axis=0)) > 1e6
    assert np.nanmedian(free.loss[-50:].mean(axis=0)) == pytest.approx(1 / 24, rel=0.1)
