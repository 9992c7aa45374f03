"""Curves with few points keep their peaks, their troughs and their ends."""

import numpy as np
import pytest

from widgets.kit.thinned import extremes


@pytest.mark.parametrize("n", [1, 2, 799, 801, 5000, 4097])
def test_few_points_with_both_ends(n):
    at = extremes(np.random.default_rng(n).standard_normal(n))
    assert at[0] == 0 and at[-1] == n - 1
    assert (np.diff(at) > 0).all()
    assert len(at) <= 1201


def test_every_peak_and_trough_is_kept():
    y = np.sin(np.arange(5000.0))
    y[[1234, 4321]] = 100, -100
    at = extremes(y)
    assert {1234, 4321} <= set(at.tolist())


def test_short_curves_are_whole():
    np.testing.assert_array_equal(extremes(np.zeros(500)), np.arange(500))


def test_gaps_are_passed_over():
    y = np.full(4000, np.nan)
    y[2001] = 1.0
    assert 2001 in extremes(y)


def test_a_curve_that_grows_keeps_its_points():
    y = np.random.default_rng(0).standard_normal(3000)
    before, after = (set(extremes(y[:n]).tolist()) for n in (2500, 3000))
    assert len(before - after) <= 4
