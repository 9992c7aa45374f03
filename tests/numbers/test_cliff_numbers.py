"""The numbers of the chapter on the cliff, against closed forms and against what independent scripts measured."""

import pytest

from builder.chapter import numbers


def number(name, **arguments):
    return numbers.value(f"cliff.{name}", arguments)


def test_the_wall_line():
    assert number("wall_at", w=5) == pytest.approx(0.5 - 0.62246 * 5, abs=2e-5)
    assert number("multiplier", w=5) == pytest.approx(1.175, abs=1e-4)
    assert number("smallest_w") == pytest.approx(4.2553, abs=1e-4)


@pytest.mark.parametrize("T, peak, width", [(10, 5.5, 0.066), (50, 6773, 5.1e-5), (100, 2.2e7, 1.6e-8)])
def test_height_and_width_of_the_wall(T, peak, width):
    assert number("peak", w=5, T=T) == pytest.approx(peak, rel=0.02)
    assert number("width", w=5, T=T) == pytest.approx(width, rel=0.01)


@pytest.mark.parametrize("w", [5, 5.4])
def test_slopes_against_T_are_those_of_the_multiplier(w):
    mu = number("multiplier", w=w)
    assert number("peak_growth", w=w) == pytest.approx(mu, rel=0.005)
    assert number("width_growth", w=w) == pytest.approx(1 / mu, rel=0.005)
    assert number("curvature_growth", w=w) == pytest.approx(mu**2, rel=0.02)


def test_peak_times_width_does_not_depend_on_T():
    for T in (20, 50, 100):
        assert number("peak_times_width", w=5, T=T) == pytest.approx(0.345, rel=0.01)


@pytest.mark.parametrize("spacing, seen", [(0.01, 0.28), (0.001, 9.3), (1e-4, 1026)])
def test_a_grid_misses_the_wall(spacing, seen):
    assert number("seen_by_grid", spacing=spacing) == pytest.approx(seen, rel=0.01)


def test_the_ceiling_is_no_floor():
    assert number("alternating", steps=50) == pytest.approx(0.2**25)
    assert number("power", rho=2, n=50) == pytest.approx(1.1259e15, rel=1e-4)


def test_saturation_keeps_the_product_small():
    assert number("tanh_product", rho=1.1) == pytest.approx(14.5, rel=0.3)
    assert number("tanh_product", rho=1.2) == pytest.approx(75.7, rel=0.3)
    assert number("mean_slope", rho=1.2) == pytest.approx(1 / 1.2, rel=0.01)
    assert number("driven_product", rho=1.2, strength=1) < 1e-6


def test_the_scan_is_flat_at_the_usual_start_only():
    assert number("listing_ratio", gain=1) < number("scan_ratio", gain=1) < 1.15
    assert 20 < number("listing_ratio", gain=3) < 500
    assert number("listing_ratio", gain=5) > 1e4
