"""Initial weights: their spectra, their streams, and networks that do not depend on the company they keep."""

import hashlib

import numpy as np
import pytest

from sim.analysis.spectra import spectral_norm, spectral_radius
from sim.training import initialise

SEEDS = tuple(range(40))


@pytest.mark.parametrize("N", [1, 2, 16, 64, 128])
def test_orthogonal_is_orthogonal(N):
    Q = initialise.orthogonal(initialise.generator(1), N, gain=1.5)
    np.testing.assert_allclose(Q @ Q.T, 2.25 * np.eye(N), atol=1e-14)


def test_orthogonal_has_the_same_digits_everywhere():
    """The digest was checked against NumPy in WebAssembly: products and sums in a fixed order, no BLAS, no LAPACK."""
    Q = initialise.orthogonal(initialise.generator(2013), 32)
    assert hashlib.sha256(Q.tobytes()).hexdigest() == "e762468f9a8510c5c226624d118e39afd1b88c3783053f14504a5df86e04c1e6"


def test_spectra_of_the_schemes():
    for scheme, radius, norm in (
        ("gaussian", 1.03, 1.95),
        ("xavier", 1.03, 1.95),
        ("orthogonal", 1, 1),
        ("identity", 1.01, 1.02),
    ):
        W = initialise.network(SEEDS, 64, 2, 2, scheme)["W_h"]
        assert spectral_radius(W).mean() == pytest.approx(radius, abs=0.04), scheme
        assert spectral_norm(W).mean() == pytest.approx(norm, abs=0.04), scheme


def test_the_papers_three_starts():
    """Radius and norm: .075 and .136; .75 and 1.36; .95 and 1.80."""
    for start, radius, norm in (("sigmoid", 0.075, 0.136), ("basic tanh", 0.75, 1.36), ("smart tanh", 0.95, 1.80)):
        p = initialise.paper(SEEDS, 50, 6, 4, start)
        assert spectral_radius(p["W_h"]).mean() == pytest.approx(radius, rel=0.03)
        assert spectral_norm(p["W_h"]).mean() == pytest.approx(norm, rel=0.03)
        assert p["W_x"].std() == pytest.approx(initialise.PAPER[start], rel=0.03)
        assert not p["b"].any() and not p["b_y"].any()
    assert ((p["W_h"] != 0).sum(axis=2) == 15).all()


def test_gain_scales_the_recurrent_matrix_only():
    one, two = (initialise.network((3,), 8, 2, 2, gain=gain) for gain in (1.0, 2.0))
    np.testing.assert_allclose(two["W_h"], 2 * one["W_h"])
    np.testing.assert_array_equal(two["W_x"], one["W_x"])


@pytest.mark.parametrize("draw", [initialise.network, initialise.lstm, initialise.gru, initialise.paper])
def test_a_seed_means_the_same_network_alone(draw):
    together, alone = draw((4, 5, 6), 8, 2, 3), draw((5,), 8, 2, 3)
    assert all(np.array_equal(together[name][1], alone[name][0]) for name in together)


def test_gates_are_drawn_block_by_block():
    p = initialise.lstm((0,), 16, 2, 1, scheme="orthogonal", forget_bias=1.0)
    for block in p["W_h"].reshape(4, 16, 16):
        np.testing.assert_allclose(block @ block.T, np.eye(16), atol=1e-14)
    np.testing.assert_array_equal(p["b"][0], np.repeat([0.0, 1.0, 0.0, 0.0], 16))
    assert initialise.gru((0,), 16, 2, 1)["b_n"].shape == (1, 16)


def test_unknown_names_are_told():
    with pytest.raises(ValueError, match="scheme 'magic' is unknown; expected one of gaussian, xavier, orthogonal"):
        initialise.network((0,), 4, 1, 1, "magic")
    with pytest.raises(ValueError, match="start 'magic' is unknown; expected one of sigmoid, basic tanh, smart tanh"):
        initialise.paper((0,), 20, 1, 1, "magic")
