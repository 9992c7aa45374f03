"""The vanilla network, as printed and tuned: closed forms, finite differences, truncation, ensembles."""

import numpy as np
import pytest

from sim.analysis.gradient_check import check_gradient
from sim.cells import paper_form
from sim.cells import rnn as plain
from sim.cells.activations import ACTIVATIONS
from sim.fast import activations as tuned_activations
from sim.fast import rnn as tuned
from tests.sim.cases import normal, params, recurrent

T, R, B, I, N = 6, 2, 3, 2, 4


@pytest.fixture(params=[plain, tuned], ids=["plain", "tuned"])
def rnn(request):
    return request.param


@pytest.fixture
def case():
    return recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2), normal(R, B, N, seed=3)


def test_linear_network_is_a_matrix_power(rnn):
    """h_T = W^T h_0, ∂E/∂h_k = (Wᵀ)^(T-k) v and ∂E/∂W = Σ_k ((Wᵀ)^(T-k) v) (W^(k-1) h_0)ᵀ for E = v·h_T."""
    T = 9
    W, h_0, v = normal(1, N, N) / 2, normal(1, 1, N, seed=2), normal(1, 1, 1, N, seed=3)
    p = {"W_h": W, "W_x": np.zeros((1, N, 1)), "b": np.zeros((1, N))}
    run = rnn.forward(p, np.zeros((T, 1, 1, 1)), h_0, "identity")
    back = rnn.backward(p, run, v)
    power = np.linalg.matrix_power
    np.testing.assert_allclose(run.h[-1, 0, 0], power(W[0], T) @ h_0[0, 0], rtol=1e-13)
    terms = [np.outer(power(W[0].T, T - k) @ v[0, 0, 0], power(W[0], k - 1) @ h_0[0, 0]) for k in range(1, T + 1)]
    for k in range(T + 1):
        np.testing.assert_allclose(back.dh[k, 0, 0], power(W[0].T, T - k) @ v[0, 0, 0], rtol=1e-12)
    np.testing.assert_allclose(plain.contributions(run, back.delta)[:, 0], terms, rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(back.grads["W_h"][0], sum(terms), rtol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("S", [1, 3, T])
def test_gradient_agrees_with_differences(rnn, case, activation, S):
    p, x, arriving, h_0 = case
    back = rnn.backward(p, rnn.forward(p, x, h_0, activation), arriving[-S:])

    def loss(q):
        h = rnn.forward(q, x, q["h_0"], activation).h
        return (h[-S:] * arriving[-S:]).sum(axis=(0, 2, 3))

    check_gradient(loss, p | {"h_0": h_0}, back.grads | {"h_0": back.dh[0]})


@pytest.mark.parametrize("table", [ACTIVATIONS, tuned_activations.ACTIVATIONS], ids=["plain", "tuned"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_slope_and_bend_are_derivatives(table, activation):
    f, z, e = table[activation], np.linspace(-3, 3, 50), 1e-6
    h = f.value(z)
    np.testing.assert_allclose(f.slope(h), (f.value(z + e) - f.value(z - e)) / (2 * e), atol=1e-9)
    h = h[h != 0]  # the kink of ReLU
    np.testing.assert_allclose(f.bend(h), (f.slope(h + e) - f.slope(h - e)) / (2 * e), atol=1e-8)
    assert f.slope(h).max() <= f.gamma


def truncated_by_definition(rnn, p, run, arriving, steps):
    """Send the error of every step back on its own and add up the first ``steps`` summands."""
    total = np.zeros_like(p["W_h"])
    for t in range(T):
        alone = np.zeros_like(arriving)
        alone[t] = arriving[t]
        terms = plain.contributions(run, rnn.backward(p, run, alone).delta)
        total += terms[max(0, t + 1 - steps) : t + 1].sum(axis=0)
    return total


@pytest.mark.parametrize("steps", range(1, T + 2))
def test_truncation_cuts_every_error_after_the_same_distance(rnn, case, steps):
    p, x, arriving, _ = case
    run = rnn.forward(p, x)
    expected = truncated_by_definition(rnn, p, run, arriving, steps)
    np.testing.assert_allclose(plain.truncated_bptt(p, run, arriving, steps).grads["W_h"], expected, atol=1e-14)


def test_untruncated_truncation_is_the_full_gradient(rnn, case):
    p, x, arriving, _ = case
    run = rnn.forward(p, x)
    full, cut = rnn.backward(p, run, arriving), plain.truncated_bptt(p, run, arriving, T)
    np.testing.assert_allclose(cut.dh, full.dh, atol=1e-14)
    for name in p:
        np.testing.assert_allclose(cut.grads[name], full.grads[name], atol=1e-14)
    with pytest.raises(ValueError, match="steps = 0: expected at least 1"):
        plain.truncated_bptt(p, run, arriving, 0)


def test_contributions_add_up_to_the_gradient(rnn, case):
    p, x, arriving, _ = case
    run = rnn.forward(p, x)
    back = rnn.backward(p, run, arriving)
    np.testing.assert_allclose(plain.contributions(run, back.delta).sum(axis=0), back.grads["W_h"], atol=1e-14)


def test_a_network_is_the_same_alone_and_in_an_ensemble(rnn, case):
    p, x, arriving, _ = case
    together = rnn.backward(p, rnn.forward(p, x), arriving).grads
    for r in range(R):
        one, cut = {k: a[r : r + 1] for k, a in p.items()}, np.s_[:, r : r + 1]
        alone = rnn.backward(one, rnn.forward(one, x[cut]), arriving[cut]).grads
        for name in p:
            np.testing.assert_allclose(alone[name][0], together[name][r], rtol=1e-13, atol=1e-15)


def test_overflow_is_silent_and_visible(rnn):
    p = {"W_h": np.full((1, 1, 1), 1e200), "W_x": np.ones((1, 1, 1)), "b": np.zeros((1, 1))}
    run = rnn.forward(p, np.ones((5, 1, 1, 1)), activation="identity")
    assert np.isinf(run.h[-1]).all()
    assert not np.isfinite(rnn.backward(p, run, np.ones((1, 1, 1, 1))).grads["W_h"]).any()


def test_unknown_activation_is_named(rnn):
    with pytest.raises(ValueError, match="activation 'swish' is unknown; expected one of tanh, sigmoid"):
        rnn.forward(recurrent(params()), normal(T, R, B, I), activation="swish")


def test_both_forms_run_alike_and_convert(rnn, case):
    p, u, arriving, x_0 = case
    x = paper_form.forward(p, u, x_0)
    run = rnn.forward(p, u, np.tanh(x_0))
    np.testing.assert_allclose(paper_form.to_usual(x), run.h, atol=1e-15)
    np.testing.assert_allclose(paper_form.from_usual(p, run), x[1:], atol=1e-15)


def test_gradient_of_the_paper_form(case):
    p, u, arriving, x_0 = case
    grads, dx = paper_form.backward(p, u, paper_form.forward(p, u, x_0), arriving)

    def loss(q):
        return (paper_form.forward(q, u, q["x_0"])[1:] * arriving).sum(axis=(0, 2, 3))

    check_gradient(loss, p | {"x_0": x_0}, grads | {"x_0": dx[0]})
