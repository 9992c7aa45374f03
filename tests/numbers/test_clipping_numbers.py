"""The numbers of the chapters on clipping, against closed forms and what the figures show."""

import math

import numpy as np
import pytest

from builder.chapter import numbers


def number(name, **arguments):
    return numbers.value(name, arguments)


def test_the_catapult_is_far_longer_than_the_norm_before_it():
    assert number("clipping.catapult", what="largest_norm") > 5000 * number("clipping.norm_of_clipped", step=46)


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
