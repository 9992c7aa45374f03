"""One network at two scales: both regimes, by scale and by input."""

import numpy as np
import pytest

from experiments.two_scales import passes
from widgets import side_by_side
from widgets.kit.controls import resolve


def numbers(**params):
    return side_by_side.scene(**resolve(side_by_side.CONTROLS, params)).numbers


def test_equal_scales_give_equal_networks():
    h, size = passes(np.array([0.9, 0.9]), "loud", 2, 30)
    assert np.array_equal(h[:, 0], h[:, 1]) and np.array_equal(size[:, 0], size[:, 1])


def test_a_quiet_orthogonal_network_follows_the_power_of_its_scale():
    assert numbers(a=0.5, T=30)["reach_a"] == pytest.approx(0.5**30, rel=0.05)


def test_presets_do_what_their_words_say():
    quiet, loud, burst, large = (numbers(**preset.params) for preset in side_by_side.PRESETS)
    assert quiet["reach_a"] < 1e-6 and quiet["reach_b"] > 10
    assert max(loud["reach_a"], loud["reach_b"]) < 1e-3 and loud["slope_b"] < quiet["slope_b"]
    assert burst["reach_b"] < quiet["reach_b"]
    assert large["reach_b"] > 1e6


def test_the_burst_cuts_both_errors_down():
    _, size = passes(np.array([0.7, 1.5]), "burst", 0, 50)
    loss = size[28] / size[24]
    assert loss[0] > 100 and loss[1] > 2


def test_no_state_leaves_the_range_of_tanh():
    assert np.abs(passes(np.array([0.1, 2.5]), "loud", 1, 60)[0]).max() <= 1
