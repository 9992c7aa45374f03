"""LSTM and GRU: finite differences through the whole chain, and what their gates are for."""

import numpy as np
import pytest

from sim.analysis.gradient_check import check_gradient
from sim.cells import gru as plain_gru
from sim.cells import lstm as plain_lstm
from sim.fast import gru, lstm, matmul, rnn
from sim.training import losses
from sim.training.loop import gradient
from tests.sim.cases import normal, params, rng

T, R, B, I, N = 6, 2, 3, 2, 4
CELLS = {"rnn": rnn, "lstm": lstm, "gru": gru}
GATED = {"plain lstm": plain_lstm, "plain gru": plain_gru, "tuned lstm": lstm, "tuned gru": gru}


@pytest.mark.parametrize("S", [1, 3, T])
@pytest.mark.parametrize("cell", CELLS)
def test_gradient_through_cell_readout_and_loss(cell, S):
    p, x = params(R, N, I, 3, cell=cell), normal(T, R, B, I)
    targets = {"squared error": normal(S, R, B, 3), "cross-entropy": rng().integers(3, size=(S, R, B))}
    for name, target in targets.items():
        step = gradient(CELLS[cell], losses.LOSSES[name], p, x, target)
        check_gradient(lambda q, n=name, t=target: gradient(CELLS[cell], losses.LOSSES[n], q, x, t).loss, p, step.grads)


@pytest.mark.parametrize("name", GATED)
def test_error_at_every_state(name):
    cell, kind = GATED[name], name.split()[1]
    p, x, arriving = params(R, N, I, cell=kind), normal(T, R, B, I), normal(2, R, B, N)
    h_0 = normal(R, B, N, seed=8)
    back = cell.backward(p, cell.forward(p, x, h_0), arriving)

    def loss(q):
        return (cell.forward(p, x, q["h_0"]).h[-2:] * arriving).sum(axis=(0, 2, 3))

    check_gradient(loss, {"h_0": h_0}, {"h_0": back.dh[0]})


def test_an_open_forget_gate_keeps_the_error():
    p = {name: np.zeros_like(a) for name, a in params(1, N, I, cell="lstm").items()}
    p["b"][:, N : 2 * N] = 50.0
    run = lstm.forward(p, np.zeros((100, 1, 1, I)), c_0=np.ones((1, 1, N)))
    np.testing.assert_allclose(run.c[-1], 1.0, rtol=1e-12)


def test_an_update_gate_of_one_copies_the_state():
    p = {name: np.zeros_like(a) for name, a in params(1, N, I, cell="gru").items()}
    p["b"][:, N : 2 * N] = 50.0
    h_0 = normal(1, 1, N)
    run = gru.forward(p, np.zeros((100, 1, 1, I)), h_0)
    np.testing.assert_allclose(run.h[-1], h_0, rtol=1e-12)
    dh = gru.backward(p, run, np.ones((1, 1, 1, N))).dh
    np.testing.assert_allclose(dh[0], 1.0, rtol=1e-12)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_without_blas(monkeypatch, cell):
    p, x = params(R, 32, I, cell=cell), normal(T, R, B, I)
    target = normal(1, R, B, 3)
    step = gradient(CELLS[cell], losses.squared_error, p, x, target)
    monkeypatch.setattr(matmul, "HAS_BLAS", False)
    other = gradient(CELLS[cell], losses.squared_error, p, x, target)
    for name, g in step.grads.items():
        np.testing.assert_allclose(other.grads[name], g, rtol=1e-11, atol=1e-14)
