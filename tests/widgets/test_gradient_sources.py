"""Where the gradient comes from: the terms against the gradient itself, against closed forms, and by regime."""

import numpy as np
import pytest

from experiments import gradient_terms
from experiments.gradient_terms import CELLS, make_sequence, terms
from sim.cells.rnn import contributions
from widgets import gradient_sources
from widgets.kit.controls import resolve


def numbers(**params):
    return gradient_sources.scene(**resolve(gradient_sources.CONTROLS, params)).numbers


@pytest.mark.parametrize("name", CELLS)
def test_the_terms_are_those_whose_sum_is_the_gradient(name, monkeypatch):
    seen = {}
    monkeypatch.setattr(
        gradient_terms, "contributions", lambda run, delta: seen.setdefault("all", contributions(run, delta))
    )
    terms(name, 0.9, 1, 3, make_sequence("loud", 12, 3))
    module, blocks = CELLS[name]
    params = {key: np.array(p) for key, p in gradient_terms._draw(blocks, 3).items()}
    params["W_h"] *= 0.9
    params["b"][:, gradient_terms.N : 2 * gradient_terms.N] = 1
    arriving = params["W_y"][:, None] / np.linalg.norm(params["W_y"])
    grads = module.backward(params, module.forward(params, make_sequence("loud", 12, 3)), arriving).grads
    np.testing.assert_allclose(seen["all"].sum(axis=0), grads["W_h"], atol=1e-14)


def test_a_nearly_linear_orthogonal_network_follows_the_power_of_rho():
    inputs = np.zeros((40, 1, 1, 1))
    inputs[0] = 1e-4
    sizes = terms("vanilla", 0.8, 0, 0, inputs)
    assert sizes == pytest.approx(sizes[0])  # the state shrinks forwards as the error does backwards


def test_presets_do_what_their_words_say():
    below, above, loud, keep = (numbers(**preset.params) for preset in gradient_sources.PRESETS)
    assert below["first_half_vanilla"] < 1e-3 and below["oldest_vanilla"] < 1e-7
    assert above["first_half_vanilla"] > 0.6 and above["oldest_vanilla"] > 1
    assert loud["first_half_vanilla"] < 0.01
    assert min(keep["first_half_lstm"], keep["first_half_gru"]) > 0.25 > 0.1 > keep["first_half_vanilla"]
    forget = numbers(**(gradient_sources.PRESETS[3].params | {"keep": -2}))
    assert max(forget["first_half_lstm"], forget["first_half_gru"]) < 2 * keep["first_half_vanilla"]


def test_above_the_critical_point_the_first_half_dominates_for_every_seed():
    assert all(numbers(seed=seed)["first_half_vanilla"] > 0.5 for seed in range(6))
