"""The descents on the relief: on the surface, hidden where it stands in the way, and as long as they say."""

import numpy as np
import pytest

from sim.one_unit.dynamics import loss
from sim.one_unit.surface import descend
from widgets import clipping_on_cliff
from widgets import descent_on_cliff as widget
from widgets.kit import landscape
from widgets.kit.controls import resolve
from widgets.kit.relief import DISTANCE, eye, project


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


def layers(scene, kind, role):
    return [layer for layer in scene.panels[0].layers if (layer.kind, layer.role) == (kind, role)]


def test_the_unclipped_descent_is_thrown_off_and_the_clipped_one_is_not():
    n = state().numbers
    exact = descend(np.array([5.0, -2.7]), 0.1, 15, T=50)
    assert n["largest_norm_at"] == exact.norm.argmax() == 14
    assert n["largest_norm"] == pytest.approx(float(exact.norm.max()), rel=0.05)
    assert n["longest_step"] > 40 * n["longest_clipped_step"] == pytest.approx(4)
    assert n["error_clipped"] < 0.01 < 0.4 < n["error_unclipped"]


def test_both_figures_of_the_chapter_tell_the_same_descents():
    params = {"alpha": 0.1, "steps": 40, "tau": 2}
    other = clipping_on_cliff.scene(**resolve(clipping_on_cliff.CONTROLS, params)).numbers
    ours = state(**params).numbers
    assert {k: ours[k] for k in ours.keys() & other.keys()} == {k: other[k] for k in ours.keys() & other.keys()}


def steps(scene, role):
    """The marks of a descent, one a step."""
    return layers(scene, "points", role)[0]


def test_a_path_lies_just_above_the_surface():
    shown = steps(state(steps=14), "clipped")
    at = widget.descents((5, -2.7), 0.1, 1, 14).path[:, 1]
    E = np.array([loss(w, b, 50) for w, b in at])
    place = project(landscape.cube(*at.T, E) + (0, 0, widget.LIFT), 38, 42)[0]
    seen = np.isfinite(shown.x)
    assert seen.sum() > 7
    np.testing.assert_allclose(np.stack([shown.x, shown.y], axis=1)[seen], place[seen], atol=1e-9)


def test_what_the_plateau_hides_has_no_mark():
    front, behind = (np.isnan(steps(state(turn=turn, tilt=15), "clipped").x).mean() for turn in (60, -60))
    assert front < behind and behind > 0.3


def test_the_second_panel_tells_both_sides_of_the_wall():
    panel = state().panels[1]
    clipped = next(layer for layer in panel.layers if (layer.kind, layer.role) == ("points", "clipped"))
    assert (clipped.y > 0).sum() > 10 and (clipped.y < 0).sum() > 10
    assert np.abs(clipped.y).max() <= panel.y.high
    assert [layer.label for layer in panel.layers if layer.kind == "arrows"] == ["unclipped: off"]


def test_the_eye_sees_along_the_line_on_which_places_fall_together():
    for turn, tilt in ((0, 30), (38, 42), (-60, 15)):
        point, at = np.array([0.3, -0.5, 0.2]), eye(turn, tilt)
        assert np.linalg.norm(at) == pytest.approx(DISTANCE)
        places, _ = project([point, point + 0.3 * (at - point)], turn, tilt)
        np.testing.assert_allclose(places[0], places[1], atol=1e-12)


def test_the_plateau_hides_the_sea_behind_it_and_not_itself():
    top, sea = landscape.cube(4.9, -3.0, loss(4.9, -3.0, 50)), landscape.cube(4.9, -2.4, loss(4.9, -2.4, 50))
    points = np.array([top, sea]) + (0, 0, widget.LIFT)
    assert landscape.hidden(points, 50, 60, 20).tolist() == [False, False]
    assert landscape.hidden(points, 50, -60, 20).tolist() == [False, True]


def test_the_step_that_leaves_ends_at_the_border_and_says_its_length():
    scene = state()
    (arrow,), (words,) = layers(scene, "arrows", "unclipped"), layers(scene, "text", "unclipped")
    assert np.isfinite([arrow.x2[0], arrow.y2[0]]).all()
    assert words.text == "unclipped: 4.54 long"
    assert not layers(scene, "arrows", "clipped")


def test_the_presets_do_what_they_say():
    before, many, top, high = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert before["clipped_steps"] == 0 and before["longest_step"] < 0.05
    assert many["w_clipped"] < 4.45 and many["error_clipped"] < 0.01
    assert top["largest_norm_at"] == 129 and top["longest_step"] > 100
    assert high["clipped_steps"] == 0 and high["error_clipped"] == high["error_unclipped"] > 0.4


def test_the_ball_is_the_only_handle_and_stands_at_the_start():
    scene = state(w=5.2, b=-2.8)
    (ball,) = (layer for panel in scene.panels for layer in panel.layers if layer.kind == "handle")
    assert (ball.moves_x.control, ball.moves_y.control, ball.around) == ("b", "w", ("turn", "tilt"))
    place = project(landscape.cube(5.2, -2.8, loss(5.2, -2.8, 50)), 38, 42)[0]
    np.testing.assert_allclose((ball.x, ball.y), place, atol=1e-9)
