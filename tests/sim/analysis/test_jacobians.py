"""Jacobians and their products against differences, and the bounds between them."""

import numpy as np
import pytest

from sim.analysis import jacobians, spectra
from sim.cells import paper_form
from sim.fast import rnn
from tests.sim.cases import normal, params, recurrent

T, R, B, I, N = 5, 2, 3, 2, 4


@pytest.fixture
def case():
    p, x = recurrent(params(R, N, I)), normal(T, R, B, I)
    return p, x, rnn.forward(p, x, normal(R, B, N, seed=4))


def state_differences(last, start, e=1e-6):
    """Central differences of last(start) (R, B, N) by each unit of start (R, B, N): (R, B, N, N)."""
    columns = [(last(start + e * unit) - last(start - e * unit)) / (2 * e) for unit in np.eye(start.shape[-1])]
    return np.stack(columns, axis=-1)


def test_products_are_the_derivatives_of_the_last_state(case):
    p, x, run = case
    P = jacobians.products(jacobians.step_jacobians(p, run))
    for k in range(T):
        expected = state_differences(lambda h, k=k: rnn.forward(p, x[k:], h).h[-1], run.h[k])
        np.testing.assert_allclose(P[k], expected, atol=1e-9)
    np.testing.assert_array_equal(P[T], np.broadcast_to(np.eye(N), P[T].shape))


def test_products_in_the_paper_form(case):
    p, x, run = case
    states = paper_form.forward(p, x, np.arctanh(run.h[0] / 9))
    in_h = run._replace(h=np.tanh(states))
    P = jacobians.products(jacobians.step_jacobians(p, in_h, paper_form=True))
    expected = state_differences(lambda s: paper_form.forward(p, x, s)[-1], states[0])
    np.testing.assert_allclose(P[0], expected, atol=1e-9)


def test_amplification_along_the_error_is_what_backpropagation_does(case):
    p, _, run = case
    J, v = jacobians.step_jacobians(p, run), normal(R, B, N, seed=9)
    back = rnn.backward(p, run, v[None])
    grown = jacobians.amplification(J, v)
    size = jacobians.error_norms(back.dh)
    np.testing.assert_allclose(grown[::-1], size / size[-1], rtol=1e-12)


def test_bounds_in_order(case):
    p, _, run = case
    J = jacobians.step_jacobians(p, run)
    along, largest, bound = (
        jacobians.amplification(J, normal(R, B, N)),
        jacobians.amplification(J),
        jacobians.growth_bound(J),
    )
    assert (along <= largest * (1 + 1e-12)).all()
    assert (largest <= bound * (1 + 1e-12)).all()


def test_the_bound_is_not_a_lower_bound():
    """Alternating diag(2, .1) and diag(.1, 2): η = 2, yet 50 factors have norm 0.2^25 = 3.4e-18."""
    J = np.tile(np.stack([np.diag([2, 0.1]), np.diag([0.1, 2])]), (25, 1, 1))
    np.testing.assert_allclose(jacobians.amplification(J)[-1], 0.2**25, rtol=1e-12)
    assert jacobians.growth_bound(J)[-1] == 2.0**50


def test_radius_and_norm_of_a_shear():
    shear = np.array([[1.0, 10.0], [0.0, 1.0]])
    assert spectra.spectral_radius(shear) == pytest.approx(1.0)
    assert spectra.spectral_norm(shear) == pytest.approx(5 + np.sqrt(26))
    assert spectra.norm(np.linalg.matrix_power(shear, 100)) == pytest.approx(np.sqrt(1000**2 + 2))


def test_norms_lie_in_order():
    W = normal(20, 8, 8)
    assert (spectra.spectral_radius(W) <= spectra.spectral_norm(W) * (1 + 1e-12)).all()
    assert (spectra.spectral_norm(W) <= spectra.norm(W) * (1 + 1e-12)).all()
    np.testing.assert_allclose(spectra.singular_values(W)[:, 0], spectra.spectral_norm(W))
