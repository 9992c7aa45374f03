"""Optimisers on a parabola with known steps, and schedules."""

import numpy as np
import pytest

from sim.training import optimise


def walk(name, alpha, steps=3, theta=1.0):
    """Positions on the parabola θ²/2 for two networks, the second with a tenth of the step."""
    p = {"a": np.full((2, 1), theta)}
    optimiser, path = optimise.OPTIMISERS[name](p), []
    for _ in range(steps):
        optimiser.step(p, {"a": p["a"].copy()}, np.array([alpha, alpha / 10]))
        path.append(p["a"][:, 0].copy())
    return np.array(path)


def test_sgd():
    np.testing.assert_allclose(walk("sgd", 0.1), [[0.9, 0.99], [0.81, 0.99**2], [0.729, 0.99**3]])


def test_momentum():
    np.testing.assert_allclose(walk("momentum", 0.1)[:, 0], [0.9, 0.72, 0.486])


def test_adam_starts_with_steps_of_its_learning_rate():
    path = walk("adam", 0.1, steps=1)
    np.testing.assert_allclose(path, [[0.9, 0.99]], rtol=1e-8)


def test_adam_two_steps_by_hand():
    m = 0.9 * 0.1 + 0.1 * 0.9
    v = 0.999 * 0.001 + 0.001 * 0.81
    expected = 0.9 - 0.1 * (m / 0.19) / np.sqrt(v / (1 - 0.999**2))
    np.testing.assert_allclose(walk("adam", 0.1, steps=2)[1, 0], expected, rtol=1e-7)


@pytest.mark.parametrize("name", optimise.OPTIMISERS)
def test_a_forgotten_network_with_no_gradient_stands_still(name):
    p = {"a": np.ones((2, 3))}
    optimiser = optimise.OPTIMISERS[name](p)
    optimiser.step(p, {"a": np.ones((2, 3))}, 0.1)
    optimiser.forget(np.array([True, False]))
    before = p["a"].copy()
    optimiser.step(p, {"a": np.array([[0.0] * 3, [1.0] * 3])}, 0.1)
    np.testing.assert_array_equal(p["a"][0], before[0])
    assert (p["a"][1] != before[1]).all()


def test_schedules():
    assert optimise.constant(99) == 1.0
    assert [optimise.warm_up(4)(k) for k in (0, 1, 3, 9)] == [0.25, 0.5, 1.0, 1.0]
