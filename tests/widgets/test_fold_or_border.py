"""At a fold the peak grows like a power of T, at a border like a power of the multiplier."""

import numpy as np
import pytest

from sim.one_unit.wall import multiplier, wall_peak
from widgets import fold_or_border
from widgets.kit.controls import resolve


def state(**given):
    return fold_or_border.scene(**resolve(fold_or_border.CONTROLS, given))


def test_each_law_is_a_straight_line_on_its_paper():
    lines = {layer.label: layer for layer in state().panels[0].layers if getattr(layer, "thin", False)}
    fold, border = lines["fold"], lines["border"]
    powers = np.diff(np.log(fold.y)) / np.diff(np.log(fold.x))
    assert powers == pytest.approx(powers[0])
    steep = np.log(border.y[np.isfinite(border.y)])
    assert np.diff(steep) == pytest.approx(np.diff(steep)[0])


def test_doubling_the_length_costs_a_power_here_and_a_factor_there():
    short, long = state(T=50).numbers, state(T=100).numbers
    assert long["fold"] / short["fold"] == pytest.approx(2 ** short["power"])
    assert long["border"] / short["border"] > 1000
    assert short["factor"] == pytest.approx(float(multiplier(5.0)), rel=0.01)


def test_the_fits_are_close_to_what_the_engine_says():
    assert state(T=50).numbers["border"] == pytest.approx(float(wall_peak(5.0, 50).norm), rel=0.15)
