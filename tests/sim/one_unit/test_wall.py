"""The wall in the error surface against closed forms and measured heights and widths at w = 5."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.one_unit import dynamics, wall


def test_wall_is_where_the_start_meets_the_basin_boundary():
    w = np.array([4.5, 5.0, 6.0])
    assert wall.wall_b(w) == pytest.approx(0.5 - 0.62246 * w, abs=1e-4)
    assert wall.multiplier(w) == pytest.approx(0.235 * w, abs=1e-4)
    assert dynamics.basin_boundary(w, wall.wall_b(w)) == pytest.approx(0.5, abs=1e-12)
    assert 1 / dynamics.sigma_prime(0.5) == pytest.approx(4.2553, abs=5e-5)


@pytest.mark.parametrize("w, T", [(5, 50), (4.4, 20), (3, 30), (6, 25)])
def test_gradient_at_wall_closed_form(w, T):
    exact = dynamics.gradient(w, wall.wall_b(w), T)
    assert wall.gradient_at_wall(w, T) == pytest.approx(exact, rel=1e-8)


def test_gradient_at_wall_of_the_example():
    dE_dw, dE_db = wall.gradient_at_wall(5, 50)
    assert dE_dw == pytest.approx(-411.871, abs=5e-4)
    assert dE_db == pytest.approx(-661.683, abs=5e-4)


@given(st.floats(1e-3, 3), st.integers(0, 60))
def test_geometric_sum_equals_the_sum(mu, T):
    assert wall.geometric_sum(mu, T) == pytest.approx(sum(mu**k for k in range(T)), rel=1e-12)
    assert wall.geometric_sum(1.0, T) == T


@pytest.mark.parametrize("w, T, offset", [(5, 20, -0.006), (5, 50, -4e-5), (6, 10, 0.1), (4.4, 60, -0.2)])
def test_deviation_coordinates_equal_plain_ones(w, T, offset):
    b = wall.wall_b(w) + offset
    E, norm = wall.near_wall(w, T, offset)
    np.testing.assert_allclose(E, dynamics.loss(w, b, T), rtol=1e-6)
    assert norm == pytest.approx(np.hypot(*dynamics.gradient(w, b, T)), rel=1e-6)


PEAKS = [
    (10, 5.5, 0.066),
    (20, 43, 8.0e-3),
    (30, 252, 1.4e-3),
    (50, 6773, 5.1e-5),
    (75, 3.8e5, 9.0e-7),
    (100, 2.2e7, 1.6e-8),
]


@pytest.mark.parametrize("T, height, width", PEAKS)
def test_wall_at_w_5(T, height, width):
    digits = 4 if T == 50 else 3 if T == 30 else 2
    assert f"{wall.wall_peak(5, T).norm:.{digits}g}" == f"{height:.{digits}g}"
    assert f"{wall.wall_width(5, T):.2g}" == f"{width:.2g}"


def test_wall_peak_over_w():
    norm = wall.wall_peak(np.array([4.4, 4.6, 4.8, 5.0, 5.2, 5.4, 6]), 50).norm
    assert norm == pytest.approx([80, 316, 1396, 6773, 3.4e4, 1.7e5, 2.0e7], rel=0.025)


def test_peak_place_and_maximality():
    peak = wall.wall_peak(5, 50)
    assert peak.b == pytest.approx(-2.61234136, abs=1e-8)
    around = wall.near_wall(5, 50, peak.offset * np.linspace(0.5, 2, 3001))[1]
    assert peak.norm == pytest.approx(around.max(), rel=1e-6)
    assert peak.norm >= around.max() * (1 - 1e-12)


def test_half_the_peak_is_met_at_both_ends_of_the_width():
    peak, width = wall.wall_peak(5, 20), wall.wall_width(5, 20)
    b = peak.offset + np.linspace(-3, 3, 60001) * width
    above = b[wall.near_wall(5, 20, b)[1] > peak.norm / 2]
    assert np.ptp(above) == pytest.approx(width, rel=1e-3)


def test_height_grows_and_width_shrinks_by_mu_a_step():
    mu = wall.multiplier(5)
    assert wall.wall_peak(5, 101).norm / wall.wall_peak(5, 100).norm == pytest.approx(mu, rel=1e-5)
    assert wall.wall_width(5, 100) / wall.wall_width(5, 101) == pytest.approx(mu, rel=1e-5)
    assert wall.wall_peak(5, 60).norm * wall.wall_width(5, 60) == pytest.approx(0.345, abs=1e-3)


def test_no_wall_below_the_sharp_weight():
    assert np.isnan(wall.wall_peak(4.2, 50).norm)
    assert np.isnan(wall.wall_width([4.2, 5], 50)).tolist() == [True, False]
