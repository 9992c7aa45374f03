"""The tuned passes: buffers used again, and products and tanh as they are without BLAS and SIMD."""

import numpy as np
import pytest

from sim.fast import matmul, rnn
from sim.fast.activations import ACTIVATIONS
from sim.fast.buffers import Buffers
from tests.sim.cases import normal, params, recurrent

T, R, B, I, N = 6, 2, 3, 2, 4


@pytest.fixture
def case():
    return recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)


def test_a_used_workspace_changes_nothing(case):
    p, x, arriving = case
    work, fresh = Buffers(), rnn.backward(p, rnn.forward(p, x), arriving)
    rnn.backward(p, rnn.forward(p, -x, work=work), -arriving, work)
    again = rnn.backward(p, rnn.forward(p, x, work=work), arriving, work)
    assert all(np.array_equal(again.grads[name], fresh.grads[name]) for name in p)


@pytest.mark.parametrize("R, N, cached", [(1, 32, 2**16), (3, 32, 2**16), (3, 32, 1000), (1, 5, 1), (3, 5, 2**16)])
def test_products_without_blas_are_the_same(monkeypatch, R, N, cached):
    p, x, arriving = recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)
    run = rnn.forward(p, x)
    grads = rnn.backward(p, run, arriving).grads
    monkeypatch.setattr(matmul, "HAS_BLAS", False)
    monkeypatch.setattr(matmul, "CACHED", cached)
    other = rnn.forward(p, x)
    np.testing.assert_allclose(other.h, run.h, atol=1e-14)
    for name, g in rnn.backward(p, other, arriving).grads.items():
        np.testing.assert_allclose(g, grads[name], rtol=1e-12, atol=1e-13)


def test_tanh_without_simd_is_as_precise(monkeypatch):
    z = np.linspace(-800, 800, 100_001)
    monkeypatch.setattr(matmul, "HAS_BLAS", False)
    value = ACTIVATIONS["tanh"].value
    with np.errstate(over="ignore"):
        np.testing.assert_allclose(value(z), np.tanh(z), atol=3e-16)
