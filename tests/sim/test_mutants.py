"""Seeded bugs in the engine: the checks must turn red for every one of them, and stay green without."""

import importlib
import inspect

import numpy as np
import pytest

from sim.analysis import gradient_check
from sim.cells import gru, lstm, rnn
from sim.training import clip, losses, regularise
from tests.sim.cases import normal, params, recurrent, rng

T, R, B, I, N = 5, 2, 3, 2, 4


def check_cell(cell, name):
    p, x, arriving = recurrent(params(R, N, I, cell=name)), normal(T, R, B, I), normal(T, R, B, N, seed=2)
    back = cell.backward(p, cell.forward(p, x), arriving)
    gradient_check.check_gradient(lambda q: (cell.forward(q, x).h[1:] * arriving).sum(axis=(0, 2, 3)), p, back.grads)


def check_rnn():
    check_cell(rnn, "rnn")


def check_lstm():
    check_cell(lstm, "lstm")


def check_gru():
    check_cell(gru, "gru")


def check_truncation():
    p, x, arriving = recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)
    run = rnn.forward(p, x)
    full, last = rnn.backward(p, run, arriving), rnn.truncated_bptt(p, run, arriving, 1)
    np.testing.assert_allclose(rnn.truncated_bptt(p, run, arriving, T).grads["W_h"], full.grads["W_h"], rtol=1e-10)
    np.testing.assert_allclose(last.delta, arriving * (1 - run.h[1:] ** 2), rtol=1e-12)


def check_omega():
    p, x, arriving = recurrent(params(R, N, I)), normal(T, R, B, I), normal(T, R, B, N, seed=2)

    def omega(q):
        run = rnn.forward(q, x)
        return run, rnn.backward(q, run, arriving)

    run, back = omega(p)
    immediate = {"W_h": regularise.omega(p, run, back).gW_h}
    gradient_check.check_gradient(lambda q: regularise.omega(q, run, back).value, {"W_h": p["W_h"]}, immediate)
    exact = regularise.omega_gradient(p, run, back)
    gradient_check.check_gradient(lambda q: regularise.omega(q, *omega(q)).value, p, exact, tolerance=1e-5)


def check_losses():
    y, classes, values = normal(3, R, B, 4), rng().integers(4, size=(3, R, B)), normal(3, R, B, 4, seed=4)
    for loss, target in ((losses.squared_error, values), (losses.softmax_cross_entropy, classes)):
        flat = {"y": np.moveaxis(y, 1, 0)}
        given = {"y": np.moveaxis(loss(y, target)[1], 1, 0)}
        gradient_check.check_gradient(lambda q, f=loss, t=target: f(np.moveaxis(q["y"], 0, 1), t)[0], flat, given)


def check_clip():
    g = {"a": np.array([[3.0, 0.0], [0.3, 0.0]]), "b": np.array([[4.0], [0.4]])}
    clipped = clip.clip_by_global_norm(g, np.array([5.0, 0.25]))
    np.testing.assert_allclose(clipped.norm, [5.0, 0.5])
    np.testing.assert_array_equal(clipped.acted, [True, True])
    np.testing.assert_allclose(clipped.grads["b"], [[4.0], [0.2]])
    mean = clip.adaptive_clip(g, np.ones(2))[1]
    np.testing.assert_allclose(mean, [0.95 + 0.05 * 3, 0.95 + 0.05 * 0.5])


MUTANTS = [
    (rnn, check_rnn, "delta_t *= dh[t + 1]", "delta_t[...] = dh[t + 1]"),
    (rnn, check_rnn, "matmul.operator(matmul.transpose(params", "matmul.operator((params"),
    (rnn, check_rnn, "sums.outer(run.h[:-1]", "sums.outer(run.h[1:]"),
    (rnn, check_rnn, "if t > T - S:", "if t > T - S + 1:"),
    (rnn, check_rnn, "return all_dh, all_delta", "return all_dh, all_delta * 1.00001"),
    (rnn, check_rnn, "sums.plain(grads", "2 * sums.plain(grads"),
    (rnn, check_truncation, "min(steps, len(slope)) - 1", "min(steps, len(slope))"),
    (rnn, check_truncation, "travelling * slope[: len(travelling)]", "travelling"),
    (lstm, check_lstm, "dc *= f[t]", "dc *= 0 * f[t]"),
    (lstm, check_lstm, "o * (1 - run.tanh_c**2)", "o"),
    (lstm, check_lstm, "run.c[:-1] * f", "run.c[1:] * f"),
    (gru, check_gru, "(run.h[:-1] - n) * z", "(n - run.h[:-1]) * z"),
    (gru, check_gru, "through_W_h[t][..., 2 * N :] *= r[t]", "pass"),
    (gru, check_gru, "dh[t] += dh[t + 1] * z[t]", "dh[t] += dh[t + 1] * (1 - z[t])"),
    (regularise, check_omega, "by_numerator = slope * (2 if squared else 1)", "by_numerator = slope"),
    (regularise, check_omega, "dh_bar[1:] = -terms.push", "dh_bar[1:] = terms.push"),
    (regularise, check_omega, "moved_bar[t] += dh_bar[t]", "pass"),
    (losses, check_losses, "dy *= 2.0 * scale", "dy *= scale"),
    (losses, check_losses, "chosen - 1.0", "chosen"),
    (clip, check_clip, "(norm >= tau)", "(norm > tau)"),
    (clip, check_clip, "sum(_sum_of_squares(g) for g in grads.values())", "max(g.max() for g in grads.values())"),
    (clip, check_clip, "np.fmin(norm, factor * mean)", "norm"),
]


@pytest.fixture
def restored():
    """Reload the modules from their files after the test."""
    yield
    for module in (rnn, lstm, gru, regularise, losses, clip):
        importlib.reload(module)


@pytest.mark.parametrize("checked", sorted({m[1] for m in MUTANTS}, key=lambda f: f.__name__))
def test_the_engine_as_it_is_passes(checked):
    checked()


@pytest.mark.parametrize("module, checked, right, wrong", MUTANTS, ids=[f"{m[0].__name__}: {m[3]}" for m in MUTANTS])
def test_every_mutant_is_caught(restored, module, checked, right, wrong):
    source = inspect.getsource(module)
    assert right in source, "the line to break is no longer there"
    exec(compile(source.replace(right, wrong), module.__file__, "exec"), module.__dict__)  # noqa: S102
    with pytest.raises(AssertionError):
        checked()
