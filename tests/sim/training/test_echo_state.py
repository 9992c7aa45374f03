"""The echo state network against a delay line, least squares and the bound N on its memory."""

import numpy as np
import pytest

from sim.training import echo_state

DELAY_LINE = echo_state.Reservoir(np.eye(12, k=-1), 1e-4 * np.eye(12)[0])


def test_spectral_radius_is_the_one_asked_for():
    net = echo_state.reservoir(30, np.array([0.5, 0.9, 1.2]), 0.3, seed=4)
    assert net.W_h.shape == (3, 30, 30) and net.W_in.shape == (3, 30)
    assert np.abs(np.linalg.eigvals(net.W_h)).max(axis=-1) == pytest.approx([0.5, 0.9, 1.2])
    assert 0.25 < np.abs(net.W_in).max() <= 0.3


def test_same_seed_same_network_and_another_seed_another():
    a, b, c = (echo_state.reservoir(10, 0.9, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(a.W_h, b.W_h) and not np.allclose(a.W_h, c.W_h)


def test_stored_draws_of_the_stream():
    expected = np.array([0.27392337, -0.46042657, -0.91805295])
    assert echo_state.white_input(3, seed=0) == pytest.approx(expected, abs=1e-8)


def test_bad_size_is_named():
    with pytest.raises(ValueError, match="N is 0"):
        echo_state.reservoir(0, 0.9)


def test_states_follow_the_formula_step_by_step():
    net = echo_state.reservoir(7, 0.8, seed=3)
    u = echo_state.white_input(5)
    x = np.zeros(7)
    for u_t, state in zip(u, echo_state.states(net, u), strict=True):
        x = np.tanh(net.W_h @ x + net.W_in * u_t)
        assert np.allclose(state, x, rtol=1e-13)


def test_networks_side_by_side_equal_single_ones():
    nets, u = echo_state.reservoir(7, np.array([0.2, 0.9]), seed=3), echo_state.white_input(20)
    single = echo_state.states(echo_state.reservoir(7, 0.9, seed=3), u)
    assert np.allclose(echo_state.states(nets, u)[1], single, rtol=1e-13)


@pytest.mark.parametrize("rho, forgets", [(0.9, True), (1.6, False)])
def test_echo_state_property_below_the_critical_radius(rho, forgets):
    net = echo_state.reservoir(50, rho, 0.1, seed=0)
    later, first = echo_state.white_input(400, 1), echo_state.white_input(1, 2)
    a = echo_state.states(net, np.r_[first, later])[-1]
    b = echo_state.states(net, np.r_[-first, later])[-1]
    assert (np.abs(a - b).max() < 1e-10) == forgets


def test_ridge_is_least_squares_without_penalty_and_its_gradient_vanishes_with_one():
    rng = np.random.Generator(np.random.PCG64(5))
    X, Y = rng.standard_normal((2, 40, 6)), rng.standard_normal((2, 40, 3))
    assert np.allclose(echo_state.ridge(X, Y, 0.0)[1].T, np.linalg.lstsq(X[1], Y[1], rcond=None)[0])
    W_out = echo_state.ridge(X, Y, 2.5)[0]
    assert W_out.shape == (3, 6)
    assert np.allclose((X[0] @ W_out.T - Y[0]).T @ X[0] + 2.5 * W_out, 0, atol=1e-10)


def test_squared_correlation():
    a = np.array([[0.0, 1.0], [1.0, 1.0], [3.0, 1.0]])
    b = np.array([[1.0, 0.0], [-1.0, 2.0], [-5.0, 3.0]])
    assert echo_state.squared_correlation(a, b) == pytest.approx([1, 0])


def test_a_delay_line_remembers_exactly_its_length():
    memory = echo_state.memory_capacity(DELAY_LINE, 20, lam=1e-16)
    assert memory.delays.tolist() == list(range(1, 21))
    assert memory.capacity[:11] == pytest.approx(1, abs=1e-6)
    assert memory.capacity[11:].max() < 0.02  # 12 units hold the present input and 11 past ones


def test_memory_is_bounded_by_the_number_of_units_and_peaks_near_the_critical_radius():
    rho = np.array([0.1, 0.5, 0.95, 1.5])
    memory = echo_state.memory_capacity(echo_state.reservoir(20, rho, 0.1), 60)
    assert memory.capacity.shape == (4, 60)
    assert memory.total.max() < 20
    assert memory.total.argmax() == 2
    assert np.allclose(memory.total, memory.capacity.sum(axis=-1))
