"""The step by hand and the step by the library's own scaler tell the same story, skipped updates included."""

import runpy
from pathlib import Path

import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (
        np.array(runpy.run_path(str(LISTINGS / f"llm_step{twin}.py"))["log"]) for twin in ("", "_torch")
    )
    np.testing.assert_array_equal(by_torch[:, 2], by_numpy[:, 2])  # the scale after every update
    np.testing.assert_allclose(by_torch[:, :2], by_numpy[:, :2], rtol=1e-9)
