"""The product of Jacobians: exact against ρⁿ where the network is linear, and damped by saturation elsewhere."""

import numpy as np
import pytest

from widgets import product_growth as widget
from widgets.kit.controls import resolve


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given)).numbers


def test_only_the_linear_network_reaches_the_power():
    default = state()
    assert default["linear"] == pytest.approx(13780.6, rel=1e-5)
    assert 3 < default["product"] < 40
    assert state(rho=1.2)["linear"] == pytest.approx(8.2818e7, rel=1e-4)


def test_medians_over_seeds():
    """An independent script with starts of its own found 14.5 and 75.7."""
    for rho, median in ((1.1, 14.5), (1.2, 75.7)):
        assert np.median([state(rho=rho, seed=s)["product"] for s in range(12)]) == pytest.approx(median, rel=0.5)


def test_while_the_states_are_tiny_the_network_is_the_linear_one():
    n = state(rho=0.9, start=0.0001, T=40)
    assert n["product"] == pytest.approx(0.9**40, rel=1e-6)
    assert n["mean_slope"] == pytest.approx(1, abs=1e-6)


def test_the_bound_holds_everywhere():
    for given in ({}, {"rho": 1.5}, {"strength": 2}, {"rho": 0.7, "strength": 0.5}):
        n = state(**given)
        assert n["product"] <= n["eta_to_the_T"] * (1 + 1e-9)


def test_the_presets_do_what_they_say():
    small, larger, driven, below = (state(**preset.params) for preset in widget.PRESETS)
    assert small["product"] > 100 * state()["product"]
    assert larger["linear"] / state()["linear"] > 6000 and larger["product"] / state()["product"] < 10
    assert driven["product"] < 1e-6 < 1e6 < driven["linear"]
    assert below["product"] < below["linear"] < 1e-4


def test_the_slope_settles_where_a_step_keeps_the_length():
    n = state(rho=1.2)
    assert n["mean_slope"] == pytest.approx(1 / 1.2, abs=0.02)
