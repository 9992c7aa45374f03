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


def test_three_steps_by_hand_add_up_to_the_derivative():
    terms = [number("hand", what="term", t=t) for t in (1, 2, 3)]
    assert sum(terms) == pytest.approx(number("hand", what="sum"))
    assert number("hand", what="sum") == pytest.approx(number("hand_difference"), rel=1e-6)
    assert number("hand", what="delta", t=2) == pytest.approx(
        number("hand", what="delta", t=3) * number("hand", what="factor", t=2)
    )


def test_slope_and_curvature_of_a_power():
    slope = number("linear_case", what="slope", w=1.1, T=50)
    step = 1e-6
    ends = [number("linear_case", what="state", w=1.1 + side * step, T=50) for side in (-1, 1)]
    assert slope == pytest.approx((ends[1] - ends[0]) / (2 * step), rel=1e-6)
    ends = [number("linear_case", what="slope", w=1.1 + side * step, T=50) for side in (-1, 1)]
    assert number("linear_case", what="curvature", w=1.1, T=50) == pytest.approx((ends[1] - ends[0]) / 2e-6, rel=1e-6)


def test_the_wall_by_hand_is_the_gradient_of_the_engine():
    assert number("on_wall", T=50) == pytest.approx(-661.68, abs=0.005)
    assert number("error_slope") * number("geometric", T=50) == pytest.approx(number("on_wall", T=50))
    mu = number("multiplier", w=5)
    assert number("geometric", T=50) == pytest.approx(sum(mu**k for k in range(50)))
    assert number("on_wall", T=60) / number("on_wall", T=50) == pytest.approx(mu**10, rel=1e-3)


def test_the_gradient_of_the_crash_comes_from_the_early_steps():
    assert number("term_share", updates=64, first=1, last=20) == pytest.approx(1)
    assert number("term_share", updates=64, first=1, last=10) > 0.7
    assert number("term_share", updates=64, first=16, last=20) < number("term_share", updates=62, first=16, last=20) / 2


def test_the_state_forgets_while_the_parameters_still_have_a_gradient():
    assert number("state_derivative", b=-2.7) < 1e-12
    assert number("parameter_derivative", b=-2.7) == pytest.approx(-0.195, abs=0.001)


def test_a_fold_makes_a_peak_beside_it_that_grows_like_a_power():
    assert number("fold_place", T=50) > number("fold", w=5, which=0)
    assert number("fold_gradient", b=-2.344) < number("fold_peak", T=50) / 10
    peaks = [number("fold_peak", T=T) for T in (50, 100, 200, 400)]
    assert all(4 < after / before < 9 for before, after in zip(peaks, peaks[1:], strict=False))
    assert 2.5 < number("fold_power") < 3


def test_large_weights_are_chaotic_and_have_no_flats():
    assert number("chaotic", gain=1) == number("chaotic", gain=1, N=32) == 0
    assert number("chaotic", gain=5, N=32) == number("networks")
    assert number("exponent", gain=4) > 0 > number("exponent", gain=2)
    assert number("verdicts", gain=4, word="chaos") > 6 > number("verdicts", gain=4, word="wall")
    assert number("scan_median", gain=5, N=32) > 1000 > 1 > number("scan_median", gain=1, N=32)
