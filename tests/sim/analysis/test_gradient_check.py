"""The checker must itself fail on a wrong gradient, and say where."""

import numpy as np
import pytest

from sim.analysis.gradient_check import WrongGradient, check_gradient, numerical_gradient, worst_disagreement
from tests.sim.cases import normal

P = {"a": normal(2, 3), "b": normal(2, 2, 2)}


def loss(p):
    return np.sin(p["a"]).sum(axis=1) + np.square(p["b"]).sum(axis=(1, 2))


def right():
    return {"a": np.cos(P["a"]), "b": 2 * P["b"]}


def test_a_right_gradient_passes():
    assert check_gradient(loss, P, right()) < 1e-8


@pytest.mark.parametrize("index", [(0, 0), (1, 2)])
@pytest.mark.parametrize("change", [1e-4, -1.0, np.nan, np.inf])
def test_one_wrong_entry_fails_and_is_named(index, change):
    wrong = right()
    wrong["a"][index] += change
    with pytest.raises(WrongGradient, match=rf"a\[{index[0]}, {index[1]}\]: gradient .* difference quotient"):
        check_gradient(loss, P, wrong)


@pytest.mark.parametrize(
    "spoil", [lambda b: 0 * b, lambda b: b.swapaxes(1, 2), lambda b: b[::-1], lambda b: 1.00001 * b]
)
def test_wrong_arrays_fail(spoil):
    with pytest.raises(WrongGradient, match="^b"):
        check_gradient(loss, P, right() | {"b": spoil(2 * P["b"])}, tolerance=1e-6)


def test_a_missing_name_fails():
    with pytest.raises(WrongGradient, match="no gradient for b"):
        check_gradient(loss, P, {"a": right()["a"]})


def test_the_worst_entry_is_found():
    grads = right()
    grads["b"][1, 0, 1] += 5.0
    worst = worst_disagreement(grads, numerical_gradient(loss, P))
    assert (worst.name, worst.index) == ("b", (1, 0, 1))
    assert worst.given - worst.measured == pytest.approx(5.0)
