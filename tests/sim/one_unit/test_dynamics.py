"""The one-unit map against closed forms, differences, and the folds of the paper's example w = 5."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.one_unit import dynamics, wall

weights, biases = st.floats(-8, 12), st.floats(-8, 8)


def difference(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def test_sigma_keeps_its_digits_in_both_tails():
    assert np.allclose(dynamics.sigma_prime([-30.0, 30.0]), np.exp(-30.0), rtol=1e-12)
    assert dynamics.sigma([-1e4, 0, 1e4]).tolist() == [0, 0.5, 1]


def test_orbit_iterates_the_map_for_all_broadcast_parameters():
    x = dynamics.orbit(np.array([2.0, 5.0]), np.array([[-1.0], [0.0], [1.0]]), 4, 0.25)
    assert x.shape == (5, 3, 2)
    assert np.all(x[0] == 0.25)
    by_hand = 0.25
    for _ in range(4):
        by_hand = 5 / (1 + np.exp(-by_hand)) + 1
    assert x[4, 2, 1] == pytest.approx(by_hand, rel=1e-14)


@given(weights, biases, st.integers(0, 12))
def test_gradient_equals_difference_quotient(w, b, T):
    dE_dw, dE_db = dynamics.gradient(w, b, T)
    size = 1 + abs(wall.geometric_sum(max(abs(w) / 4, 1e-9), T)) ** 2
    assert dE_dw == pytest.approx(difference(lambda v: dynamics.loss(v, b, T), w), rel=1e-5, abs=1e-8 * size)
    assert dE_db == pytest.approx(difference(lambda v: dynamics.loss(w, v, T), b), rel=1e-5, abs=1e-8 * size)


@pytest.mark.parametrize("w, b, T", [(5, -2.7, 20), (5, -2.6, 10), (3, 0.5, 50), (-3, 1, 20), (6, -3.3, 10)])
def test_curvature_equals_difference_of_gradients(w, b, T):
    numeric = difference(lambda v: dynamics.gradient(w, v, T)[1], b, 1e-5)
    assert dynamics.curvature(w, b, T) == pytest.approx(numeric, rel=1e-6)


def test_curvature_grows_as_the_square_of_the_gradient_at_the_wall():
    ratios = []
    for T in (30, 40, 50):
        b = wall.wall_b(5) + np.linspace(-6, 2, 4001) / wall.geometric_sum(wall.multiplier(5), T)
        dE_dw, dE_db = dynamics.gradient(5, b, T)
        ratios.append(np.abs(dynamics.curvature(5, b, T)).max() / (dE_dw**2 + dE_db**2).max())
    assert ratios == pytest.approx([ratios[0]] * 3, rel=0.1)
    assert ratios[-1] == pytest.approx(3.67, abs=0.01)


def test_product_along_the_orbit_is_the_derivative_by_the_start():
    factors, product = dynamics.derivative_along_orbit(5, -2.5, 15, 0.3)
    assert factors.shape == product.shape == (15,)
    numeric = difference(lambda v: dynamics.orbit(5, -2.5, 15, v)[-1], 0.3)
    assert product[-1] == pytest.approx(numeric, rel=1e-7)


def test_overflow_stays_visible_and_silent():
    assert not np.isfinite(dynamics.gradient(4000.0, wall.wall_b(4000.0), 200)[1])
    assert np.isnan(dynamics.loss(np.nan, 0.0, 5))


@given(weights, biases)
def test_fixed_points_solve_the_equation_and_are_complete(w, b):
    found = dynamics.fixed_points(w, b)
    x = found.x[np.isfinite(found.x)]
    assert np.allclose(w * dynamics.sigma(x) + b, x, atol=1e-12)
    grid = np.linspace(min(b, b + w) - 0.0123, max(b, b + w) + 0.0456, 20001)
    changes = np.count_nonzero(np.diff(np.sign(w * dynamics.sigma(grid) + b - grid)))
    assert x.size >= changes  # the grid can miss a pair that is about to fold, never add one
    at = dynamics.folds(w).at
    if not np.any(np.abs(at - b) < 1e-6):
        assert x.size == (3 if at[1] < b < at[0] else 1)


def test_stability_tells_where_orbits_end():
    found = dynamics.fixed_points(5, -2.5)
    assert found.stable.tolist() == [True, False, True]
    assert found.x == pytest.approx([-1.776029, 0, 1.776029], abs=1e-6)  # odd symmetry at b = -w/2
    assert found.multiplier[1] == pytest.approx(1.25)
    ends = dynamics.orbit(5, -2.5, 200, np.array([-1e-3, 1e-3]))[-1]
    assert ends == pytest.approx(found.x[[0, 2]], abs=1e-10)


def test_strongly_negative_weight_has_one_unstable_fixed_point():
    found = dynamics.fixed_points([-8, -8], [4, -0.04])
    assert np.isfinite(found.x).sum(axis=-1).tolist() == [1, 1]
    assert not found.stable.any()


def test_a_branch_keeps_its_place_across_the_cusp():
    x = dynamics.fixed_points(np.array([3.9, 4.0, 4.1]), np.array([-1.0, -1.0, -1.0])).x
    assert np.isfinite(x).tolist() == [[False, False, True]] * 3


def test_folds_of_the_paper():
    at, x = dynamics.folds(5)
    assert at == pytest.approx([-2.34439, -2.65561], abs=5e-6)
    assert x == pytest.approx([-0.96242, 0.96242], abs=5e-6)
    assert np.isnan(dynamics.folds([1, 4.0]).at).all()


@given(st.floats(4.01, 12))
def test_folds_along_w_invert_folds_along_b(w):
    lower, upper = dynamics.folds(w).at
    assert dynamics.fold_weights(lower).at[0] == pytest.approx(w, rel=1e-6)
    assert dynamics.fold_weights(upper).at[1] == pytest.approx(w, rel=1e-6)


def test_no_folds_along_w_above_the_cusp():
    assert np.isnan(dynamics.fold_weights(-1.9).at).all()


def test_basin_boundary_parts_the_orbits():
    edge = dynamics.basin_boundary(5, -2.6)
    below, above = dynamics.orbit(5, -2.6, 300, edge + np.array([-1e-6, 1e-6]))[-1]
    assert below < edge < above
    assert np.isnan(dynamics.basin_boundary(5, -2.0))
