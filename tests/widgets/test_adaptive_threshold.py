"""The three thresholds against their recursions in closed form."""

import numpy as np
import pytest

from experiments import spike_stream
from widgets import adaptive_threshold as widget
from widgets.kit.controls import resolve


def state(**params):
    return widget.scene(**resolve(widget.CONTROLS, params))


def numbers(preset):
    return state(**preset.params).numbers


def test_a_naive_average_lets_285_hundredths_of_itself_and_15_of_the_spike_pass():
    norms = spike_stream.stream(80, 50000.0, 1, False, 0)
    calm = spike_stream.naive(norms, 3, 0.95).threshold[78] / 3
    assert spike_stream.naive(norms, 3, 0.95).passed[79] == pytest.approx(2.85 * calm + 0.15 * 50000)
    assert numbers(widget.PRESETS[0])["naive_passes"] == pytest.approx(7503, abs=1)


def test_the_guarded_threshold_grows_by_a_tenth_at_each_spike():
    threshold = spike_stream.guarded(spike_stream.stream(80, 1000.0, 40, False, 0), 3, 0.95).threshold
    np.testing.assert_allclose(threshold[80:119] / threshold[79:118], 0.95 + 0.05 * 3)


def test_the_guarded_threshold_is_its_recursion():
    norms = spike_stream.stream(60, 200.0, 10, False, 1)
    mean, expected = norms[0], []
    for norm in norms:
        expected.append(4 * mean)
        mean = 0.9 * mean + 0.1 * min(norm, 4 * mean)
    np.testing.assert_allclose(spike_stream.guarded(norms, 4, 0.9).threshold, expected, rtol=1e-12)


def test_the_presets_do_what_they_say():
    spike, long, normal, nan = (numbers(preset) for preset in widget.PRESETS)
    assert spike["naive_passes"] > 1000 * spike["guarded_passes"]
    assert 20 * long["fixed_passes"] < long["guarded_passes"] < long["naive_passes"]
    assert normal["guarded_clips"] < 0.1 < 0.3 == pytest.approx(normal["fixed_clips"])
    assert nan["guarded_passes"] < 6 < 900 < nan["naive_passes"]


def test_what_is_not_a_number_leaves_a_gap_and_is_named():
    scene = state(nan=True, length=1)
    assert np.isnan(scene.panels[0].layers[3].y[79:]).all()
    assert "not a number" in scene.reading and scene.numbers["naive_passes"] is None


def test_no_threshold_is_ever_exceeded():
    norms = spike_stream.stream(50, 300.0, 30, False, 3)
    for clipping in (spike_stream.guarded(norms, 3, 0.95), spike_stream.naive(norms, 3, 0.95)):
        assert (clipping.passed <= clipping.threshold).all() and (clipping.passed <= norms).all()
