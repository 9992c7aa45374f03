"""The two loops that watch themselves log the same. PyTorch clips a millionth shorter, which training magnifies."""

import math
import runpy
from pathlib import Path

import numpy as np
import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


@pytest.mark.parametrize(("tau", "updates"), [(1.0, 30), (math.inf, 30)])
def test_both_listings_agree(tau, updates):
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"training_loop{twin}.py")) for twin in ("", "_torch"))
    (ours, alerts), (theirs, others) = (each["train"](6, tau, updates) for each in (by_numpy, by_torch))
    np.testing.assert_allclose(theirs.losses, ours.losses, rtol=1e-3)
    np.testing.assert_allclose(theirs.norms, ours.norms, rtol=1e-3)
    assert list(others) == list(alerts)
