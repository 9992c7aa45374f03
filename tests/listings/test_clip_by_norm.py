"""The listing of clipping by hand against the engine."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.training.clip import clip_by_global_norm

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/clip_by_norm.py"


def test_by_hand_is_the_engines_rule():
    listing = runpy.run_path(str(LISTING))
    engine = clip_by_global_norm({str(i): g[None] for i, g in enumerate(listing["grads"])}, 5.0)
    for i, g in enumerate(listing["clipped"]):
        np.testing.assert_allclose(g, engine.grads[str(i)][0], rtol=1e-14)
    assert listing["norm"] == pytest.approx(engine.norm[0]) and listing["after"] == pytest.approx(5)
    assert all(np.array_equal(a, b) for a, b in zip(listing["untouched"], listing["grads"], strict=True))
