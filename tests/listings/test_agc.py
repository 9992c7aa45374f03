"""The listing of adaptive gradient clipping against the engine."""

import runpy
from pathlib import Path

import numpy as np

from sim.training.clip import adaptive_gradient_clip

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/agc.py"


def test_unit_by_unit_is_the_engines_rule():
    listing = runpy.run_path(str(LISTING))
    names = ("W_1", "W_2", "W_3", "W_y")
    weights, grads = ({n: a[None] for n, a in zip(names, listing[key], strict=True)} for key in ("weights", "grads"))
    engine = adaptive_gradient_clip(grads, weights, 0.2).grads
    for name, mine in zip(names, listing["by_unit"], strict=True):
        np.testing.assert_allclose(mine, engine[name][0], rtol=1e-13)


def test_what_it_prints(capsys):
    runpy.run_path(str(LISTING))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and lines[2].startswith("layer 3: AGC leaves [1. 1. 1. 1. 1. 1.]")
