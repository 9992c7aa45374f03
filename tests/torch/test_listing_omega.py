"""The two listings of the penalty compute the same numbers."""

import runpy
from pathlib import Path

import numpy as np
import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"omega{twin}.py")) for twin in ("", "_torch"))
    assert by_torch["value"] == pytest.approx(by_numpy["value"], rel=1e-12)
    np.testing.assert_allclose(by_torch["gradient"], by_numpy["gradient"], rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(by_torch["ratios"], by_numpy["ratios"], rtol=1e-7)
