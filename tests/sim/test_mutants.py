"""Seeded bugs in the engine: the checks must turn red for every one of them, and stay green without."""

import numpy as np
import pytest

from sim.analysis import gradient_check
from sim.cells import gru, lstm, omega, passes, readout, rnn
from sim.fast import gru as fast_gru
from sim.fast import lstm as fast_lstm
from sim.fast import omega as fast_omega
from sim.fast import readout as fast_readout
from sim.fast import rnn as fast_rnn
from sim.training import clip, losses
from tests.sim.cases import normal, params, recurrent, rng
from tests.sim.mutation import install, mutants

T, R, B, I, N = 5, 2, 3, 2, 4


def check_cell(plain, tuned, name):
    """The gradient agrees with differences, and the formula with its tuned twin."""
    p, x, arriving = recurrent(params(R, N, I, cell=name)), normal(T, R, B, I), normal(T - 1, R, B, N, seed=2)
    h_0 = normal(R, B, N, seed=3)
    back = plain.backward(p, plain.forward(p, x, h_0), arriving)

    run = tuned.forward(p, x, h_0)
    other = tuned.backward(p, run, arriving)
    np.testing.assert_allclose(run.h, plain.forward(p, x, h_0).h, rtol=1e-12)
    np.testing.assert_allclose(other.dh, back.dh, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(other.delta, back.delta, rtol=1e-9, atol=1e-12)
    for name, g in other.grads.items():
        np.testing.assert_allclose(g, back.grads[name], rtol=1e-9, atol=1e-12)

    def loss(q):
        return (plain.forward(q, x, q["h_0"]).h[2:] * arriving).sum(axis=(0, 2, 3))

    gradient_check.check_gradient(loss, p | {"h_0": h_0}, back.grads | {"h_0": back.dh[0]})


def check_rnn():
    check_cell(rnn, fast_rnn, "rnn")


def check_lstm():
    check_cell(lstm, fast_lstm, "lstm")


def check_gru():
    check_cell(gru, fast_gru, "gru")


def check_readout():
    p, h, dy = params(R, N, I), normal(T, R, B, N), normal(T, R, B, 3)
    grads, dh = readout.backward(p, h, dy)
    q = {name: p[name] for name in grads}
    gradient_check.check_gradient(lambda q: (readout.forward(q, h) * dy).sum(axis=(0, 2, 3)), q, grads)
    np.testing.assert_allclose(fast_readout.forward(p, h), readout.forward(p, h), rtol=1e-12)
    np.testing.assert_allclose(fast_readout.backward(p, h, dy)[1], dh, rtol=1e-12)


def check_truncation():
    p, x, arriving = recurrent(params(R, N, I)), normal(T, R, B, I), normal(T - 1, R, B, N, seed=2)
    run = rnn.forward(p, x, normal(R, B, N, seed=3))
    full = rnn.backward(p, run, arriving)
    for steps in (T, T + 1):
        cut = rnn.truncated_bptt(p, run, arriving, steps)
        np.testing.assert_allclose(cut.dh, full.dh, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(cut.grads["W_h"], full.grads["W_h"], rtol=1e-10)
    last = rnn.truncated_bptt(p, run, arriving, 1)
    np.testing.assert_allclose(last.delta[1:], arriving * (1 - run.h[2:] ** 2), rtol=1e-12)
    np.testing.assert_array_equal(last.dh[0], 0)
    alone = np.zeros_like(arriving)
    alone[-1] = arriving[-1]
    two = rnn.truncated_bptt(p, run, alone, 2).delta
    np.testing.assert_allclose(two[-2:], rnn.backward(p, run, alone).delta[-2:], rtol=1e-12)
    assert not two[:-2].any()
    with pytest.raises(ValueError, match="at least 1"):
        rnn.truncated_bptt(p, run, arriving, 0)


def check_omega():
    p, x, arriving = recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)

    def both(q):
        run = fast_rnn.forward(q, x)
        return run, fast_rnn.backward(q, run, arriving + 0.3 * run.h[1:])  # a loss of curvature 0.3

    run, back = both(p)
    for squared in (True, False):
        tuned, plain = (module.omega(p, run, back, squared) for module in (fast_omega, omega))
        np.testing.assert_allclose(plain.ratio, tuned.ratio, rtol=1e-12)
        np.testing.assert_allclose(plain.value, tuned.value, rtol=1e-12)
        np.testing.assert_allclose(plain.gW_h, tuned.gW_h, rtol=1e-9)
        W_h, given = {"W_h": p["W_h"]}, {"W_h": plain.gW_h}
        gradient_check.check_gradient(lambda q, s=squared: omega.omega(q, run, back, s).value, W_h, given)
    exact = fast_omega.omega_gradient(p, run, back, lambda change: 0.3 * change)
    gradient_check.check_gradient(lambda q: omega.omega(q, *both(q)).value, p, exact, tolerance=1e-5)


def check_losses():
    y, classes, values = normal(3, R, B, 4), rng().integers(4, size=(3, R, B)), normal(3, R, B, 4, seed=4)
    for loss, target in ((losses.squared_error, values), (losses.softmax_cross_entropy, classes)):
        flat = {"y": np.moveaxis(y, 1, 0)}
        given = {"y": np.moveaxis(loss(y, target)[1], 1, 0)}
        gradient_check.check_gradient(lambda q, f=loss, t=target: f(np.moveaxis(q["y"], 0, 1), t)[0], flat, given)
    np.testing.assert_allclose(losses.squared_error(y, values)[0], ((y - values) ** 2).mean(axis=(0, 2, 3)))
    chosen = np.take_along_axis(np.exp(y) / np.exp(y).sum(-1, keepdims=True), classes[..., None], -1)
    np.testing.assert_allclose(losses.softmax_cross_entropy(y, classes)[0], -np.log(chosen).mean(axis=(0, 2, 3)))


def check_clip():
    g = {"a": np.array([[3.0, 0.0], [0.3, 0.0]]), "b": np.array([[4.0], [0.4]])}
    clipped = clip.clip_by_global_norm(g, np.array([5.0, 0.25]))
    np.testing.assert_allclose(clipped.norm, [5.0, 0.5])
    np.testing.assert_array_equal(clipped.acted, [True, True])
    np.testing.assert_allclose(clipped.grads["b"], [[4.0], [0.2]])
    still = clip.clip_by_global_norm({"a": np.zeros((1, 2))}, 0.0)
    np.testing.assert_array_equal(still.grads["a"], 0.0)
    mean = clip.adaptive_clip(g, np.ones(2))[1]
    np.testing.assert_allclose(mean, [0.95 + 0.05 * 3, 0.95 + 0.05 * 0.5])
    by_unit = clip.adaptive_gradient_clip({"a": np.array([[[3.0, 4.0]]])}, {"a": np.array([[[0.6, 0.8]]])}, 2.0)
    np.testing.assert_allclose(by_unit.grads["a"], [[[1.2, 1.6]]])
    assert not clip.adaptive_gradient_clip({"a": np.ones((1, 1, 1))}, {"a": np.ones((1, 1, 1))}, 1.0).acted


CHECKED = {
    check_rnn: (rnn.forward, rnn.backward, fast_rnn.errors, fast_rnn.weight_gradients, passes.arrivals),
    check_lstm: (lstm.forward, lstm.backward, fast_lstm.backward, passes.weight_gradients),
    check_gru: (gru.forward, gru.backward, fast_gru.forward, fast_gru.backward),
    check_readout: (readout.forward, readout.backward, fast_readout.forward, fast_readout.backward, passes.times),
    check_truncation: (rnn.truncated_bptt,),
    check_omega: (omega.omega, omega.norm, fast_omega._ratios, fast_omega.omega_gradient),
    check_losses: (losses.squared_error, losses.softmax_cross_entropy, losses._softmax),
    check_clip: (clip.clip_by_global_norm, clip._shrinkage, clip.guarded_average, clip.adaptive_gradient_clip),
}
MUTANTS = [
    pytest.param(check, function, tree, id=f"{function.__module__}.{words}")
    for check, functions in CHECKED.items()
    for function in functions
    for words, tree in mutants(function)
]


@pytest.mark.parametrize("check", CHECKED, ids=lambda check: check.__name__)
def test_the_engine_as_it_is_passes(check):
    check()


def test_every_function_has_mutants():
    assert len(MUTANTS) > 150


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("check, function, tree", MUTANTS)
def test_every_mutant_is_caught(monkeypatch, check, function, tree):
    install(monkeypatch, function, tree)
    with pytest.raises((AssertionError, ValueError, IndexError, TypeError)):
        check()
