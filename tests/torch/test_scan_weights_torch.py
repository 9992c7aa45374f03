"""The two listings of the weight scan compute the same norms from the same weights."""

import runpy
from pathlib import Path

import matplotlib
import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree(monkeypatch):
    matplotlib.use("Agg")
    monkeypatch.setattr("matplotlib.pyplot.show", lambda: None)
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"scan_weights{twin}.py"))["scans"] for twin in ("", "_torch"))
    for gain in by_numpy:
        np.testing.assert_allclose(by_torch[gain], by_numpy[gain], rtol=1e-7 if gain == 5 else 1e-10)
        assert by_torch[gain].argmax() == by_numpy[gain].argmax()
