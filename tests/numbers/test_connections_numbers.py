"""The numbers of chapter 7 against the data and closed forms, and what its sentences claim of them."""

import numpy as np
import pytest

from builder.chapter import numbers
from experiments.reproduction import report
from experiments.reproduction.plan import CAP, METHODS
from experiments.reproduction.store import conditions
from sim.analysis.intervals import difference


def number(name, **arguments):
    return numbers.value(f"connections.{name}", arguments)


def cell(name, task, T, remedy):
    return number(name, task=task, T=T, remedy=remedy)


def test_the_sentences_on_the_fixed_tasks_hold():
    solved = {(T, r): cell("solved", "letters", T, r) for T in (20, 40) for r in ("none", "tau1", "tau5", "tau1omega")}
    assert solved[40, "none"] < 0.2 < solved[40, "tau5"] < solved[40, "tau1"] <= solved[40, "tau1omega"]
    assert all(cell("lost", "letters", T, "none") == 0 for T in (10, 20, 40))
    lost = [cell("lost", "pattern", T, "none") for T in (5, 10, 20, 40)]
    assert lost == sorted(lost) and lost[-1] > 0.9
    assert cell("solved", "pattern", 40, "tau20") < 0.1
    assert cell("solved", "pattern", 40, "tau1omega") < cell("solved", "pattern", 40, "tau1")


def test_the_sentences_on_temporal_order_hold_as_far_as_it_is_measured():
    none, tau1, both = (cell("solved", "temporal_order", 40, r) for r in ("none", "tau1", "tau1omega"))
    assert none < tau1 < both
    assert cell("solved", "temporal_order", 20, "none") < 0.5 < cell("solved", "temporal_order", 20, "tau1")
    assert number("non_finite", task="temporal_order") == 0


def test_sixteen_bits_are_numpys():
    half = np.finfo(np.float16)
    assert number("largest_half") == half.max and number("smallest_half") == half.smallest_subnormal


@pytest.mark.parametrize("norm, scale, left", [(0.5, 1024, 1 / 1024), (0.5, 1, 0.5)])
def test_clipping_before_unscaling(norm, scale, left):
    assert number("clipped_twice", norm=norm, tau=1, scale=scale) == left


def test_the_figure_on_agc_says_what_the_chapter_says():
    assert number("agc", what="norm", s=8) > 4 * number("agc", what="norm", s=1)
    assert number("agc", what="W_3_agc_kept", s=8) == 1 > 0.3 > number("agc", what="W_3_fixed_kept", s=8)
    assert 0 < number("agc", what="W_2_agc_clipped", s=1) < number("agc", what="W_2_units", s=1)
    assert number("agc", what="W_1_fixed_kept", s=8, error=0.1) == 1


def test_the_recorded_language_models_end_on_both_sides_of_guessing():
    assert number("text", what="clipped") < number("text", what="unigram") < number("text", what="unclipped")


def seven(what, T, method=""):
    return number("seven", what=what, T=T, method=method)


def test_the_counts_of_figure_7_are_those_of_the_single_runs():
    runs = [run for c in conditions() if c.start in ("basic_tanh", "smart_tanh") and c.T == 50 for run in c.runs]
    for method in METHODS:
        mine = [run for run in runs if run["parameters"]["method"] == method and report.over(run)]
        solved = [run for run in mine if run["solved_at"] and run["solved_at"] <= CAP]
        assert (seven("ended", 50, method), seven("solved", 50, method)) == (len(mine), len(solved))
    assert seven("planned", 50) == 40
    assert number("seven_limit", what="cap") == CAP


def test_at_twenty_steps_all_tanh_networks_succeed_and_those_with_the_penalty_sooner():
    assert seven("solved", 20) == seven("ended", 20) == seven("planned", 20) == 40
    counts = [
        number("seven_soon", T=20, omega=omega, what=what) for omega in (True, False) for what in ("solved", "ended")
    ]
    assert difference(*counts).low > 0.3


def test_at_fifty_steps_both_together_differ_from_neither_and_clipping_alone_does_not_yet():
    assert number("seven_difference", T=50, method="clipped_omega", end="low") > 0
    clipped = [number("seven_difference", T=50, method="clipped", end=end) for end in ("low", "high")]
    assert clipped[0] < 0 < clipped[1]
