"""The numbers of the chapters on clipping, against closed forms and what the figures show."""

import math

import numpy as np
import pytest

from builder.chapter import numbers
from experiments.cliff_descents import on_the_wall
from sim.one_unit.dynamics import gradient


def number(name, **arguments):
    return numbers.value(name, arguments)


def test_the_catapult_is_far_longer_than_the_norm_before_it():
    assert number("clipping.catapult", what="largest_norm") > 5000 * number("clipping.norm_of_clipped", step=46)


def test_one_step_from_the_wall_against_the_gradient_itself():
    b = on_the_wall(5.0)
    g = np.array(gradient(5.0, b, 50))
    landing = [number("clipping.on_wall", what=name) for name in ("w_unclipped", "b_unclipped")]
    assert landing == pytest.approx(list(np.array([5.0, b]) - 0.01 * g), rel=1e-6)
    assert landing == pytest.approx([40.8, 54.9], abs=0.05)
    assert number("clipping.on_wall", what="longest_clipped_step") == pytest.approx(0.01)
    assert number("clipping.on_wall", what="error_clipped") == pytest.approx(0.012, abs=0.0005)


def test_rounding_decides_the_digits_of_the_catapult_and_not_its_step():
    norms = [number("clipping.with_bits", what="largest_norm", bits=bits) for bits in (30, 32, 36)]
    assert max(norms) > 2 * min(norms) > 1800
    assert {number("clipping.with_bits", what="largest_norm_at", bits=bits) for bits in (30, 32, 36)} == {46}
    assert number("clipping.relief_clipped", bits=32) != number("clipping.relief_clipped", bits=36)
    assert norms[-1] == number("clipping.catapult", what="largest_norm")


def test_a_summed_loss_needs_a_threshold_as_many_times_higher():
    g = np.array([3.0, 4.0])
    tau = number("clipping.summed_tau", tau=1, steps=200)
    assert clip_by_norm(200 * g, tau) == pytest.approx(200 * clip_by_norm(g, 1.0))


def clip_by_norm(g, tau):
    return g * min(1, tau / np.linalg.norm(g))


def test_every_cap_solves_the_signs_and_no_cap_does_not():
    assert all(number("clipping.lab", what="solved", alpha=0.3, rule="norm", tau=tau) == 1 for tau in (0.1, 1, 5))
    assert number("clipping.lab", what="solved", alpha=0.3) < 0.5


def test_recorded_shares_tell_what_the_chapter_says():
    good = [number("clipping.solved", T=40, alpha=0.3, tau=tau) for tau in (1, 2, 5, 10)]
    assert good[0] > 0.9 > 0.5 > good[1] > good[2] == good[3] == 0
    assert all(number("clipping.solved", T=20, alpha=0.1, tau=tau) == 1 for tau in (1, 2, 5, 10))
    assert number("clipping.solved", T=20, alpha=0.1) == 1
    slow, free = (number("clipping.update_solved", T=20, alpha=0.1, tau=tau) for tau in (0.05, None))
    assert slow > 3 * free


def test_clipped_networks_can_diverge_and_the_running_thresholds_rank():
    rules = ("none", "naive", "adaptive", "norm")
    worse = {rule: number("clipping.lab", what="worse", alpha=0.3, rule=rule) for rule in rules}
    assert worse["none"] >= worse["naive"] > worse["adaptive"] > worse["norm"] == 0
    assert number("clipping.lab", what="worse", alpha=0.5, rule="norm", tau=5) > 0.5
    assert number("clipping.lab", what="worse", alpha=0.5, rule="norm", tau=1) == 0


def test_clipping_minibatches_turns_the_sign():
    assert number("clipping.mean_gradient") == 0.5 and number("clipping.mean_clipped_gradient", tau=1) == -0.5


def test_small_formulas():
    assert number("clipping.entry", g=9, other=12, tau=5) == pytest.approx(3)
    assert number("clipping.short_of_tau", norm=5.6, tau=5) == pytest.approx(5e-6 / 5.6, rel=1e-4)
    assert number("strategies.value_bound", entries=400, tau=0.5) == pytest.approx(10)
    assert number("strategies.parameters") == 16 * 16 + 3 * 16 + 1
    assert number("strategies.naive_rest") + number("strategies.naive_share") == pytest.approx(3)
    assert number("strategies.guarded_growth") == pytest.approx(1.1)
    assert math.cos(math.radians(number("strategies.turn", scope_name="layer"))) == pytest.approx(
        number("strategies.scope", what="layer_cosine")
    )


def test_the_timed_share_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    measured = numbers.function("strategies.cost_measured")
    first = measured()
    assert 0 < first < 0.5 and measured() == first
    assert len(list((tmp_path / ".cache/cliffwalk").glob("clip-cost-*.json"))) == 1


@pytest.mark.parametrize("rule, ratio", [("norm", 10), ("value", 5)])
def test_the_ratios_of_the_worked_example(rule, ratio):
    assert number("strategies.ratio", rule=rule) == pytest.approx(ratio)
    assert np.isfinite(number("strategies.example", what=f"{rule}_angle"))
