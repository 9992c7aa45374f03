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


def test_a_path_lies_just_above_the_surface():
    scene = state(steps=14)
    unseen, seen = layers(scene, "line", "clipped")
    pair = widget.descents((5, -2.7), 0.1, 1, 14)
    at = pair.path[:, 1]
    E = np.array([loss(w, b, 50) for w, b in at])
    place = project(landscape.cube(*at.T, E) + (0, 0, widget.LIFT), 38, 42)[0]
    x = np.where(np.isnan(seen.x), unseen.x, seen.x)
    np.testing.assert_allclose(x[:: widget.FINER], place[:, 0], atol=1e-9)


def test_every_place_of_a_path_is_either_seen_or_hidden():
    for turn in (-60, 0, 38):
        unseen, seen = layers(state(turn=turn), "line", "clipped")
        assert (np.isnan(unseen.x) != np.isnan(seen.x)).all()
        assert unseen.thin and not seen.thin


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


def test_one_handle_turns_and_tilts():
    knob = state(turn=20, tilt=50).panels[0].layers[-1]
    assert knob.moves_x.control == "turn" and knob.moves_x.at + knob.moves_x.per * knob.x == pytest.approx(20)
    assert knob.moves_y.control == "tilt" and knob.moves_y.at + knob.moves_y.per * knob.y == pytest.approx(50)
