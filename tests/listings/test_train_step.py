"""The listing of the training step: its gradient against differences, its norms against the threshold."""

import runpy
from pathlib import Path

import numpy as np
import pytest

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/train_step.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


@pytest.mark.parametrize("name, index", [("W_h", (2, 5)), ("w_x", (3,)), ("b", (7,)), ("w_y", (1,))])
def test_the_gradient_agrees_with_differences(listing, name, index):
    params = {key: np.random.default_rng(1).normal(scale=0.3, size=p.shape) for key, p in listing["params"].items()}
    _, grads = listing["gradient"](params)
    losses = []
    for change in (1e-6, -1e-6):
        moved = params | {name: params[name].copy()}
        moved[name][index] += change
        losses.append(listing["gradient"](moved)[0])
    assert (losses[0] - losses[1]) / 2e-6 == pytest.approx(grads[name][index], rel=1e-5, abs=1e-9)


def test_it_learns_and_clips_some_steps(listing):
    assert listing["losses"][-1] < 1e-4 < listing["losses"][0]
    assert 0 < np.sum(listing["norms"] >= 1) < 200


def test_no_step_is_longer_than_alpha_tau(listing):
    params = {key: 3 * p for key, p in listing["params"].items()}
    before = {key: p.copy() for key, p in params.items()}
    _, norm = listing["train_step"](params, alpha=0.1, tau=0.5)
    moved = np.sqrt(sum(np.sum((params[key] - before[key]) ** 2) for key in params))
    assert norm > 0.5 and moved == pytest.approx(0.05)
