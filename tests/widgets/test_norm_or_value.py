"""The two rules in the plane against their formulas and the worked example."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets import norm_or_value as widget
from widgets.kit.controls import resolve


def numbers(**params):
    return widget.scene(**resolve(widget.CONTROLS, params)).numbers


def test_the_worked_example():
    n = numbers()
    assert (n["norm_1"], n["norm_2"]) == pytest.approx((50 / math.sqrt(101), 5 / math.sqrt(101)))
    assert (n["value_1"], n["value_2"]) == (5, 1)
    assert (n["angle"], n["value_angle"]) == pytest.approx((5.7106, 11.3099), abs=1e-4)
    assert n["norm_turn"] == pytest.approx(0, abs=1e-9)


@settings(max_examples=50)
@given(st.floats(-12, 12), st.floats(-9.5, 9.5), st.floats(0.5, 9))
def test_each_rule_is_its_formula(g1, g2, tau):
    n = widget.scene(**(resolve(widget.CONTROLS, {}) | {"g1": g1, "g2": g2, "tau": tau})).numbers
    scale = min(1, tau / max(math.hypot(g1, g2), 1e-300))
    assert (n["norm_1"], n["norm_2"]) == pytest.approx((g1 * scale, g2 * scale))
    assert (n["value_1"], n["value_2"]) == pytest.approx(tuple(np.clip([g1, g2], -tau, tau)))


def test_the_presets_do_what_they_say():
    example, diagonal, between, signs = (numbers(**preset.params) for preset in widget.PRESETS)
    assert 1.9 < example["value_angle"] / example["angle"] < 2.1
    assert diagonal["value_turn"] == pytest.approx(0, abs=1e-6)
    assert diagonal["value_length"] == pytest.approx(math.sqrt(2) * diagonal["norm_length"])
    assert between["value_length"] == between["norm"] > between["norm_length"]
    assert signs["value_1"] == signs["value_2"] == 0.5


def test_one_rule_alone_and_a_gradient_of_nothing():
    assert "value_1" not in numbers(rule="norm") and "norm_1" not in numbers(rule="value")
    assert numbers(g1=0, g2=0)["value_turn"] is None
