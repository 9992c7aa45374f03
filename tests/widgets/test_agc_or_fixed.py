"""AGC and a fixed threshold against their definitions, and a function that must not depend on the scales."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import rescaled_network
from sim.training import initialise
from widgets import agc_or_fixed as widget
from widgets.kit.controls import resolve

SCALES = st.floats(1, 100)


def scene(**params):
    return widget.scene(**resolve(widget.CONTROLS, params))


def output(params, x):
    for name in ("W_1", "W_2", "W_3"):
        x = np.maximum(x @ params[name][0].T, 0)
    return x @ params["W_y"][0].T


@settings(max_examples=20)
@given(SCALES, st.integers(0, 50))
def test_the_function_is_the_same_at_every_scale_and_the_gradients_scale_inversely(s, seed):
    x = np.random.default_rng(0).standard_normal((5, rescaled_network.INPUTS))
    one, other = rescaled_network.weights(1, seed), rescaled_network.weights(s, seed)
    np.testing.assert_allclose(output(other, x), output(one, x), rtol=1e-10, atol=1e-12)
    before, after = (rescaled_network.gradient(params, 1, seed) for params in (one, other))
    for name, factor in {"W_1": s, "W_2": 1, "W_3": 1 / s, "W_y": 1}.items():
        np.testing.assert_allclose(after[name], factor * before[name], rtol=1e-9, atol=1e-13)


def test_the_gradient_is_that_of_half_the_squared_error():
    params = rescaled_network.weights(2, 5)
    x = initialise.normal(rng := initialise.generator((5, 1)), (rescaled_network.BATCH, rescaled_network.INPUTS), 1.0)
    target = output(params, x) - initialise.normal(rng, (rescaled_network.BATCH, 1), 0.7)
    grads, step = rescaled_network.gradient(params, 0.7, 5), 1e-6

    def loss():
        return 0.5 * np.square(output(params, x) - target).sum() / rescaled_network.BATCH

    for name in params:
        W = params[name][0]
        W[0, 1] += step
        above = loss()
        W[0, 1] -= 2 * step
        assert (above - loss()) / (2 * step) == pytest.approx(grads[name][0][0, 1], rel=1e-5, abs=1e-9)
        W[0, 1] += step


@settings(max_examples=20)
@given(SCALES, st.floats(0.001, 1), st.floats(0.1, 10))
def test_agc_leaves_a_unit_at_most_lam_times_its_weights_and_the_read_out_alone(s, lam, error):
    params = rescaled_network.weights(s, 3)
    grads = rescaled_network.gradient(params, error, 3)
    left = rescaled_network.clipped(params, grads, lam, 1.0)["agc"]
    for name in ("W_1", "W_2", "W_3"):
        limit = lam * np.maximum(rescaled_network.unit_norms(params[name]), widget.AGC_FLOOR)
        assert (rescaled_network.unit_norms(left[name]) <= limit * (1 + 1e-12)).all()
    np.testing.assert_array_equal(left["W_y"], grads["W_y"])


@settings(max_examples=20)
@given(SCALES, st.floats(0.1, 100))
def test_a_fixed_threshold_takes_the_same_share_from_every_layer(s, tau):
    numbers = scene(s=s, tau=tau).numbers
    for name in widget.LAYERS:
        assert numbers[f"{name}_fixed_kept"] == pytest.approx(min(1, tau / numbers["norm"]))


def test_presets_do_what_they_say():
    alike, rescaled, large, small = (scene(**preset.params).numbers for preset in widget.PRESETS)
    assert all(0.5 < alike[f"{name}_{rule}_kept"] <= 1 for name in widget.LAYERS for rule in ("agc", "fixed"))
    assert rescaled["W_1_agc_kept"] < 0.02 and rescaled["W_1_agc_clipped"] == 12
    assert rescaled["W_3_agc_kept"] == rescaled["W_y_agc_kept"] == 1 and rescaled["W_3_fixed_kept"] < 0.25
    assert large["W_2_agc_clipped"] >= 10 and large["W_y_agc_kept"] == 1
    assert small["W_3_fixed_kept"] == 1 and small["W_1_agc_clipped"] == 12


def test_rescaling_moves_the_norm_but_not_what_agc_takes_from_the_layer_between():
    numbers = [scene(s=s).numbers for s in (1, 8, 100)]
    assert numbers[2]["norm"] > 10 * numbers[1]["norm"] > 40 * numbers[0]["norm"]
    assert math.isclose(numbers[0]["W_2_agc_kept"], numbers[2]["W_2_agc_kept"])
