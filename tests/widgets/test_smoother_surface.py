"""A smoother surface? The slices against the plain error and against differences, and that they do not get smoother."""

import numpy as np

from experiments import latch_surface
from widgets import smoother_surface
from widgets.kit.controls import resolve


def numbers(**params):
    return smoother_surface.scene(**resolve(smoother_surface.CONTROLS, params)).numbers


def test_without_penalty_both_networks_are_the_same():
    left, right = latch_surface.slices(0, seed=3)
    assert left.loss == right.loss
    assert all(np.array_equal(a, b) for a, b in zip(left, right, strict=True))


def test_the_slope_is_the_derivative_of_the_error_within_the_slice():
    _, (error, slope) = latch_surface.slices(2, seed=15, span=0.05)
    cell = 2 * 0.05 / (latch_surface.GRID - 1)
    by_differences = np.hypot(*np.gradient(error, cell))[1:-1, 1:-1]
    np.testing.assert_allclose(slope[1:-1, 1:-1], by_differences, rtol=0.01, atol=1e-3 * slope.max())


def test_presets_do_what_their_words_say():
    steeper, again, flatter = (numbers(**preset.params) for preset in smoother_surface.PRESETS)
    assert steeper == again and steeper["steepest_with"] > 10 * steeper["steepest_without"]
    assert flatter["steepest_with"] < flatter["steepest_without"]


def test_more_surfaces_get_steeper_than_flatter():
    steeper = [n["steepest_with"] > n["steepest_without"] for n in (numbers(seed=seed) for seed in range(12))]
    assert sum(steeper) >= 7


def test_both_maps_have_one_scale():
    maps = [panel.layers[0] for panel in smoother_surface.scene(2, "steepness", 15, 40, 1).panels]
    assert maps[0].legend == maps[1].legend and maps[0].levels.max() < maps[1].levels.max()
