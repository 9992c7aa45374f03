"""The full recipe: its gradient is the engine's, and it learns."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.fast import lstm, readout
from sim.training.losses import squared_error

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/full_recipe.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_loss_and_gradients_are_the_engines(listing):
    p, x, sign = listing["params"], listing["x"], listing["sign"]
    loss, grads = listing["loss_and_gradients"](p, x, sign[:, None])
    params = {name: w[None] for name, w in p.items()} | {"b_y": np.zeros((1, 1))}
    run = lstm.forward(params, x[:, None])
    value, dy = squared_error(readout.forward(params, run.h[-1:]), sign[None, None, :, None])
    into_y, arriving = readout.backward(params, run.h[-1:], dy)
    expected = lstm.backward(params, run, arriving).grads | into_y
    assert loss == pytest.approx(value[0])
    for name, g in grads.items():
        np.testing.assert_allclose(g, expected[name][0], rtol=1e-9, atol=1e-13)


def test_it_learns_to_remember_the_first_input(listing):
    assert listing["losses"][0] > 0.9 and listing["losses"][-1] < 0.01
