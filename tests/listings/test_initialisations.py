"""The listing of the four initialisations, against theory."""

import runpy
from pathlib import Path

import pytest

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/initialisations.py"


def test_radii_and_norms():
    listing = runpy.run_path(str(LISTING))
    radius, largest = listing["radius"], listing["largest"]
    assert radius["small"] == pytest.approx(0.01 * 128**0.5, rel=0.1)
    assert largest["xavier"] == pytest.approx(2, rel=0.05) and radius["xavier"] == pytest.approx(1, rel=0.1)
    assert (radius["orthogonal"], largest["orthogonal"]) == pytest.approx((1, 1))
    assert 1 < radius["identity_plus_noise"] < largest["identity_plus_noise"] < 1.03
