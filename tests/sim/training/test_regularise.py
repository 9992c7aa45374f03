"""Ω: its value, the paper's immediate derivative, the exact gradient, and what differences make of it."""

import numpy as np
import pytest

from sim.analysis import spectra
from sim.analysis.gradient_check import check_gradient
from sim.fast import rnn
from sim.training import losses, regularise
from sim.training.regularise import omega, omega_by_differences, omega_gradient
from tests.sim.cases import normal, params, recurrent

T, R, B, I, N = 6, 2, 3, 2, 4


@pytest.fixture
def case():
    return recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)


def passes(p, x, arriving):
    run = rnn.forward(p, x)
    return run, rnn.backward(p, run, arriving)


@pytest.mark.parametrize("squared", [True, False])
def test_value_is_the_formula(case, squared):
    p, x, arriving = case
    run, back = passes(p, x, arriving)
    terms = np.empty((T, R, B))
    for t, r, b in np.ndindex(T, R, B):
        J = np.diag(1 - run.h[t + 1, r, b] ** 2) @ p["W_h"][r]
        error = back.dh[t + 1, r, b]
        terms[t, r, b] = np.linalg.norm(error @ J) / np.linalg.norm(error)
    if squared:
        terms = terms**2
    value, _, ratio = omega(p, run, back, squared)
    np.testing.assert_allclose(ratio, terms, rtol=1e-12)
    np.testing.assert_allclose(value, ((terms - 1) ** 2).mean(axis=(0, 2)), rtol=1e-12)


@pytest.mark.parametrize("squared", [True, False])
@pytest.mark.parametrize("paper_form", [True, False])
def test_immediate_derivative_holds_states_and_errors_still(case, squared, paper_form):
    p, x, arriving = case
    run, back = passes(p, x, arriving)
    check_gradient(
        lambda q: omega(q, run, back, squared, paper_form).value,
        {"W_h": p["W_h"]},
        {"W_h": omega(p, run, back, squared, paper_form).gW_h},
    )


@pytest.mark.parametrize("squared", [True, False])
def test_exact_gradient_with_constant_errors(case, squared):
    p, x, arriving = case
    grads = omega_gradient(p, *passes(p, x, arriving), squared=squared)
    check_gradient(lambda q: omega(q, *passes(q, x, arriving), squared).value, p, grads, tolerance=1e-5)


@pytest.mark.parametrize("S", [1, T])
@pytest.mark.parametrize("name", ["squared error", "cross-entropy"])
def test_exact_gradient_with_the_curvature_of_the_loss(case, name, S):
    """The states themselves are the outputs, so that the loss's second derivative is the whole curvature."""
    p, x, _ = case
    target = normal(S, R, B, N) if name == "squared error" else np.ones((S, R, B), int)
    bend = losses.squared_error_curvature if name == "squared error" else losses.softmax_curvature

    def everything(q):
        run = rnn.forward(q, x)
        return run, rnn.backward(q, run, losses.LOSSES[name](run.h[-S:], target)[1])

    run, back = everything(p)
    grads = omega_gradient(p, run, back, lambda a: bend(run.h[-S:], a[-S:]))
    check_gradient(lambda q: omega(q, *everything(q)).value, p, grads, tolerance=1e-5)


def test_differences_approach_the_exact_gradient_not_the_papers(case):
    p, x, arriving = case
    run, back = passes(p, x, arriving)
    by_differences = omega_by_differences(
        lambda W: omega(p | {"W_h": W}, *passes(p | {"W_h": W}, x, arriving)).value, p["W_h"]
    )
    exact = omega_gradient(p, run, back)["W_h"]
    np.testing.assert_allclose(by_differences, exact, atol=1e-7 * np.abs(exact).max())
    assert np.abs(omega(p, run, back).gW_h - exact).max() > 0.05 * np.abs(exact).max()


def test_orthogonal_linear_network_pays_no_tax():
    W = np.array([[[0.0, -1.0], [1.0, 0.0]]])
    p = {"W_h": W, "W_x": np.ones((1, 2, 1)), "b": np.zeros((1, 2))}
    run = rnn.forward(p, normal(T, 1, 1, 1), activation="identity")
    value, gW_h, ratio = omega(p, run, rnn.backward(p, run, normal(1, 1, 1, 2)))
    np.testing.assert_allclose(ratio, 1.0)
    np.testing.assert_allclose(gW_h, 0.0, atol=1e-14)
    np.testing.assert_allclose(value, 0.0, atol=1e-28)


def test_vanished_errors_neither_contribute_nor_count(case):
    p, x, arriving = case
    run, back = passes(p, x, arriving)
    back.dh[:4, 0], back.delta[:3, 0] = 0.0, 0.0
    value, gW_h, ratio = omega(p, run, back)
    assert np.isnan(ratio[:3, 0]).all() and np.isfinite(ratio[3:, 0]).all()
    np.testing.assert_allclose(value[0], ((ratio[3:, 0] - 1) ** 2).mean())
    assert np.isfinite(gW_h).all()
    back.dh[...], back.delta[...] = 0.0, 0.0
    np.testing.assert_array_equal(omega(p, run, back).value, 0.0)


def test_following_the_papers_derivative_lowers_omega(case):
    p, x, arriving = case
    first = omega(p, *passes(p, x, arriving)).value
    for _ in range(50):
        p["W_h"] = p["W_h"] - 0.05 * omega(p, *passes(p, x, arriving)).gW_h
    assert (omega(p, *passes(p, x, arriving)).value < 0.8 * first).all()


def test_normalising_by_radius_or_norm():
    W = normal(3, 32, 32)
    np.testing.assert_allclose(spectra.spectral_norm(regularise.spectral_normalise(W)), 1.0)
    by_radius = regularise.radius_normalise(W, np.array([1.0, 0.5, 2.0]))
    np.testing.assert_allclose(spectra.spectral_radius(by_radius), [1.0, 0.5, 2.0])
    assert (spectra.spectral_norm(by_radius[0]) > 1.5).all()


def test_weight_decay_is_the_gradient_of_half_the_square():
    W, lam = normal(2, 3, 3), np.array([0.1, 0.2])
    check_gradient(
        lambda q: lam / 2 * np.square(q["W"]).sum(axis=(1, 2)), {"W": W}, {"W": regularise.weight_decay(W, lam)}
    )
