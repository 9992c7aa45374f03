"""The listing of a mixed-precision step: it learns, skips what overflows, and clips what has been unscaled."""

import runpy
from pathlib import Path

import numpy as np
import pytest

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/llm_step.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_it_learns_and_skips_exactly_the_updates_that_overflow(listing):
    losses, norms, scales = np.array(listing["log"]).T
    assert losses[-1] < 0.1 * losses[0]
    skipped = ~np.isfinite(norms)
    assert 0 < skipped.sum() < 10 and skipped[0]
    before = np.append(2.0**27, scales[:-1])
    np.testing.assert_array_equal(scales[skipped], before[skipped] / 2)
    assert set(scales[~skipped] / before[~skipped]) == {1.0, 2.0}
    assert losses[1] == losses[0]  # a skipped update moves nothing


def test_the_unscaled_gradient_does_not_depend_on_the_scale(listing):
    one, other = (listing["scaled_gradients"](scale)[1] for scale in (2.0**18, 2.0**20))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a * 4, b, rtol=1e-6, atol=1e-9 * 2.0**20)


def test_small_errors_survive_only_with_a_scale(listing):
    unscaled, scaled = (np.mean(listing["scaled_gradients"](scale)[2] == 0) for scale in (1.0, 2.0**20))
    assert unscaled > 100 * scaled


def test_sixteen_bits(listing):
    np.testing.assert_array_equal(listing["half"](np.array([1e-8, 1.0, 1e5])), [0.0, 1.0, np.inf])
