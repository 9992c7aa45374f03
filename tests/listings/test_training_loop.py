"""The loop that watches itself: its gradient is the engine's, and its alerts come when they should."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.fast import rnn
from sim.training import loop
from sim.training.losses import squared_error

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/training_loop.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_loss_and_gradient_are_the_engines(listing):
    params, target = listing["initial"](6)
    loss, grads = listing["gradient"](params, target)
    whole = {
        "W_h": params["W_h"][None],
        "W_x": params["w_x"][None, :, None],
        "b": params["b"][None],
        "W_y": params["w_y"][None, None],
        "b_y": np.zeros((1, 1)),
    }
    pulse = np.eye(20)[0][:, None, None, None]
    step = loop.gradient(rnn, squared_error, whole, pulse, target[:, None, None, None])
    assert loss == pytest.approx(step.loss[0])
    for ours, theirs in (("W_h", "W_h"), ("w_x", "W_x"), ("b", "b"), ("w_y", "W_y")):
        np.testing.assert_allclose(grads[ours], step.grads[theirs].reshape(grads[ours].shape), rtol=1e-9, atol=1e-14)


def test_without_clipping_the_first_alert_is_a_spike_and_the_last_the_end(listing):
    monitor, alerts = listing["train"](6, np.inf)
    assert min(alerts) == 23 and alerts[23].startswith("spike")
    assert alerts[max(alerts)].startswith("not finite") and max(alerts) == len(monitor.losses) - 1


def test_with_clipping_it_learns_in_peace(listing):
    monitor, alerts = listing["train"](6, 1.0)
    assert alerts == {}
    assert monitor.losses[-1] < 1e-4


def test_a_silent_network_is_noticed(listing):
    monitor = listing["Monitor"]()
    said = [monitor.alert(0.6, 0.01) for _ in range(30)]
    assert said[-1] == "the gradient is near zero, the loss is not"
