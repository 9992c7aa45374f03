"""The listing of the weight scan: flat at the usual start, spikes once the weights have grown."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.fast import rnn

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/scan_weights.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_the_usual_start_is_flat_and_large_weights_have_spikes(listing):
    ratio = {gain: norms.max() / norms.min() for gain, norms in listing["scans"].items()}
    assert ratio[1] < 1.1
    assert 10 < ratio[3] < 1000
    assert ratio[5] > 1e4


def test_the_listing_computes_what_the_engine_computes(listing):
    N, T, W_h = listing["N"], listing["T"], 3 * listing["W_h"]
    params = {"W_h": W_h[None], "W_x": listing["w_x"][None, :, None], "b": np.zeros((1, N))}
    run = rnn.forward(params, listing["inputs"].reshape(T, 1, 1, 1))
    gradient = rnn.backward(params, run, np.full((1, 1, 1, N), 1 / N)).grads["W_h"]
    assert listing["gradient_norm"](W_h) == pytest.approx(np.linalg.norm(gradient), rel=1e-10)
