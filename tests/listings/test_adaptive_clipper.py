"""The listing of the adaptive clipper against the engine's guarded rule."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.training.clip import adaptive_clip

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/adaptive_clipper.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_it_follows_the_engines_average(listing):
    mine, mean = listing["AdaptiveClipper"](), None
    for size in (1.0, 2.0, 500.0, 0.5, 30.0):
        g = size * np.array([0.6, 0.8])
        (clipped,), *_ = mine([g])
        expected, mean = adaptive_clip({"g": g[None]}, mean)
        np.testing.assert_allclose(clipped, expected.grads["g"][0], rtol=1e-12)
        assert mine.mean == pytest.approx(mean[0])


def test_a_spike_passes_at_its_threshold_and_lifts_the_next_by_a_tenth(listing):
    assert listing["passed"][40] == pytest.approx(listing["thresholds"][40])
    assert listing["thresholds"][41] / listing["thresholds"][40] == pytest.approx(listing["growth"])


def test_what_is_not_finite_is_refused(listing):
    with pytest.raises(FloatingPointError, match="norm nan"):
        listing["AdaptiveClipper"]()([np.array([np.nan])])
