"""The training catastrophe: what its presets say happens, and that every machine is told the same story."""

import numpy as np
import pytest

from experiments.catastrophe import TASKS, first_crash, trace
from sim.fast import activations, matmul
from widgets import catastrophe
from widgets.catastrophe import PRESETS, scene


def told(number):
    """The scene of a preset."""
    return scene(**PRESETS[number].params)


def test_the_start_shows_progress_then_the_crash():
    n = told(0).numbers
    assert n["best_loss"] < n["loss_at_start"] / 10
    assert n["crash"] - n["best_update"] == 3
    assert n["loss_at_crash"] > n["loss_at_start"]
    assert n["gradient_at_crash"] > 10 * n["gradient_at_best"]
    assert n["loss"] > 10 * n["loss_at_crash"]
    assert n["non_finite"] is None


def test_clipping_saves_the_same_seed():
    n = told(1).numbers
    assert n["loss_clipped"] < 0.01 < 10 < n["loss"]
    assert 0 < n["steps_clipped"] < 72


def test_the_end_of_the_finite_numbers_is_named():
    shown = told(2)
    assert shown.numbers["non_finite"] == 298
    assert "At update 62" in shown.reading
    assert "at update 298 the loss is ∞" in shown.reading
    loss = shown.panels[0].layers[1].y
    assert np.isnan(loss[298:]).all()
    assert np.isfinite(loss[:297]).all()


def test_learning_and_crash_keep_most_of_the_chart_when_the_loss_leaves_it():
    shown = told(2)
    axis, x = shown.panels[0].y, shown.panels[0].x
    assert axis.share(1e4) - axis.share(0.05) > 0.6
    assert "from update 75: another scale" in [layer.label for layer in shown.panels[0].layers]
    assert x.high < 1.06 * shown.numbers["non_finite"]


def test_the_straight_line_is_one_factor_a_step():
    """Beyond the crash the units are saturated and the linear read-out grows geometrically."""
    loss, _, _ = trace("pattern", 654).to(290)
    factors = loss[150:290, 0] / loss[149:289, 0]
    assert np.ptp(np.log(factors)) < 0.01
    assert factors.mean() > 10


def test_a_softmax_is_thrown_back_to_guessing_and_stays_finite():
    n = told(3).numbers
    assert n["best_loss"] < 0.05
    assert n["crash"] - n["best_update"] == 5
    assert n["loss_at_crash"] > TASKS["letters"].chance
    assert 0.7 < n["loss"] < TASKS["letters"].chance
    assert n["non_finite"] is None


def test_another_arithmetic_tells_the_same_story(monkeypatch):
    """The products and the tanh of WebAssembly differ in the last digits; rounded weights do not let that grow."""
    native = trace("pattern", 654).to(100)
    monkeypatch.setattr(matmul, "HAS_BLAS", False)
    monkeypatch.setattr(activations, "FEW", 0)
    other = catastrophe.trace.__wrapped__("pattern", 654).to(100)
    np.testing.assert_allclose(other[0], native[0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(other[1], native[1], rtol=1e-9, atol=1e-12)


def test_scrubbing_back_gives_the_same_picture():
    before = scene("pattern", False, 40, 7)
    scene("pattern", False, 200, 7)
    after = scene("pattern", False, 40, 7)
    assert before.reading == after.reading
    assert before.numbers == after.numbers


@pytest.mark.parametrize(
    ("loss", "expected"),
    [([1.0, 0.2, 1.1], 2), ([1.0, 0.3, 1.1], None), ([1.0, 2.0, 0.1], None), ([1.0, 0.1, np.nan], None)],
)
def test_a_crash_needs_progress_first(loss, expected):
    assert first_crash(np.array(loss)) == expected
