"""Intervals and tests of shares against published values and closed forms."""

import numpy as np
import pytest

from sim.analysis.intervals import difference, fisher_exact, newcombe_interval, wilson_interval

NEWCOMBE = {  # Newcombe (1998), table II, method 10
    (56, 70, 48, 80): (0.0524, 0.3339),
    (9, 10, 3, 10): (0.1705, 0.8090),
    (6, 7, 2, 7): (0.0582, 0.8062),
    (5, 56, 0, 29): (-0.0381, 0.1926),
    (0, 10, 0, 20): (-0.1611, 0.2775),
    (10, 10, 0, 20): (0.6791, 1.0),
}


@pytest.mark.parametrize(("counts", "expected"), NEWCOMBE.items())
def test_the_interval_of_a_difference_is_the_published_one(counts, expected):
    assert newcombe_interval(*counts) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize("n", [1, 5, 64])
def test_wilson_at_the_ends_has_a_closed_form(n):
    z2 = 1.959964**2
    assert wilson_interval(0, n) == pytest.approx((0, z2 / (n + z2)))
    assert wilson_interval(n, n) == pytest.approx((n / (n + z2), 1))


def test_fisher_tastes_tea():
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher_exact(4, 4, 0, 4) == pytest.approx(2 / 70)
    assert fisher_exact(10, 12, 10, 12) == 1.0


def test_a_difference_is_one_when_its_interval_says_so():
    few, many = difference(8, 64, 16, 64), difference(0, 64, 16, 64)
    assert not few.differs and few.p == pytest.approx(0.11, abs=0.005)
    assert many.differs and many.p < 1e-4
    assert few.value == -0.125
    mirrored = difference(16, 64, 8, 64)
    np.testing.assert_allclose((mirrored.low, mirrored.high, mirrored.p), (-few.high, -few.low, few.p))
