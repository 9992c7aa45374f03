"""The two listings of spectral normalisation compute the same numbers."""

import runpy
from pathlib import Path

import numpy as np
import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"spectral_normalisation{twin}.py")) for twin in ("", "_torch"))
    for name in ("sigma", "rho"):
        assert by_torch[name] == pytest.approx(by_numpy[name], rel=1e-10)
    np.testing.assert_allclose(by_torch["by_radius"], by_numpy["by_radius"], rtol=1e-8)
    assert by_torch["library"] == pytest.approx(1, abs=1e-6)
