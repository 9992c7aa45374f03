"""The listing of the penalty computes what the engine computes, and its gradient is right."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.fast import rnn
from sim.training import regularise

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/omega.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_value_and_gradient_are_the_engines(listing):
    N, T = listing["N"], listing["T"]
    params = {"W_h": listing["W_h"][None], "W_x": listing["W_x"][None], "b": np.zeros((1, N))}
    run = rnn.forward(params, listing["x"].reshape(T, 1, 1, 1))
    penalty = regularise.omega(params, run, rnn.backward(params, run, listing["error"].reshape(1, 1, 1, N)))
    assert listing["value"] == pytest.approx(penalty.value[0], rel=1e-12)
    np.testing.assert_allclose(listing["gradient"], penalty.gW_h[0], rtol=1e-10, atol=1e-14)


def test_one_entry_agrees_with_differences_and_descent_brings_the_ratios_near_one(listing):
    assert listing["by_differences"] == pytest.approx(listing["gradient"][2, 5], rel=1e-6)
    assert listing["ratios"].mean() == pytest.approx(1, abs=0.1)
