"""Four restraints of W_h: the networks agree where nothing differs, and norm and reach part where something does."""

import numpy as np
import pytest

from experiments.restraint import train
from sim.training.initialise import network
from sim.training.regularise import spectral_normalise
from widgets import decay_or_jacobian
from widgets.kit.controls import resolve


def numbers(**params):
    return decay_or_jacobian.scene(**resolve(decay_or_jacobian.CONTROLS, params)).numbers


def test_at_strength_zero_three_of_the_four_runs_are_the_same():
    for values in train(0, 0, 0.8, 0, 15):
        assert np.array_equal(values[:, 0], values[:, 1]) and np.array_equal(values[:, 0], values[:, 2])


def test_weight_decay_shrinks_the_matrix_and_the_reach_while_omega_opens_it():
    n = numbers()
    assert n["norm_decay"] < n["norm_none"] < n["norm_omega"] < 1.3 * n["norm_none"]
    assert n["reach_decay"] < 1e-3 * n["reach_none"] and n["reach_omega"] > 100 * n["reach_none"]
    assert n["loss_omega"] == min(n[f"loss_{name}"] for name in ("none", "decay", "omega", "spectral"))


def test_spectral_norm_1_never_lets_the_error_grow():
    for seed in range(4):
        assert train(0, 0, 2.5, seed, 10)[1][:, 3].max() <= 1


def test_presets_do_what_their_words_say():
    quiet, loud, more = (numbers(**preset.params) for preset in decay_or_jacobian.PRESETS)
    assert quiet["reach_omega"] > 0.1
    assert min(loud["reach_none"], loud["reach_decay"], loud["reach_omega"]) > 0.1 > 1e-4 > loud["reach_spectral"]
    assert more["norm_decay"] < 0.5 * more["norm_none"] and more["reach_decay"] < 1e-9


def test_the_fourth_run_starts_at_spectral_norm_1():
    size = train(0, 0, 0.8, 0, 10)[0]
    W = network((0,), 10, 1, 1, gain=0.8)["W_h"]
    assert size[0, 3] == pytest.approx(np.linalg.norm(spectral_normalise(W)[0]))
