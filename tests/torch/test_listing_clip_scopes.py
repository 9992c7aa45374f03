"""The two listings of three scopes find the same lengths and cosines."""

import runpy
from pathlib import Path

import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"clip_scopes{twin}.py")) for twin in ("", "_torch"))
    for name, (length, cosine) in by_numpy["results"].items():
        assert by_torch["results"][name] == pytest.approx((length, cosine), rel=1e-5), name
