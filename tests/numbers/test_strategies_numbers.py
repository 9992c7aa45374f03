"""The numbers of the chapter on strategies, against the rules written out."""

import math

import pytest

from builder.chapter import numbers


def number(name, **arguments):
    return numbers.value(name, arguments)


def lab(rule, tau=1.0, what="solved"):
    return number("clipping.lab", what=what, alpha=0.3, rule=rule, tau=tau)


def test_the_same_threshold_by_value_is_another_rule_and_a_lower_one_makes_up_for_it():
    assert lab("norm", 5) == lab("norm", 1) == lab("value", 0.5) == 1
    assert lab("value", 5) < 0.5 and lab("value", 5, "worse") > 0.5


def test_a_global_norm_divides_the_quiet_layer_by_about_forty():
    left = number("strategies.scope", what="global_layer_1")
    assert left == pytest.approx(0.3 / math.hypot(0.3, 2, 40), rel=1e-6) and 38 < 0.3 / left < 42


def test_a_guarded_threshold_rises_by_a_tenth_as_in_the_log_of_the_question():
    growth = number("strategies.guarded_growth")
    assert [round(3 * growth**i, 1) for i in range(3)] == [3.0, 3.3, 3.6]


def test_the_counted_cost_is_the_share_that_the_chapter_names():
    assert number("strategies.cost_counted", T=100, B=10) == pytest.approx(1 / (2 * 100 * 10), rel=1e-3)
