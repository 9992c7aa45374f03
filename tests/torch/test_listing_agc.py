"""Both listings of adaptive gradient clipping leave the same gradients."""

import runpy
from pathlib import Path

import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"agc{twin}.py")) for twin in ("", "_torch"))
    for mine, library in zip(by_numpy["by_unit"], by_torch["clipped"], strict=True):
        np.testing.assert_allclose(library.numpy(), mine, rtol=1e-13)
