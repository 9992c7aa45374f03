"""Clipping by hand and the library call differ by the library's epsilon and nothing else."""

import runpy
from pathlib import Path

import numpy as np
import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"


def test_both_listings_agree_up_to_the_epsilon():
    by_numpy, by_torch = (runpy.run_path(str(LISTINGS / f"clip_by_norm{twin}.py")) for twin in ("", "_torch"))
    norm = by_numpy["norm"]
    assert by_torch["norm"].item() == pytest.approx(norm, rel=1e-14)
    for mine, library in zip(by_numpy["clipped"], by_torch["clipped"], strict=True):
        np.testing.assert_allclose(library.numpy(), mine * norm / (norm + 1e-6), rtol=1e-13)
    assert by_torch["after"].item() == pytest.approx(by_numpy["library"], rel=1e-14)
    assert by_torch["after"].item() < 5
