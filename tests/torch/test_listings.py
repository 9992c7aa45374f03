"""The two listings of every pair, in NumPy and in PyTorch, compute the same; a table says what, and how closely."""

import math
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pytest

LISTINGS = Path(__file__).resolve().parents[2] / "chapters/listings"
PAIRS = sorted(path.name.removesuffix("_torch.py") for path in LISTINGS.glob("*_torch.py"))


class Same(NamedTuple):
    """What is read from both listings of a pair, and within which relative and absolute error it is the same."""

    pair: str
    ours: Callable[[dict], Any]
    rtol: float
    atol: float = 0.0
    theirs: Callable[[dict], Any] | None = None  # how PyTorch's is read, where it is called otherwise


def named(name):
    """The result of that name."""
    return lambda listing: listing[name]


def with_epsilon(listing):
    """Our clipped gradients, a little shorter by the epsilon that the library's have."""
    return [part * listing["norm"] / (listing["norm"] + 1e-6) for part in listing["clipped"]]


def until_clipped(listing):
    """The log up to its first clipped step: until there the library's epsilon changes nothing."""
    log = np.asarray(listing["log"])
    first = int(np.argmax(log[:, 1] >= 1)) + 1
    assert first > 5
    return log[:first]


def trained(tau):
    """Losses and norms of thirty updates of the training loop; PyTorch's epsilon is magnified by training."""
    return lambda listing: [getattr(listing["train"](6, tau, 30)[0], name) for name in ("losses", "norms")]


def alerts(tau):
    """The updates at which the training loop raises an alert."""
    return lambda listing: list(listing["train"](6, tau, 30)[1])


def gains(pick):
    """The scans of the gains that are picked."""
    return lambda listing: [norms for gain, norms in listing["scans"].items() if pick(gain)]


TABLE = (
    Same("adaptive_clipper", named("thresholds"), 1e-12),
    Same("adaptive_clipper", named("passed"), 1e-6),  # the library's epsilon
    Same("agc", named("by_unit"), 1e-13, theirs=named("clipped")),
    Same("clip_by_norm", named("norm"), 1e-14),
    Same("clip_by_norm", with_epsilon, 1e-13, theirs=named("clipped")),
    Same("clip_by_norm", named("library"), 1e-14, theirs=named("after")),
    Same("clip_scopes", lambda listing: list(listing["results"].values()), 1e-5),
    Same("clip_scopes", lambda listing: [list(name.encode()) for name in listing["results"]], 0),
    Same("full_recipe", named("losses"), 1e-5),
    Same("full_recipe", named("norms"), 1e-4),
    Same("initialisations", named("radius"), 1e-10),
    Same("initialisations", named("largest"), 1e-10),
    Same("llm_step", lambda listing: np.array(listing["log"])[:, 2], 0),  # the scale after every update
    Same("llm_step", lambda listing: np.array(listing["log"])[:, :2], 1e-9),
    Same("omega", named("value"), 1e-12),
    Same("omega", named("gradient"), 1e-9, 1e-13),
    Same("omega", named("ratios"), 1e-7),
    Same("scan_weights", gains(lambda gain: gain == 5), 1e-7),
    Same("scan_weights", gains(lambda gain: gain != 5), 1e-10),
    Same("scan_weights", lambda listing: [norms.argmax() for norms in listing["scans"].values()], 0),
    Same("spectral_normalisation", named("sigma"), 1e-10),
    Same("spectral_normalisation", named("rho"), 1e-10),
    Same("spectral_normalisation", named("by_radius"), 1e-8),
    Same("spectral_normalisation", lambda listing: 1.0, 0, 1e-6, theirs=named("library")),
    Same("train_step", named("log"), 1e-3, 1e-6),  # the library's epsilon adds up
    Same("train_step", until_clipped, 1e-11),
    *(Same("training_loop", trained(tau), 1e-3) for tau in (1.0, math.inf)),
    *(Same("training_loop", alerts(tau), 0) for tau in (1.0, math.inf)),
)


@pytest.fixture(scope="module", params=PAIRS)
def pair(request):
    """The name of a pair with the names that both listings leave behind."""
    with pytest.MonkeyPatch.context() as patch:
        matplotlib.use("Agg")
        patch.setattr("matplotlib.pyplot.show", lambda: None)
        both = (runpy.run_path(str(LISTINGS / f"{request.param}{twin}.py")) for twin in ("", "_torch"))
        yield request.param, *both


def test_both_listings_agree(pair):
    name, by_numpy, by_torch = pair
    rows = [row for row in TABLE if row.pair == name]
    assert rows, f"the table says nothing of {name}"
    for row in rows:
        ours, theirs = plain(row.ours(by_numpy)), plain((row.theirs or row.ours)(by_torch))
        for mine, library in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(library, mine, row.rtol, row.atol)


def plain(result):
    """A result as a list of arrays, one for each part; a dict by its values."""
    parts = result.values() if isinstance(result, dict) else result if isinstance(result, (list, tuple)) else [result]
    return [np.asarray(part.detach() if hasattr(part, "detach") else part) for part in parts]


def test_clipping_by_norm_stays_below_its_threshold():
    assert runpy.run_path(str(LISTINGS / "clip_by_norm_torch.py"))["after"].item() < 5
