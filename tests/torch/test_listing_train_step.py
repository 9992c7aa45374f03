"""The two listings of the training step tell the same run."""

import runpy
from pathlib import Path

import numpy as np

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"train_step{twin}.py")) for twin in ("", "_torch"))
    np.testing.assert_allclose(by_torch["log"], by_numpy["log"], rtol=1e-3, atol=1e-6)  # the library's epsilon adds up
    first = int(np.argmax(by_numpy["norms"] >= 1)) + 1  # up to the first clipped step there is no epsilon
    assert first > 5
    np.testing.assert_allclose(by_torch["log"][:first], by_numpy["log"][:first], rtol=1e-11)
