"""Spectrum: radii and singular values against theory, the reach against matrix powers."""

import numpy as np
import pytest

from experiments import initial_matrices
from sim.training import initialise
from widgets import spectrum
from widgets.kit.controls import resolve


def numbers(**params):
    return spectrum.scene(**resolve(spectrum.CONTROLS, params)).numbers


def test_orthogonal_keeps_every_length():
    n = numbers(scheme="orthogonal")
    assert list(n.values()) == pytest.approx([1, 1, 1, 1])


def test_the_linear_reach_is_a_matrix_power():
    W = initial_matrices.draw("xavier", 4, 32)
    rng = initialise.generator((4, 7))
    rng.standard_normal(32 + initial_matrices.T)
    v = rng.standard_normal(32)
    expected = np.linalg.norm(v @ np.linalg.matrix_power(W, 10)) / np.linalg.norm(v)
    assert initial_matrices.error_reach(W, False, 4)[10] == pytest.approx(expected)


def test_xavier_has_radius_near_1_and_largest_singular_value_near_2():
    found = np.array([[n["rho"], n["sigma_max"]] for n in (numbers(seed=seed) for seed in range(10))])
    assert found.mean(axis=0) == pytest.approx([1.05, 1.95], abs=0.1)


def test_conjugate_pairs_stay_in_place_whatever_order_they_come_in():
    values = np.linalg.eigvals(initial_matrices.draw("xavier", 1, 48))
    shuffled = values[np.random.default_rng(0).permutation(48)] * (1 + 1e-15)
    np.testing.assert_allclose(initial_matrices.ordered(values), initial_matrices.ordered(shuffled), rtol=1e-12)


def test_presets_do_what_their_words_say():
    xavier, orthogonal, with_tanh, small = (numbers(**preset.params) for preset in spectrum.PRESETS)
    assert xavier["sigma_max"] > 1.7 * xavier["rho"]
    assert orthogonal["reach_50"] == pytest.approx(1)
    assert with_tanh["rho"] == pytest.approx(1) and with_tanh["reach_50"] < 0.01
    assert small["rho"] < 0.1 and small["reach_10"] < 1e-9
