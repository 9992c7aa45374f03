"""The two listings of the four initialisations compute the same numbers."""

import runpy
from pathlib import Path

import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"initialisations{twin}.py")) for twin in ("", "_torch"))
    for size in ("radius", "largest"):
        assert by_torch[size] == pytest.approx(by_numpy[size], rel=1e-10)
