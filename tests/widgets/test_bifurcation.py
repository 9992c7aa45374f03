"""Fixed points and the wall: folds and heights against closed forms, and the claim of the figure at many starts."""

import numpy as np
import pytest

from sim.one_unit.dynamics import fixed_points, orbit
from sim.one_unit.wall import wall_b, wall_peak
from widgets import bifurcation as widget
from widgets.kit.controls import resolve


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


def test_folds_of_the_papers_example():
    """x → 5 σ(x) + b folds at b = −2.65561 and −2.34439."""
    n = state(w=5).numbers
    assert (n["upper_fold"], n["lower_fold"]) == pytest.approx((-2.65561, -2.34439), abs=5e-6)


def test_the_wall_stands_between_the_folds_and_the_folds_are_calm():
    n = state().numbers
    assert n["basin_changes_at"] == pytest.approx(float(wall_b(5)))
    assert n["peak_at"] == pytest.approx(n["basin_changes_at"], abs=1e-3)
    assert n["peak"] == pytest.approx(float(wall_peak(5, 50).norm), rel=0.02)
    assert max(n["gradient_at_lower_fold"], n["gradient_at_upper_fold"]) < 0.5


@pytest.mark.parametrize("along", ["b", "w"])
@pytest.mark.parametrize("x_0", [-1.8, -0.9, -0.3, 0.1, 0.5, 0.9, 1.8])
def test_the_start_ends_in_another_basin_on_the_other_side(along, x_0):
    n = state(along=along, b=-2.5, w=5.2, x_0=x_0).numbers
    sides = n["basin_changes_at"] + np.array([-1e-3, 1e-3])
    below, above = orbit(**({"b": -2.5, "w": 5.2} | {along: sides}), T=2000, x_0=x_0)[-1]
    assert below < 0 < above


def test_the_branches_are_the_fixed_points():
    layers = state(w=5, b=-2.5).panels[0].layers
    stable, unstable = (
        next(layer for layer in layers if layer.role == role and layer.kind == "line")
        for role in ("stable", "unstable")
    )
    points = fixed_points(5, -2.5)
    order = np.argsort(unstable.x)
    assert np.interp(-2.5, unstable.x[order], unstable.y[order]) == pytest.approx(points.x[1], abs=1e-4)
    upper = stable.y > 0
    assert np.interp(-2.5, stable.x[upper], stable.y[upper]) == pytest.approx(points.x[2], abs=1e-4)


def test_where_nothing_folds_there_is_no_wall():
    scene = state(w=4)
    assert scene.numbers["basin_changes_at"] is None and scene.numbers["lower_fold"] is None
    assert "no wall" in scene.reading


def test_the_presets_do_what_they_say():
    fold, boundary, moved, below = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert fold["gradient"] < 0.5
    assert boundary["gradient"] > 10 * fold["gradient"] and boundary["peak"] > 6000
    assert moved["basin_changes_at"] == pytest.approx(float(wall_b(5, -0.2)))
    assert moved["lower_fold"] == boundary["lower_fold"]
    assert below["basin_changes_at"] == below["lower_fold"] and below["peak"] > 10
    assert below["peak_at"] == pytest.approx(below["lower_fold"], abs=0.05)


def test_the_handle_moves_place_and_start():
    handle = state(along="w", w=5.2, x_0=0.3).panels[0].layers[-1]
    assert (handle.x, handle.y, handle.moves_x.control, handle.moves_y.control) == (5.2, 0.3, "w", "x_0")


def test_on_the_wall_the_gradient_shown_is_its_peak():
    n = state(**widget.PRESETS[1].params).numbers
    assert n["gradient"] == n["peak"] == pytest.approx(6800, rel=0.02)
    assert state(b=-2.5).numbers["gradient"] < 1
