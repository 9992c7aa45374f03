"""The listing of three scopes against the engine and against what each promises."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.training import clip

LISTING = Path(__file__).resolve().parents[2] / "chapters/listings/clip_scopes.py"


@pytest.fixture(scope="module")
def listing():
    return runpy.run_path(str(LISTING))


def test_global_and_value_are_the_engines_rules(listing):
    grads = {f"{i}{j}": g[None] for i, layer in enumerate(listing["layers"]) for j, g in enumerate(layer)}
    for name, rule in (("clip_globally", clip.clip_by_global_norm), ("clip_by_value", clip.clip_by_value)):
        expected = np.concatenate([g.ravel() for g in rule(grads, 1.0).grads.values()])
        np.testing.assert_allclose(listing["flat"](listing[name](listing["layers"], 1.0)), expected, rtol=1e-13)


def test_each_keeps_what_it_promises(listing):
    length, cosine = np.array(list(listing["results"].values())).T
    assert cosine[0] == pytest.approx(1) and length[0] == pytest.approx(1)
    assert cosine[1] < 0.9 and length[1] > 1
    assert all(listing["norm_of"](layer) <= 1 + 1e-12 for layer in listing["clip_per_layer"](listing["layers"], 1.0))
