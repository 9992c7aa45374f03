"""The walk across the cliff: heights against the peaks measured with an independent script, presets, and extremes."""

import numpy as np
import pytest

from sim.one_unit.dynamics import gradient, loss
from sim.one_unit.wall import wall_b, wall_peak
from widgets import cliff_1d as widget
from widgets.kit.controls import resolve


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


@pytest.mark.parametrize("T, peak", [(10, 5.5), (20, 43), (30, 252), (50, 6773), (75, 3.8e5), (100, 2.2e7)])
def test_peaks_at_w_5(T, peak):
    assert state(T=T).numbers["peak"] == pytest.approx(peak, rel=0.02)


def test_the_point_has_the_error_and_gradient_of_the_plain_formulas():
    numbers = state(at=0.4, T=30, w=5.2).numbers
    assert numbers["error"] == pytest.approx(float(loss(5.2, numbers["b"], 30)), rel=1e-9)
    assert numbers["gradient"] == pytest.approx(np.hypot(*gradient(5.2, numbers["b"], 30)), rel=1e-9)


def test_growth_per_step_is_the_multiplier():
    assert state(w=5).numbers["growth_per_step"] == pytest.approx(1.175, abs=5e-4)


def test_the_handle_sets_the_place_where_it_stands():
    for zoom in (1, 1000):
        handle = state(at=0.26, zoom=zoom).panels[0].layers[-1]
        assert handle.moves_x.at + handle.moves_x.per * handle.x == pytest.approx(0.26)


def test_the_presets_do_what_they_say():
    edge, close, ten, hundred = (state(**preset.params) for preset in widget.PRESETS)
    assert edge.numbers["gradient"] == pytest.approx(float(wall_peak(5, 50).norm), rel=1e-9)
    assert edge.numbers["gradient"] > 1000 * np.interp(0.1, edge.panels[1].layers[1].x, edge.panels[1].layers[1].y)
    assert np.abs(np.diff(close.panels[0].layers[1].y)).max() < 0.03
    assert hundred.numbers["gradient"] > 1e6 * ten.numbers["gradient"]


def test_the_window_stands_at_the_wall():
    assert state(at=0, zoom=1e7, T=100).numbers["b"] == pytest.approx(float(wall_b(5)), abs=1e-7)


def test_the_curve_meets_the_peak_that_it_names():
    for T in (10, 50, 100):
        scene = state(T=T)
        assert scene.panels[1].layers[1].y.max() == pytest.approx(scene.numbers["peak"], rel=0.02)


def test_a_hand_or_a_key_that_crosses_the_edge_meets_the_peak():
    at = widget.CONTROLS[0]
    near = [value for value in at.values if abs(value) <= 0.1]
    assert len(near) == 11 and 300 * at.step / 2 >= 3, "a step is three pixels of a slider of 300"
    assert max(state(at=value).numbers["gradient"] for value in near) == pytest.approx(6773, rel=0.02)


def test_one_coordinate_is_shown():
    at = widget.CONTROLS[0]
    assert [at.text(value) for value in (-0.1, 0, 0.5)] == ["left of the edge", "on the edge", "right of the edge"]
    assert "0.03" in state().reading and any("−0.2" in tick.text for tick in state().panels[0].x.ticks)
