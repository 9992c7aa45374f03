"""The slice of the crash is a ravine that is overshot, and the curvature was above 2/α long before it."""

import numpy as np
import pytest

from experiments import crash_slices
from widgets import damage_slice
from widgets.kit.controls import resolve


def numbers(**given):
    return damage_slice.scene(**resolve(damage_slice.CONTROLS, given)).numbers


def test_the_step_of_the_crash_passes_over_a_ravine():
    n = numbers(update=64)
    assert n["lowest"] < n["start"] / 5 and n["landing"] > 1.5 * n["start"]
    assert n["lowest_at"] < n["length"] / 10


def test_the_landing_is_where_the_run_went_on():
    assert numbers(update=64)["landing"] == pytest.approx(crash_slices.losses()[65], rel=1e-9)
    assert numbers(update=63)["landing"] == pytest.approx(crash_slices.losses()[64], rel=1e-9)


def test_the_curvature_was_above_the_limit_while_the_loss_fell():
    at, bend, limit = crash_slices.curvatures()
    quiet = (at >= 45) & (at <= 61)
    assert limit == pytest.approx(2 / 0.3)
    assert np.all(bend[quiet] > limit)
    assert crash_slices.losses()[45] > 6 * crash_slices.losses()[61]
