"""The two listings of the adaptive clipper keep the same thresholds."""

import runpy
from pathlib import Path

import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"adaptive_clipper{twin}.py")) for twin in ("", "_torch"))
    np.testing.assert_allclose(by_torch["thresholds"], by_numpy["thresholds"], rtol=1e-12)
    np.testing.assert_allclose(by_torch["passed"], by_numpy["passed"], rtol=1e-6)  # the library's epsilon
