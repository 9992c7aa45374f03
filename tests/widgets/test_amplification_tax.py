"""The tax on amplification: what the penalty does to the ratios, and that it can be too weak or too strong."""

import numpy as np
import pytest

from experiments import latch
from sim.tasks.latch import Latch
from widgets import amplification_tax
from widgets.kit.controls import resolve


def scene(**params):
    return amplification_tax.scene(**resolve(amplification_tax.CONTROLS, params))


def numbers(**params):
    return scene(**params).numbers


def test_the_default_state_shows_the_bars_at_one_and_the_task_learnt():
    n = numbers()
    assert n["ratio_before"] < 0.5 and n["ratio_after"] == pytest.approx(1, abs=0.1)
    assert n["reach_before"] < 1e-7 and n["reach_after"] > 0.1
    assert n["loss_after"] < 0.05 * Latch.chance


def test_no_training_changes_nothing():
    n = numbers(updates=0)
    assert all(n[f"{what}_before"] == n[f"{what}_after"] for what in ("ratio", "reach", "omega", "loss"))


def test_the_relative_size_is_the_product_of_the_ratios_for_one_sequence(monkeypatch):
    monkeypatch.setattr(latch, "B", 1)
    s = scene(updates=0)
    ratios = s.panels[0].layers[0].y
    assert s.numbers["reach_after"] == pytest.approx(np.prod(ratios))


def test_presets_do_what_their_words_say():
    off, on, too_much, above = (numbers(**preset.params) for preset in amplification_tax.PRESETS)
    assert off["loss_after"] > 0.9 * Latch.chance and off["reach_after"] < 1e-5
    assert on["loss_after"] < 0.05
    assert too_much["ratio_after"] > 1.5 * too_much["ratio_before"]
    assert 0.9 * Latch.chance > too_much["loss_after"] > 5 * on["loss_after"]
    assert above["ratio_before"] > 1.1 > 1 > above["ratio_after"]


def test_omega_falls_for_most_seeds():
    fallen = [n["omega_after"] < n["omega_before"] for n in (numbers(seed=seed, updates=20) for seed in range(8))]
    assert sum(fallen) >= 7


def test_steps_whose_error_has_vanished_are_gaps_and_not_taxed():
    ratio = scene(gain=0.3, T=30, updates=0).panels[0].layers[0].y
    assert np.isnan(ratio[0]) and np.isfinite(ratio[-1])
