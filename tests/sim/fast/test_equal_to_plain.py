"""Every tuned pass equals the printed formula to the last few bits, whatever the sizes, with BLAS and without."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.cells import activations as plain_activations
from sim.cells import gru as plain_gru
from sim.cells import lstm as plain_lstm
from sim.cells import omega as plain_omega
from sim.cells import readout as plain_readout
from sim.cells import rnn as plain_rnn
from sim.fast import activations, gru, lstm, matmul, omega, readout, rnn
from tests.sim.cases import params

PAIRS = {"rnn": (plain_rnn, rnn), "lstm": (plain_lstm, lstm), "gru": (plain_gru, gru)}
CASE = {
    "T": st.integers(1, 9),
    "R": st.integers(1, 3),
    "B": st.sampled_from([0, 1, 2, 7]),
    "I": st.sampled_from([0, 1, 3, 26]),
    "N": st.sampled_from([1, 2, 5, 23, 25]),
    "seed": st.integers(0, 2**31),
    "blas": st.booleans(),
}


def assert_same(tuned, plain, terms=()):
    """Every entry agrees to 2e-13 of the largest, or of the largest of its terms, which may cancel in the sum."""
    assert tuned.shape == plain.shape
    largest = max(np.abs(part).max(initial=1e-3) for part in (plain, *terms))
    np.testing.assert_allclose(tuned, plain, rtol=0, atol=2e-13 * largest)


def platform(blas):
    """The tuned products as they are with BLAS, or as in WebAssembly, where even small arrays take the tuned tanh."""
    return mock.patch.multiple(matmul, HAS_BLAS=blas), mock.patch.multiple(activations, FEW=0 if not blas else 128)


def drawn(cell, T, R, B, I, N, seed):
    """Parameters, inputs, errors at the last S of T states, and a start."""
    noise = np.random.default_rng(seed)
    S = int(noise.integers(1, T + 1))
    p = params(R, N, max(I, 1), cell=cell, seed=seed % 1000)
    p["W_x"] = p["W_x"][..., :I]
    return p, noise.normal(size=(T, R, B, I)), noise.normal(size=(S, R, B, N)), noise.normal(size=(R, B, N))


def compare(cell, blas, sizes, **options):
    plain, tuned = PAIRS[cell]
    p, x, arriving, h_0 = drawn(cell, **sizes)
    expected = plain.forward(p, x, h_0, **options)
    back = plain.backward(p, expected, arriving)
    products, tanh = platform(blas)
    with products, tanh:
        run = tuned.forward(p, x, h_0, **options)
        found = tuned.backward(p, run, arriving)
    for name in set(run._fields) - {"f"}:
        assert_same(getattr(run, name), getattr(expected, name))
    assert_same(found.dh, back.dh)
    assert_same(found.delta, back.delta, (back.dh,))  # 1 - h² cancels near the limits
    assert found.grads.keys() >= back.grads.keys()
    for name, g in back.grads.items():
        assert_same(found.grads[name], g, (back.delta, back.dh))


@pytest.mark.parametrize("activation", plain_activations.ACTIVATIONS)
@settings(max_examples=60, deadline=None)
@given(**CASE)
def test_the_vanilla_network(activation, blas, **sizes):
    compare("rnn", blas, sizes, activation=activation)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@settings(max_examples=100, deadline=None)
@given(**CASE)
def test_the_gated_cells(cell, blas, **sizes):
    compare(cell, blas, sizes)


@settings(max_examples=100, deadline=None)
@given(O=st.sampled_from([1, 3, 25]), **CASE)
def test_the_readout(O, T, R, B, I, N, seed, blas):
    noise = np.random.default_rng(seed)
    p = params(R, N, 1, O, seed=seed % 1000)
    h, dy = noise.normal(size=(T, R, B, N)), noise.normal(size=(T, R, B, O))
    expected, into = plain_readout.backward(p, h, dy)
    with platform(blas)[0]:
        assert_same(readout.forward(p, h), plain_readout.forward(p, h))
        grads, dh = readout.backward(p, h, dy)
    assert_same(dh, into)
    for name, g in expected.items():
        assert_same(grads[name], g)


@pytest.mark.parametrize("squared", [True, False])
@settings(max_examples=100, deadline=None)
@given(vanished=st.booleans(), **(CASE | {"B": st.sampled_from([1, 2, 7])}))
def test_omega(squared, vanished, blas, **sizes):
    p, x, arriving, h_0 = drawn("rnn", **sizes)
    run = plain_rnn.forward(p, x, h_0)
    back = plain_rnn.backward(p, run, arriving)
    if vanished:
        back.dh[:2, 0], back.delta[:1, 0] = 0.0, 0.0
    expected = plain_omega.omega(p, run, back, squared)
    with platform(blas)[0]:
        found = omega.omega(p, run, back, squared)
    for name in ("value", "gW_h"):
        assert_same(getattr(found, name), getattr(expected, name))
    np.testing.assert_allclose(found.ratio, expected.ratio, rtol=1e-12)


@pytest.mark.parametrize("activation", plain_activations.ACTIVATIONS)
def test_the_activations(activation):
    plain, tuned = plain_activations.ACTIVATIONS[activation], activations.ACTIVATIONS[activation]
    z = np.linspace(-30, 30, 601)
    for size in (601, 5):
        np.testing.assert_allclose(tuned.value(z[:size].copy()), plain.value(z[:size]), rtol=1e-15, atol=3e-16)
    h = plain.value(z)
    np.testing.assert_array_equal(tuned.slope(h), plain.slope(h))
    np.testing.assert_array_equal(tuned.bend(h), plain.bend(h))
    assert tuned.gamma == plain.gamma
