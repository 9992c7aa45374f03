"""The divergence census: what its presets promise, and what its settings hold fixed."""

import numpy as np
import pytest

from experiments.census import NETWORKS, ensemble, outcomes
from sim.tasks.pattern import Pattern
from widgets.census import CONTROLS, FIRST, PRESETS, run, scene
from widgets.kit.controls import resolve


def settings(**given):
    """All controls, the given ones changed."""
    return resolve(CONTROLS, given)


def numbers(**given):
    """The results of a whole run, which is one network block at 300 updates unless told otherwise."""
    *_, last = run(**settings(**given))
    return last.numbers


@pytest.fixture(scope="module")
def default():
    return numbers(updates=200)


def test_the_start_setting_loses_most_networks(default):
    assert default["worse"] > NETWORKS / 2
    assert 0 < default["non_finite"] < default["worse"]
    assert default["low"] < default["share_worse"] < default["high"]


def test_a_smaller_learning_rate_saves_nearly_all():
    assert numbers(**PRESETS[0].params, updates=200)["worse"] <= 4


def test_larger_recurrent_weights_lose_many_at_the_rate_that_was_safe():
    assert numbers(**PRESETS[2].params, updates=200)["worse"] >= 16


def test_twice_the_length_loses_networks_at_the_rate_that_was_safe():
    n = numbers(**PRESETS[1].params, updates=200)
    assert n["worse"] >= 16
    assert n["learnt"] == 0


def test_clipped_at_one_none_is_lost():
    n = numbers(**PRESETS[3].params, updates=200)
    assert n["worse"] == n["non_finite"] == 0
    assert n["learnt"] >= 60


def test_the_first_look_is_the_start_of_the_run():
    first = scene(**settings())
    frames = run(**settings())
    seen = [next(frames).numbers for _ in range(3)]
    assert first.numbers["done"] == FIRST
    assert seen[1]["done"] < FIRST < seen[2]["done"]
    assert f"{FIRST} of 300 updates" in first.reading


def test_what_is_held_fixed_is_the_same_in_every_network():
    given = {k: v for k, v in settings(vary="sequence").items() if k != "updates"}
    same_weights, same_sequence = ensemble(**given), ensemble(**{**given, "vary": "weights"})
    assert np.ptp(same_weights.theta.flat, axis=0).max() == 0
    assert np.ptp(same_weights.dataset[1], axis=1).max() > 0
    assert np.ptp(same_sequence.dataset[1], axis=1).max() == 0
    assert np.ptp(same_sequence.theta.flat, axis=0).max() > 0


def test_a_network_without_a_number_counts_as_lost():
    lost, learnt = outcomes(np.array([[1.0, 1.0, 1.0, 1.0], [np.nan, 1.1, 1.0, 0.01]]), Pattern(5))
    assert lost[1].tolist() == [True, True, False, False]
    assert learnt[1].tolist() == [False, False, False, True]
