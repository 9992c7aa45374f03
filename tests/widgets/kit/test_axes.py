"""Axes: domains that hold the data, ticks at round places."""

import numpy as np
import pytest

from widgets.kit import categories, fitted, linear, log
from widgets.kit.axes import torn


def test_linear_ticks_are_round_and_inside():
    axis = linear("x", -0.3, 0.3)
    assert [t.text for t in axis.ticks] == ["−0.2", "0.0", "0.2"]
    assert all(axis.low <= t.value <= axis.high for t in axis.ticks)


def test_an_empty_domain_is_given_room():
    axis = linear("x", 2, 2)
    assert axis.low < 2 < axis.high


def test_a_fitted_axis_ignores_what_is_not_finite():
    axis = fitted("x", np.array([0.0, np.nan, 10.0, np.inf]))
    assert (axis.low, axis.high) == (-0.5, 10.5)


def test_a_log_axis_spans_whole_decades():
    axis = log("y", np.array([0.02, 6773.0]))
    assert (axis.low, axis.high) == (0.01, 1e4)
    assert axis.ticks[0].text == "0.01"
    assert axis.ticks[-1].text == "10⁴"


def test_a_log_axis_has_a_floor_and_a_ceiling():
    axis = log("y", np.array([0.0, 1e-300, 1e300, np.inf]), floor=1e-6, ceiling=1e6)
    assert (axis.low, axis.high) == (1e-6, 1e6)
    assert log("y", np.array([0.0, -1.0, np.nan]), floor=1e-6).low == 1e-6


def test_a_long_log_axis_has_few_ticks():
    assert len(log("y", np.array([1e-12, 1e12])).ticks) <= 7


def test_categories_stand_at_whole_numbers():
    assert [(t.value, t.text) for t in categories("c", ["a", "b"]).ticks] == [(0.0, "a"), (1.0, "b")]


def test_a_torn_axis_keeps_most_of_its_length_for_what_is_below():
    axis = torn("loss", np.array([0.01, 1e200]), at=1e4, ceiling=1e306)
    shares = axis.share(np.array([axis.low, 1.0, 1e4, 1e100, axis.high]))
    assert (np.diff(shares) > 0).all() and shares[0] == 0 and shares[-1] == pytest.approx(1)
    assert shares[2] == axis.tear[1] > 0.7
    assert [tick.value for tick in axis.ticks if tick.value > 1e4] == [axis.ticks[-1].value]


def test_an_axis_without_values_beyond_is_not_torn():
    assert torn("loss", np.array([0.01, 9e3]), at=1e4, ceiling=1e306).tear is None
