"""The two listings of the full recipe compute the same numbers."""

import runpy
from pathlib import Path

import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"full_recipe{twin}.py")) for twin in ("", "_torch"))
    np.testing.assert_allclose(by_torch["losses"], by_numpy["losses"], rtol=1e-5)
    np.testing.assert_allclose(by_torch["norms"], by_numpy["norms"], rtol=1e-4)
