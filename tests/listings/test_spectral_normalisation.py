"""The listing of spectral normalisation: dividing by the norm bounds every product, dividing by the radius does not."""

import runpy
from pathlib import Path

import pytest

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/spectral_normalisation.py"


def test_only_the_largest_singular_value_bounds_the_products():
    listing = runpy.run_path(str(LISTING))
    assert listing["estimate"] == pytest.approx(listing["sigma"], rel=1e-6)
    assert listing["by_norm"].max() <= 1 + 1e-12
    assert listing["by_radius"].max() > 2
    assert listing["longest"](listing["shear"], 100)[-1] == pytest.approx(1000, rel=1e-4)
