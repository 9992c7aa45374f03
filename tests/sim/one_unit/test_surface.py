"""The fast surface against the plain formulas, and the refinement against the known wall."""

import numpy as np
import pytest

from sim.one_unit import dynamics, surface, wall

W, B = np.linspace(4, 6.5, 37), np.linspace(-3.6, -2, 300)[:, None]


def norm(grid):
    return np.hypot(grid.dE_dw, grid.dE_db)


@pytest.mark.parametrize("T", [0, 1, 20, 50])
def test_surface_equals_the_plain_formulas(T):
    grid = surface.surface(W, B, T)
    assert grid.E.shape == (300, 37)
    assert np.array_equal(grid.E, dynamics.loss(W, B, T))
    for fast, plain in zip(grid[1:], dynamics.gradient(W, B, T), strict=True):
        assert np.allclose(fast, plain, rtol=1e-9, atol=1e-15)


def test_blocks_do_not_show(monkeypatch):
    whole = surface.surface(W, B, 30)
    monkeypatch.setattr(surface, "BLOCK", 100)
    assert all(np.array_equal(a, b) for a, b in zip(whole, surface.surface(W, B, 30), strict=True))


def test_surface_takes_points_lines_and_warped_grids():
    assert dynamics.loss(5.0, -2.5, 50) == surface.surface(5.0, -2.5, 50).E
    assert surface.surface(W, -2.5, 50).E.shape == (37,)
    rows = surface.wall_rows(W, -3.6, -2, 90, 50)
    assert np.array_equal(surface.surface(W, rows, 50).E, dynamics.loss(W, rows, 50))


def test_saturation_does_not_cancel():
    w, b = 12.0, 30.0
    x = dynamics.orbit(w, b, 5)[-1]
    expected = 2 * 0.3 * np.exp(-x)
    assert surface.surface(w, b, 5).dE_db == pytest.approx(expected, rel=1e-9)


def test_overflow_is_not_hidden():
    grid = surface.surface(np.array([4000.0, np.nan, 5.0]), np.array([[wall.wall_b(4000.0)], [-2.0]]), 200)
    assert not np.isfinite(grid.dE_db[0, 0])
    assert np.isnan(grid.E[:, 1]).all()
    assert np.isfinite(grid.E[:, 2]).all()
    far = surface.surface(5.0, np.array([-2e3, 2e3]), 50)
    np.testing.assert_allclose(far.E, [0.49, 0.09], rtol=1e-6)
    assert far.dE_db.tolist() == [0, 0]


@pytest.mark.parametrize("spacing, seen", [(1e-2, 0.28), (1e-3, 9.3), (1e-4, 1026), (1e-5, 6758)])
def test_a_uniform_grid_misses_the_wall(spacing, seen):
    b = np.arange(round(-3 / spacing), round(-2 / spacing) + 1) * spacing
    assert norm(surface.surface(5.0, b, 50)).max() == pytest.approx(seen, rel=0.02)


@pytest.mark.parametrize("T", [5, 10, 20, 30, 50, 75, 100])
def test_refined_line_meets_the_peak(T):
    line = surface.refined_line((5, -2.9), (5, -2.0), T)
    assert line.s.size < 1000
    assert norm(line).max() == pytest.approx(wall.wall_peak(5, T).norm, rel=0.01)
    assert np.abs(np.diff(line.E)).max() <= 0.01
    assert np.all(np.diff(line.s) > 0)
    assert np.array_equal(line.dE_db, surface.surface(line.w, line.b, T).dE_db)


def test_refined_line_along_w_and_oblique():
    crossing = (0.5 - -2.6) / dynamics.sigma(0.5)
    along_w = surface.refined_line((4.5, -2.6), (6, -2.6), 50)
    assert along_w.w[norm(along_w).argmax()] == pytest.approx(crossing, abs=1e-3)
    oblique = surface.refined_line((4.5, -3.2), (5.5, -2.0), 50)
    assert norm(oblique).max() > 1000


def test_refined_axis_stops_at_a_true_jump_and_at_the_limit():
    x, y = surface.refined_axis(lambda x: np.where(x < 1 / 3, 0.0, 1.0), 0, 1, 0.1)
    jump = np.argmax(np.diff(y))
    assert np.nextafter(x[jump], 1) == x[jump + 1]
    x, _ = surface.refined_axis(np.sin, 0, 1e3, 1e-4, limit=500)
    assert x.size == 500


def test_refined_axis_refines_towards_a_non_finite_region_but_not_inside():
    x, y = surface.refined_axis(lambda x: np.where(x < 0.3, 0.0, np.nan), 0, 1, 0.1)
    assert x[np.isfinite(y)].max() == pytest.approx(0.3, abs=1e-12)
    assert np.count_nonzero(x > 0.31) < 60


@pytest.mark.parametrize("T", [5, 50, 100])
def test_wall_rows_resolve_the_wall_in_every_column(T):
    w = np.linspace(4.4, 5.6, 25)
    rows = surface.wall_rows(w, -3.6, -2, 256, T)
    assert rows.shape == (256, 25)
    assert np.all(rows[0] == -3.6) and np.all(rows[-1] == -2)
    assert np.all(np.diff(rows, axis=0) > 0)
    assert norm(surface.surface(w, rows, T)).max(axis=0) == pytest.approx(wall.wall_peak(w, T).norm, rel=0.03)


def test_unclipped_descent_is_flung_off_the_wall():
    run = surface.descend((5.0, -2.7), 0.01, 200)
    step = run.norm.argmax()
    assert step == 46
    assert run.norm[step] == pytest.approx(1323, abs=0.5)
    assert run.path[47] == pytest.approx([11.99, 8.62], abs=0.005)
    assert run.E[-1] == pytest.approx(0.09, abs=1e-6)
    assert run.norm[-1] == pytest.approx(1e-9, rel=0.1)
    assert not run.clipped.any()


def test_clipped_descent_follows_the_wall_down():
    run = surface.descend((5.0, -2.7), 0.01, 3000, tau=1)
    assert 250 < run.clipped.sum() < 310  # the bounces are chaotic: the count depends on rounding
    assert run.path[-1] == pytest.approx([4.52, -2.31], abs=0.01)
    assert run.E[-1] < 1e-4
    lengths = np.hypot(*np.diff(run.path, axis=0).T)
    assert lengths.max() <= 0.01 * (1 + 1e-9)
    assert np.array_equal(run.clipped, run.norm[:-1] >= 1)


def test_descents_do_not_touch_each_other():
    starts = np.array([[5.0, -2.7], [6.0, -3.5], [np.nan, 0.0]])
    together = surface.descend(starts, np.array([0.01, 0.1, 0.1]), 40, np.array([np.inf, 1.0, 1.0]))
    assert together.path.shape == (41, 3, 2)
    for k, (alpha, tau) in enumerate([(0.01, None), (0.1, 1.0)]):
        assert np.allclose(together.path[:, k], surface.descend(starts[k], alpha, 40, tau).path, rtol=1e-9)
    assert np.isnan(together.path[1:, 2]).any(axis=-1).all()


def test_one_start_broadcasts_over_thresholds():
    run = surface.descend((5.0, -2.7), 0.01, 50, [np.inf, 1.0])
    assert run.E.shape == (51, 2) and run.clipped.shape == (50, 2)
    assert run.clipped[:, 1].any() and not run.clipped[:, 0].any()


def test_clipping_raises_the_share_of_descents_that_arrive():
    rng = np.random.Generator(np.random.PCG64(0))
    starts = np.stack([rng.uniform(4.5, 6.5, 96), rng.uniform(-3.6, -2.2, 96)], axis=-1)
    run = surface.descend(starts[:, None], 0.1, 1000, [np.inf, 1.0])
    arrived = (run.E[-1] < 1e-3).mean(axis=0)
    assert arrived[1] > 0.95  # 100 % of 1,024 starts after 3,000 steps
    assert arrived[0] < 0.5  # 31 % of them
