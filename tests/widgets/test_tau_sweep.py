"""The picture of the threshold sweep: what it reads from the record, and its live frames."""

import numpy as np
import pytest

from experiments.letters import TAUS, results
from widgets import tau_sweep as widget
from widgets.kit.controls import resolve


def state(**params):
    return widget.scene(**resolve(widget.CONTROLS, params))


def test_the_numbers_are_those_of_the_record():
    n = state(tau=5).numbers
    column = results()[40, 0.1][:, TAUS.index(5.0)]
    assert [n[name] for name in ("solved", "clipped", "loss", "update")] == column.tolist()
    assert n["tau"] == 5


def test_a_threshold_between_two_is_read_at_the_nearer():
    assert state(tau=4.64).numbers["tau"] == 5 and state(tau=3.3).numbers["tau"] == 5  # nearer in ratio


def test_the_presets_do_what_they_say():
    five, three, half = (state(**preset.params).numbers for preset in widget.PRESETS)
    assert five["solved"] < state(tau=1).numbers["solved"]
    assert three["good_to"] < state().numbers["good_to"] and three["good_from"] < state().numbers["good_from"]
    assert half["solved_unclipped"] == 1 and half["good_to"] == 100


def test_no_good_threshold_gives_none_twice():
    assert widget.good([0.1] * 13) == (None, None)
    assert widget.good([0, 0.75, 1] + [0.2] * 10) == (0.02, 0.05)


def test_a_live_run_draws_over_the_record():
    run = widget.run(**resolve(widget.CONTROLS, {"T": "20"}))
    first, second = next(run), next(run)
    assert (first.numbers["live_updates"], second.numbers["live_updates"]) == (10, 20)
    assert first.numbers["solved"] == state(T="20").numbers["solved"]
    assert "Live, 20 of 2,000" in second.reading


def test_another_seed_is_another_ensemble():
    frames = [next(widget.run(**resolve(widget.CONTROLS, {"T": "20", "seed": seed}))) for seed in (0, 1)]
    with pytest.raises(AssertionError):
        np.testing.assert_array_equal(*(frame.panels[1].layers[-1].y for frame in frames))
