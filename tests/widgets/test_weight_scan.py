"""The weight scan: flat at the usual start, spikes at larger weights, and a zoom that finds them again."""

import numpy as np
import pytest

from experiments import weight_scan
from sim.fast import rnn
from widgets import weight_scan as widget
from widgets.kit.controls import resolve


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


def median_ratio(gain):
    return np.median([state(gain=gain, zoom=1, seed=s, direction=str(s % 3)).numbers["ratio"] for s in range(9)])


def test_the_ratio_grows_with_the_weights():
    assert median_ratio(1) < 1.2
    assert 20 < median_ratio(3) < 1000
    assert median_ratio(5) > 1e4


def test_a_point_of_the_scan_is_the_gradient_of_one_network():
    W_h, W_x, D, inputs = weight_scan.network(3, 2)
    s = np.linspace(-0.5, 0.5, weight_scan.POINTS)[31]
    one = {"W_h": (W_h + s * D[1])[None], "W_x": W_x[None], "b": np.zeros((1, weight_scan.N))}
    run = rnn.forward(one, inputs)
    grads = rnn.backward(one, run, np.full((1, 1, 1, weight_scan.N), 1 / weight_scan.N)).grads
    assert weight_scan.scan(3, 2, 1, -0.5, 0.5)[31] == pytest.approx(np.linalg.norm(grads["W_h"]), rel=1e-9)


def test_directions_have_length_one():
    np.testing.assert_allclose(np.linalg.norm(weight_scan.network(2, 0)[2], axis=(1, 2)), 1)


@pytest.mark.parametrize("zoom", [1, 10, 100, 1000])
def test_the_window_stays_on_the_axis_and_never_loses_height(zoom):
    scene = state(gain=5, zoom=zoom)
    window = scene.panels[1].layers[0].x
    assert window[-1] - window[0] == pytest.approx(1 / zoom)
    assert window[0] >= -0.5 - 1e-12 and window[-1] <= 0.5 + 1e-12
    assert scene.numbers["spacing"] == pytest.approx(1 / zoom / (weight_scan.POINTS - 1))


def test_up_close_a_spike_is_smooth():
    close = state(gain=4, zoom=1000).panels[1].layers[0].y
    assert np.abs(np.diff(np.log(close))).max() < 0.5
    assert np.abs(np.diff(np.log(state(gain=4, zoom=1).panels[1].layers[0].y))).max() > 1


def test_the_presets_do_what_they_say():
    usual, three, close, other = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert usual["ratio"] < 1.2
    assert three["ratio"] < 10 < max(state(gain=3, direction=d).numbers["ratio"] for d in "12")
    assert close["largest"] > 1e5
    assert abs(other["at"] - state(gain=5).numbers["at"]) > 0.01
