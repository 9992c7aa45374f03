"""Losses against differences, their curvatures, and what they say at chance."""

import numpy as np
import pytest

from sim.analysis.gradient_check import check_gradient
from sim.training import losses
from tests.sim.cases import normal, rng

S, R, B, O = 3, 2, 4, 5
TARGETS = {"squared error": normal(S, R, B, O, seed=7), "cross-entropy": rng(7).integers(O, size=(S, R, B))}
BENDS = {"squared error": losses.squared_error_curvature, "cross-entropy": losses.softmax_curvature}


def by_network(y):
    return np.moveaxis(y, 1, 0)


@pytest.mark.parametrize("name", losses.LOSSES)
def test_gradient(name):
    loss, y, target = losses.LOSSES[name], normal(S, R, B, O), TARGETS[name]
    check_gradient(
        lambda q: loss(by_network(q["y"]), target)[0], {"y": by_network(y)}, {"y": by_network(loss(y, target)[1])}
    )


@pytest.mark.parametrize("name", losses.LOSSES)
def test_curvature(name):
    loss, y, a, e = losses.LOSSES[name], normal(S, R, B, O), normal(S, R, B, O, seed=3), 1e-6
    expected = (loss(y + e * a, TARGETS[name])[1] - loss(y - e * a, TARGETS[name])[1]) / (2 * e)
    np.testing.assert_allclose(BENDS[name](y, a), expected, atol=1e-9)


def test_uniform_guess_costs_the_logarithm():
    loss, _ = losses.softmax_cross_entropy(np.zeros((S, R, B, O)), TARGETS["cross-entropy"])
    np.testing.assert_allclose(loss, np.log(O))


def test_softmax_survives_huge_outputs():
    y = np.zeros((1, 1, 1, 2))
    y[..., 0] = 1e4
    loss, dy = losses.softmax_cross_entropy(y, np.zeros((1, 1, 1), int))
    assert loss == 0.0 and np.isfinite(dy).all()
    loss, dy = losses.softmax_cross_entropy(y, np.ones((1, 1, 1), int))
    assert loss == 1e4 and np.isfinite(dy).all()


def test_the_outputs_given_are_not_changed():
    for name, loss in losses.LOSSES.items():
        y = normal(S, R, B, O)
        before = y.copy()
        loss(y, TARGETS[name])
        np.testing.assert_array_equal(y, before)
