"""States and gradients of every cell against PyTorch: relative 1e-10 for gain <= 1.2 and T <= 60."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.cells import gru as plain_gru
from sim.cells import lstm as plain_lstm
from sim.cells import rnn as plain_rnn
from sim.fast import gru, lstm, rnn
from sim.training import initialise, losses
from sim.training.loop import gradient
from tests.torch.peers import assert_close, gradients, network, tensor

OURS = {"rnn": rnn, "lstm": lstm, "gru": gru}
PLAIN = {"rnn": plain_rnn, "lstm": plain_lstm, "gru": plain_gru}
DRAW = {"rnn": initialise.network, "lstm": initialise.lstm, "gru": initialise.gru}
SIZES = {"N": st.integers(1, 12), "I": st.integers(1, 4), "B": st.integers(1, 4), "R": st.integers(1, 3)}
CALM = {"T": st.integers(1, 60), "gain": st.floats(0.1, 1.2)}
CHAOTIC = {"T": st.integers(1, 15), "gain": st.floats(2.0, 5.0)}


def compare(cell, rtol, seed, T, R, B, I, N, gain, activation="tanh", ours=OURS):
    noise = np.random.default_rng(seed)
    p = DRAW[cell](tuple(range(seed, seed + R)), N, I, 1, gain=gain)
    p = {name: a + 0.1 * noise.normal(size=a.shape) if name in ("b", "b_n") else a for name, a in p.items()}
    S = int(noise.integers(1, T + 1))
    x, arriving = noise.normal(size=(T, R, B, I)), noise.normal(size=(S, R, B, N))
    h_0 = 0.5 * noise.normal(size=(R, B, N))
    options = {"activation": activation} if cell == "rnn" else {}
    run = ours[cell].forward(p, x, h_0, **options)
    back = ours[cell].backward(p, run, arriving)
    for r in range(R):
        net, start = network(cell, p, r, activation), tensor(h_0[r])[None].requires_grad_()
        state = (start, torch.zeros_like(start)) if cell == "lstm" else start
        h = net(tensor(x[:, r]), state)[0]
        (h[-S:] * tensor(arriving[:, r])).sum().backward()
        assert_close(run.h[1:, r], h.detach().numpy(), rtol)
        assert_close(back.dh[0, r], start.grad[0].numpy(), rtol)
        for name, g in gradients(cell, net).items():
            assert_close(back.grads[name][r], g, rtol)


@pytest.mark.parametrize("cell", OURS)
@settings(max_examples=300)
@given(seed=st.integers(0, 2**31), **CALM, **SIZES)
def test_gradients_of_calm_networks(cell, **case):
    compare(cell, 1e-10, **case)


@pytest.mark.parametrize("cell", PLAIN)
@settings(max_examples=50)
@given(seed=st.integers(0, 2**31), **CALM, **SIZES)
def test_gradients_of_the_plain_formulas(cell, **case):
    compare(cell, 1e-10, ours=PLAIN, **case)


@pytest.mark.parametrize("cell", OURS)
@settings(max_examples=100)
@given(seed=st.integers(0, 2**31), **CHAOTIC, **SIZES)
def test_gradients_of_chaotic_networks(cell, **case):
    compare(cell, 1e-6, **case)


@settings(max_examples=100)
@given(seed=st.integers(0, 2**31), T=st.integers(1, 30), gain=st.floats(0.1, 1.0), **SIZES)
def test_gradients_of_relu_networks(**case):
    compare("rnn", 1e-10, activation="relu", **case)


@pytest.mark.parametrize("cell", OURS)
@pytest.mark.parametrize("loss", losses.LOSSES)
@settings(max_examples=100)
@given(seed=st.integers(0, 2**31), T=st.integers(1, 20), B=st.integers(1, 5), O=st.integers(2, 5))
def test_a_whole_training_step(cell, loss, seed, T, B, O):
    noise, N, I = np.random.default_rng(seed), 6, 3
    p = DRAW[cell]((seed,), N, I, O)
    S = int(noise.integers(1, T + 1))
    x = noise.normal(size=(T, 1, B, I))
    values, classes = noise.normal(size=(S, 1, B, O)), noise.integers(O, size=(S, 1, B))
    target = values if loss == "squared error" else classes
    step = gradient(OURS[cell], losses.LOSSES[loss], p, x, target)
    net, head = network(cell, p, 0), torch.nn.Linear(N, O).double()
    with torch.no_grad():
        head.weight.copy_(tensor(p["W_y"][0])), head.bias.copy_(tensor(p["b_y"][0]))
    y = head(net(tensor(x[:, 0]))[0][-S:])
    if loss == "squared error":
        theirs = torch.nn.functional.mse_loss(y, tensor(target[:, 0]))
    else:
        theirs = torch.nn.functional.cross_entropy(y.reshape(-1, O), torch.tensor(target[:, 0]).reshape(-1))
    theirs.backward()
    assert_close(step.loss[0], theirs.item(), 1e-12)
    grads = gradients(cell, net) | {"W_y": head.weight.grad.numpy(), "b_y": head.bias.grad.numpy()}
    for name, g in grads.items():
        assert_close(step.grads[name][0], g, 1e-10)
