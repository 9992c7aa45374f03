"""The unrolled network: states, factors and errors against what finite differences of the same network say."""

import numpy as np
import pytest

from experiments import catastrophe, unrolled

T, SEED = 12, catastrophe.SEEDS["pattern"]


def last_error(w, x_1, T, b, start=0, shift=0.0):
    """The error of the last state when the state of step `start` is moved by `shift`, and all states."""
    h, states = 0.0, []
    for t in range(1, T + 1):
        h = np.tanh(w * h + (x_1 if t == 1 else 0.0) + b) + (shift if t == start else 0.0)
        states.append(h)
    return (h - unrolled.LEVEL) ** 2, np.array(states)


@pytest.mark.parametrize("w, x_1, b", [(0.5, 1.0, 0.0), (1.0, 0.1, 0.0), (1.5, 0.0001, 0.0), (1.4, 0.5, -0.3)])
def test_the_error_of_one_unit_is_the_derivative_by_its_state(w, x_1, b):
    found = unrolled.one_unit(w, x_1, T, b)
    E, states = last_error(w, x_1, T, b)
    assert pytest.approx(E) == found.E and found.size == pytest.approx(states)
    for t in range(1, T + 1):
        up, down = (last_error(w, x_1, T, b, t, shift)[0] for shift in (1e-6, -1e-6))
        assert found.error[t - 1] == pytest.approx(abs(up - down) / 2e-6, rel=1e-5, abs=1e-9)


def test_each_factor_is_the_weight_times_the_slope_and_takes_the_error_one_step_back():
    found = unrolled.one_unit(1.4, 0.5, T, -0.3)
    assert found.factor == pytest.approx(1.4 * found.slope)
    assert found.error[:-1] == pytest.approx(found.error[1:] * found.factor[1:])
    assert found.most == pytest.approx(found.error)


def test_the_errors_of_sixteen_units_are_lengths_of_gradients_and_below_the_most_there_can_be():
    found = unrolled.signs(64, SEED)
    params = catastrophe.parameters(64, "pattern", SEED)
    inputs, target = (values[:, 0, 0] for values in catastrophe.trace("pattern", SEED).training.dataset)
    gradient = np.array([slope(params, inputs, target[-1], 5, unit) for unit in range(16)])
    assert found.error[4] == pytest.approx(np.linalg.norm(gradient), rel=1e-5)
    assert (found.error <= found.most * (1 + 1e-9)).all() and (found.error < 0.9 * found.most).any()


def slope(params, inputs, target, t, unit):
    """The derivative of the last sign's error by one unit of h_t, from a small move up and one down."""
    errors = []
    for shift in (1e-6, -1e-6):
        h = np.zeros(16)
        for step, x in enumerate(inputs, 1):
            h = np.tanh(params["W_h"][0] @ h + params["W_x"][0] @ x + params["b"][0])
            h[unit] += shift if step == t else 0.0
        errors.append(((params["W_y"][0] @ h + params["b_y"][0] - target) ** 2).sum())
    return (errors[0] - errors[1]) / 2e-6


def test_the_error_is_lost_before_the_crash_carried_in_it_and_lost_again_after_it():
    before, crash, after = (unrolled.measure(unrolled.signs(k, SEED))["arrived"] for k in (61, 64, 72))
    assert before < 0.1 < crash < 1 and after < 1e-5


def test_parameters_are_those_that_the_run_had_after_so_many_updates():
    loss = catastrophe.trace("pattern", SEED).to(64)[0][:, 0]
    inputs, target = catastrophe.trace("pattern", SEED).training.dataset
    for updates in (0, 1, 64):
        params = catastrophe.parameters(updates, "pattern", SEED)
        h = unrolled.rnn.forward(params, inputs[:, :1]).h[1:]
        y = unrolled.readout.forward(params, h)
        assert ((y - target[:, :1]) ** 2).mean() == pytest.approx(loss[updates])
