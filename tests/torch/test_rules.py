"""Clipping, optimisers, Jacobians and Ω against PyTorch."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis import jacobians, spectra
from sim.fast import rnn
from sim.training import clip, initialise, optimise, regularise
from tests.torch.peers import assert_close, tensor

SEED = st.integers(0, 2**31)
OPTIMISERS = {
    "sgd": lambda p, alpha: torch.optim.SGD(p, lr=alpha),
    "momentum": lambda p, alpha: torch.optim.SGD(p, lr=alpha, momentum=0.9),
    "adam": lambda p, alpha: torch.optim.Adam(p, lr=alpha),
}


def run_of(seed, T=6, R=1, B=3, I=2, N=5, gain=1.2):
    noise = np.random.default_rng(seed)
    p = initialise.network(tuple(range(seed, seed + R)), N, I, 1, gain=gain, std_x=1.0)
    run = rnn.forward(p, noise.normal(size=(T, R, B, I)))
    return p, run, noise.normal(size=(T, R, B, N))


@settings(max_examples=300)
@given(seed=SEED, scale=st.floats(1e-3, 1e6), tau=st.floats(1e-2, 1e2))
def test_clipping_by_norm_and_value(seed, scale, tau):
    """PyTorch divides by norm + 1e-6, the paper's Algorithm 1 does not: they differ by at most 1e-6/norm."""
    noise = np.random.default_rng(seed)
    grads = {name: scale * noise.normal(size=shape) for name, shape in (("W_h", (1, 4, 4)), ("b", (1, 4)))}
    for ours, theirs in (
        (clip.clip_by_global_norm, torch.nn.utils.clip_grad_norm_),
        (clip.clip_by_value, torch.nn.utils.clip_grad_value_),
    ):
        ps = [torch.nn.Parameter(tensor(g)) for g in grads.values()]
        for p, g in zip(ps, grads.values(), strict=True):
            p.grad = tensor(g)
        norm, clipped = theirs(ps, tau), ours(grads, tau)
        for p, g in zip(ps, clipped.grads.values(), strict=True):
            assert_close(g, p.grad.numpy(), 2e-6 / clipped.norm[0] + 1e-12)
        if norm is not None:
            assert_close(clipped.norm[0], norm.item(), 1e-13)


@pytest.mark.parametrize("name", OPTIMISERS)
@settings(max_examples=50)
@given(seed=SEED, alpha=st.floats(1e-4, 0.3))
def test_optimisers(name, seed, alpha):
    noise = np.random.default_rng(seed)
    params = {"a": noise.normal(size=(1, 5))}
    theirs = torch.nn.Parameter(tensor(params["a"]))
    ours, peer = optimise.OPTIMISERS[name](params), OPTIMISERS[name]([theirs], alpha)
    for _ in range(20):
        g = noise.normal(size=(1, 5))
        theirs.grad = tensor(g)
        peer.step()
        ours.step(params, {"a": g}, alpha)
    assert_close(params["a"], theirs.detach().numpy(), 1e-10)


@settings(max_examples=50)
@given(seed=SEED)
def test_jacobians(seed):
    p, run, _ = run_of(seed, B=1)
    W, h = tensor(p["W_h"][0]), tensor(run.h[2, 0, 0])
    drive = tensor(run.inputs[:, 0, 0] @ p["W_x"][0].T + p["b"][0])

    def rest(h):
        for z in drive[2:]:
            h = torch.tanh(W @ h + z)
        return h

    P = jacobians.products(jacobians.step_jacobians(p, run))[2, 0, 0]
    assert_close(P, torch.autograd.functional.jacobian(rest, h).numpy(), 1e-11)
    assert_close(spectra.spectral_norm(P), torch.linalg.matrix_norm(tensor(P), 2).item(), 1e-11)


def omega_in_torch(W, run, p, arriving, squared, frozen):
    """Ω of network 0 by the formula; with ``frozen`` the states and errors are constants of W."""
    drive = tensor(run.inputs[:, 0] @ p["W_x"][0].T + p["b"][0])
    states, h = [], tensor(run.h[0, 0])
    V = W.detach() if frozen else W
    for z in drive:
        h = torch.tanh(h @ V.T + z)
        states.append(h)
    terms, dh = [], torch.zeros_like(h)
    for h, e in zip(reversed(states), reversed(list(tensor(arriving[:, 0]))), strict=True):
        dh = dh + e
        delta = dh * (1 - h**2)
        ratio = (delta @ W).square().sum(-1) / dh.square().sum(-1)
        terms.append(((ratio if squared else ratio.sqrt()) - 1) ** 2)
        dh = delta @ V
    return torch.stack(terms).mean()


@pytest.mark.parametrize("squared", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
@settings(max_examples=100)
@given(seed=SEED, gain=st.floats(0.3, 1.5), T=st.integers(1, 10))
def test_omega_immediate_and_exact(squared, frozen, seed, gain, T):
    p, run, arriving = run_of(seed, T=T, gain=gain)
    back = rnn.backward(p, run, arriving)
    W = tensor(p["W_h"][0]).requires_grad_()
    value = omega_in_torch(W, run, p, arriving, squared, frozen)
    value.backward()
    ours = regularise.omega(p, run, back, squared)
    exact = ours.gW_h if frozen else regularise.omega_gradient(p, run, back, squared=squared)["W_h"]
    assert_close(ours.value[0], value.item(), 1e-11)
    assert_close(exact[0], W.grad.numpy(), 1e-10)
