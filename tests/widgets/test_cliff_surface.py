"""The relief and the map: the wall is where the closed form says, the step is the exact one, to scale."""

import numpy as np
import pytest

from sim.one_unit.dynamics import gradient, loss
from sim.one_unit.wall import wall_b
from widgets import cliff_surface as widget
from widgets.kit import landscape
from widgets.kit.controls import resolve
from widgets.kit.relief import project


def state(**given):
    return widget.scene(**resolve(widget.CONTROLS, given))


def test_the_step_is_minus_alpha_times_the_exact_gradient():
    n = state(w=5.2, b=-2.4, T=30, alpha=0.1).numbers
    dE_dw, dE_db = gradient(5.2, -2.4, 30)
    assert (n["w_after"], n["b_after"]) == pytest.approx((5.2 - 0.1 * dE_dw, -2.4 - 0.1 * dE_db), rel=1e-9)
    assert n["step"] == pytest.approx(0.1 * np.hypot(dE_dw, dE_db), rel=1e-9)
    assert n["error_after"] == pytest.approx(float(loss(n["w_after"], n["b_after"], 30)), rel=1e-9)


@pytest.mark.parametrize("T, peak, b", [(50, 6773, -2.61234136), (100, 2.2e7, -2.61229667)])
def test_the_default_place_is_the_steepest_of_the_wall(T, peak, b):
    n = state(T=T).numbers
    assert n["gradient"] == n["peak"] == pytest.approx(peak, rel=0.02)
    assert n["b"] == pytest.approx(b, abs=1e-7)
    assert not n["on_chart"]


def test_without_the_catch_the_slider_steps_over_the_wall():
    assert state(catch=False).numbers["gradient"] < 20


def test_the_relief_has_a_vertical_face_and_steps_over_no_wall():
    points, shade = landscape.ground(50)
    fall = -np.diff(points[..., 2], axis=1).min(axis=1)  # along b, in every column of w
    w = np.linspace(*landscape.W, landscape.COLUMNS)
    assert (fall[w > 4.6] > 0.4).all()
    across = np.diff(points[..., 0], axis=1)[np.arange(len(w)), np.diff(points[..., 2], axis=1).argmin(axis=1)]
    assert across[w > 4.6].max() < 0.01
    assert (np.diff(points[..., 0], axis=1) > 0).all()


def test_faces_come_from_back_to_front():
    mesh = state().panels[0].layers[0]
    assert mesh.x.shape == ((landscape.COLUMNS - 1) * (landscape.ROWS - 1), 4)
    assert mesh.y[0].mean() > mesh.y[-1].mean()


def test_the_map_steps_at_the_wall():
    ground, line = state(view="map").panels[0].layers[:2]
    np.testing.assert_allclose(line.y, wall_b(line.x))
    b = np.linspace(*widget.B, ground.levels.shape[0])
    column = ground.levels[:, ground.levels.shape[1] // 2].astype(int)
    assert b[np.diff(column).argmin()] == pytest.approx(float(wall_b(5.2)), abs=0.02)


@pytest.mark.parametrize(("turn", "tilt"), [(24, 38), (-60, 15), (0, 60)])
def test_the_ball_slides_to_where_it_is_dragged(turn, tilt):
    """On the level of the ball, the place of a point nearby on the page names the weights of that point."""
    ball = state(turn=turn, tilt=tilt, b=-2.8, w=5.2).panels[0].layers[-1]
    E = float(loss(5.2, -2.8, 50))
    w, b = 5.23, -2.82
    x, y = project(landscape.cube(w, b, E), turn, tilt)[0]
    assert ball.moves_x.at + ball.moves_x.per * x + ball.moves_x.cross * y == pytest.approx(b, abs=2e-3)
    assert ball.moves_y.at + ball.moves_y.per * y + ball.moves_y.cross * x == pytest.approx(w, abs=2e-3)


def test_there_is_one_handle_and_no_axis_without_a_meaning():
    panel = state().panels[0]
    assert [layer.kind for layer in panel.layers].count("handle") == 1
    assert panel.x.ticks == panel.y.ticks == () and panel.x.label == ""


def test_the_crest_of_the_wall_is_drawn_where_there_is_a_wall():
    roles = [[layer.role for layer in state(T=T).panels[0].layers] for T in (5, 50)]
    assert "wall" not in roles[0] and "wall" in roles[1]


def test_the_handle_of_the_map_moves_both_weights():
    point = state(view="map", w=5.2, b=-2.4).panels[0].layers[-1]
    assert (point.x, point.y, point.moves_x.control, point.moves_y.control) == (5.2, -2.4, "w", "b")


def test_the_presets_do_what_they_say():
    five, hundred, left, fits = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert five["step"] < 0.01
    assert hundred["step"] / state().numbers["step"] == pytest.approx(3200, rel=0.02)
    assert left["step"] < 0.01 and left["distance"] == pytest.approx(-0.1, abs=0.002)
    assert fits["on_chart"] and fits["step"] > 0.5


def test_the_arrow_ends_at_the_border_of_the_chart():
    arrow = next(layer for layer in state(view="map").panels[0].layers if layer.kind == "arrows")
    assert float(arrow.y2[0]) == pytest.approx(-2) and float(arrow.x2[0]) < 6
