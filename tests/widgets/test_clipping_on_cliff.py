"""The two descents on the one-unit surface against the paper's rule and the measured catapult."""

import numpy as np
import pytest

from sim.one_unit.dynamics import gradient
from sim.one_unit.surface import descend
from widgets import clipping_on_cliff as widget
from widgets.kit.controls import resolve


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


def test_the_demo_start_is_flung_off_at_step_46():
    exact = descend(np.array([5.0, -2.7]), 0.01, 47, T=50)
    assert exact.norm.argmax() == 46 and exact.norm.max() == pytest.approx(1323.06, rel=0.05)
    numbers = state().numbers
    assert numbers["largest_norm_at"] == 46
    assert numbers["largest_norm"] == pytest.approx(1298.68795, rel=1e-8)
    assert (numbers["w_unclipped"], numbers["b_unclipped"]) == pytest.approx((11.862368954, 8.413350282), rel=1e-9)
    assert numbers["error_clipped"] < numbers["error_unclipped"]


def test_a_difference_in_the_last_digit_is_not_magnified():
    there, beside = (widget.descents((w, -2.7), 0.01, 1, 60) for w in (5.0, 5.0 + 8.9e-16))
    np.testing.assert_array_equal(there.path[-1], beside.path[-1])


def test_no_clipped_step_is_longer_than_the_cap():
    for tau, alpha in ((1, 0.01), (0.05, 0.1), (3, 0.3)):
        assert state(tau=tau, alpha=alpha).numbers["longest_clipped_step"] <= tau * alpha + 1e-9


def test_a_threshold_above_the_largest_norm_makes_both_equal():
    below, above = (state(tau=tau, steps=47).numbers for tau in (1298, 1299))
    assert above["share_clipped"] == 0 and above["error_clipped"] == above["error_unclipped"]
    assert below["share_clipped"] > 0


def test_the_first_step_is_a_gradient_step():
    g = np.array(gradient(5.2, -2.9, 50))
    numbers = state(w=5.2, b=-2.9, steps=1, tau=10).numbers
    assert (numbers["w_unclipped"], numbers["b_unclipped"]) == pytest.approx(tuple(np.array([5.2, -2.9]) - 0.01 * g))


def test_the_presets_do_what_they_say():
    on_wall, before, catapult, high = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert on_wall["longest_step"] > 60 and on_wall["error_clipped"] < 0.013
    assert before["longest_step"] < 5 * 0.0021 + 0.001
    assert catapult["longest_step"] > 40 * before["longest_step"] * 10
    assert high["share_clipped"] == 0
    tenfold = state(alpha=0.1, steps=200).numbers
    assert tenfold["error_clipped"] < 0.01 < tenfold["error_unclipped"]


def test_a_run_ends_where_the_scene_stands():
    controls = resolve(widget.CONTROLS, {"steps": 23})
    *_, last = widget.run(**controls)
    assert last.numbers == pytest.approx(widget.scene(**controls).numbers, rel=1e-9)
    assert last.reading == widget.scene(**controls).reading


def test_what_leaves_the_map_is_named_at_its_edge():
    labels = [layer.label for layer in state(view="near").panels[0].layers]
    assert any("off to (11.9, 8.41)" in label for label in labels)


def test_the_wall_crosses_the_middle_of_the_map_and_the_start_is_on_it():
    for given in ({}, {"w": 6.5, "b": -3.6}, {"view": "near", "w": 4.3, "b": -2}):
        panel = state(**given).panels[0]
        start = panel.layers[-1]
        assert 0.02 < panel.x.share(start.x) < 0.98 and 0.02 < panel.y.share(start.y) < 0.98
    levels = state().panels[0].layers[0].levels
    assert 0.25 < (levels > 200).mean() < 0.75


def test_the_whole_way_stands_in_the_corner_of_the_wide_view_alone():
    wide, near = ([layer.kind for layer in state(view=view).panels[0].layers] for view in ("wide", "near"))
    assert wide.count("heatmap") == 2 and near.count("heatmap") == 1
