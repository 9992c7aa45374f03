"""The census: what its presets show, what its control holds fixed, and how a network is sorted into its fate."""

import numpy as np
import pytest

from experiments import stored
from experiments.census import NETWORKS, ensemble, fates_by_update, measure, results
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


def test_every_network_has_one_fate(default):
    assert default["never"] + default["lost"] + default["survived"] == NETWORKS
    assert default["low"] < default["share_lost"] < default["high"]


def test_most_that_end_worse_had_never_learned(default):
    assert default["worse"] > NETWORKS / 2
    assert default["worse_that_had_learnt"] < default["worse"] / 4


@pytest.mark.parametrize("trained", ["all", "readout", "frozen_W_h"])
def test_the_figure_counts_what_the_intervention_counted(trained):
    kept = stored.cause("census")[f"alpha_0.3_gain_1_{trained}"]
    counted = results(trained=trained)
    assert {name: int(counted[name]) for name in ("never", "lost", "survived", "worse", "early")} == {
        name: kept[name] for name in ("never", "lost", "survived", "worse", "early")
    }


def test_with_the_recurrent_weights_held_they_stay_and_nothing_is_learned():
    training = ensemble(20, 0.3, 1, "none", "pattern", "both", 0, "frozen_W_h")
    W_h, W_y = training.params["W_h"].copy(), training.params["W_y"].copy()
    training.advance()
    np.testing.assert_array_equal(training.params["W_h"], W_h)
    assert np.abs(training.params["W_y"] - W_y).max() > 0
    held = numbers(**PRESETS[2].params, updates=200)
    assert held["never"] >= 60 and held["worse"] > NETWORKS / 2


def test_a_smaller_learning_rate_teaches_nearly_all():
    n = numbers(**PRESETS[0].params, updates=200)
    assert n["never"] <= 4 and n["survived"] > 40


def test_twice_the_length_is_not_learned_at_the_rate_that_was_enough():
    n = numbers(**PRESETS[1].params, updates=200)
    assert n["never"] > NETWORKS / 2
    assert n["learnt"] == 0


def test_clipped_at_one_none_ends_worse():
    n = numbers(**PRESETS[3].params, updates=200)
    assert n["worse"] == n["non_finite"] == 0
    assert n["survived"] >= 60


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


def test_three_made_up_networks_have_three_fates():
    loss = np.array([[1.0, 1.0, 1.0, 1.0], [0.9, 0.2, 0.2, 0.2], [1.5, 1.1, np.nan, 0.1]])
    survived, lost = fates_by_update(loss)
    assert lost[-1].tolist() == [False, True, True, False]
    assert survived[-1].tolist() == [False, False, False, True]
    counted = measure(np.repeat(loss, 16, axis=1), Pattern(5))
    assert (counted["never"], counted["lost"], counted["survived"]) == (16, 32, 16)


def test_a_loss_can_be_read_off_the_axis():
    panel = scene(**settings()).panels[0]
    assert panel.y.kind == "log" and len(panel.y.ticks) >= 3
    curves = [layer for layer in panel.layers if layer.kind == "line"]
    starts = np.concatenate([layer.y[layer.x == 0] for layer in curves])
    np.testing.assert_allclose(starts, 1.0)
    assert len(starts) == NETWORKS
