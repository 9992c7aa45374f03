"""Clipping: Algorithm 1 to the letter, its relatives, and the spike that the naive average lets through."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.training import clip
from tests.sim.cases import normal, params


def gradients(R=3, scale=1.0):
    return {name: scale * g for name, g in params(R, seed=5).items()}


def whole(grads):
    return np.concatenate([g.reshape(len(g), -1) for g in grads.values()], axis=1)


def test_worked_example():
    g = {"W_h": np.array([[10.0, 1.0]])}
    by_norm, by_value = clip.clip_by_global_norm(g, 5.0), clip.clip_by_value(g, 5.0)
    np.testing.assert_allclose(by_norm.grads["W_h"], [[4.975185951, 0.497518595]], rtol=1e-9)
    np.testing.assert_array_equal(by_value.grads["W_h"], [[5.0, 1.0]])
    assert by_norm.norm == by_value.norm == np.sqrt(101)
    assert by_norm.acted and by_value.acted


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_norm_clipping_projects_onto_the_ball(scale, tau):
    grads = gradients(scale=scale)
    clipped, before = clip.clip_by_global_norm(grads, tau), np.linalg.norm(whole(grads), axis=1)
    np.testing.assert_allclose(clipped.norm, before, rtol=1e-13)
    np.testing.assert_array_equal(clipped.acted, before >= tau)
    np.testing.assert_allclose(np.linalg.norm(whole(clipped.grads), axis=1), np.minimum(before, tau), rtol=1e-12)
    np.testing.assert_allclose(whole(clipped.grads) * before[:, None], whole(grads) * np.minimum(before, tau)[:, None])


def test_the_condition_includes_equality_and_zero_is_left_alone():
    g = {"b": np.array([[3.0, 4.0], [0.0, 0.0]])}
    clipped = clip.clip_by_global_norm(g, 5.0)
    np.testing.assert_array_equal(clipped.acted, [True, False])
    np.testing.assert_array_equal(clipped.grads["b"], g["b"])


def test_every_network_has_its_own_norm_and_threshold():
    grads = gradients()
    tau = clip.global_norm(grads) * [0.5, 2.0, 1.0]
    clipped = clip.clip_by_global_norm(grads, tau)
    np.testing.assert_array_equal(clipped.acted, [True, False, True])
    np.testing.assert_allclose(clip.global_norm(clipped.grads), clipped.norm * [0.5, 1.0, 1.0])


def test_the_gradient_given_is_not_changed():
    grads = gradients()
    copies = {name: g.copy() for name, g in grads.items()}
    for rule in (clip.clip_by_global_norm, clip.clip_by_value, clip.clip_per_layer, clip.clip_per_parameter):
        rule(grads, 0.01)
    clip.adaptive_gradient_clip(grads, params(3), 1e-6)
    assert all(np.array_equal(grads[name], copies[name]) for name in grads)


def test_value_clipping_bounds_entries_and_may_not_act():
    grads = {"b": np.array([[0.3, -2.0], [0.1, 0.2]])}
    clipped = clip.clip_by_value(grads, 0.5)
    np.testing.assert_array_equal(clipped.grads["b"], [[0.3, -0.5], [0.1, 0.2]])
    np.testing.assert_array_equal(clipped.acted, [True, False])


def test_scopes_of_the_norm():
    grads, tau = gradients(scale=100.0), 1.0
    layered, separate = clip.clip_per_layer(grads, tau), clip.clip_per_parameter(grads, tau)
    for names in (("W_h", "W_x", "b"), ("W_y", "b_y")):
        np.testing.assert_allclose(clip.global_norm({n: layered.grads[n] for n in names}), tau)
    for name, g in separate.grads.items():
        np.testing.assert_allclose(clip.global_norm({name: g}), tau)
    for clipped in (layered, separate):
        np.testing.assert_allclose(clipped.norm, clip.global_norm(grads))
        assert clipped.acted.all() and list(clipped.grads) == list(grads)


def spike_after_calm(rule, spike):
    """Clip a hundred gradients of norm 1, then one of norm ``spike``; return its Clipped and the mean after it."""
    mean = None
    for _ in range(100):
        _, mean = rule({"b": np.ones((1, 1))}, mean)
    return rule({"b": np.full((1, 1), spike)}, mean)


def test_adaptive_clipping_stops_a_spike_and_the_naive_one_lets_it_pass():
    good, mean = spike_after_calm(clip.adaptive_clip, 50_000.0)
    naive, swollen = spike_after_calm(clip.naive_adaptive, 50_000.0)
    assert good.grads["b"] == pytest.approx(3.0) and mean == pytest.approx(1.1)
    assert naive.grads["b"] == pytest.approx(2.85 + 0.15 * 50_000)
    assert swollen == pytest.approx(2500.95)
    assert good.acted and naive.acted


def test_one_nan_poisons_only_the_naive_average():
    assert np.isnan(spike_after_calm(clip.naive_adaptive, np.nan)[1])
    assert np.isfinite(spike_after_calm(clip.adaptive_clip, np.nan)[1])


def test_non_finite_norms_are_passed_on():
    g = {"b": np.array([[np.inf, 1.0], [np.nan, 1.0], [3.0, 4.0], [0.0, 0.0]])}
    clipped = clip.clip_by_global_norm(g, 1.0)
    np.testing.assert_array_equal(clipped.norm, [np.inf, np.nan, 5.0, 0.0])
    np.testing.assert_array_equal(clipped.acted, [False, False, True, False])
    np.testing.assert_array_equal(clipped.grads["b"][:2], g["b"][:2])


def test_a_norm_whose_squares_overflow_leaves_the_others_as_they_are():
    calm = {"b": np.array([[0.1, 0.7], [0.0, 0.0]])}
    norm = clip.global_norm({"b": np.vstack([[[1e200, 1e200]], calm["b"]])})
    assert norm[0] == pytest.approx(np.sqrt(2) * 1e200)
    np.testing.assert_array_equal(norm[1:], clip.global_norm(calm))


def test_agc_keeps_each_unit_in_proportion_to_its_weights():
    W = {"W_h": np.array([[[3.0, 4.0], [0.0, 0.0]]]), "W_y": np.ones((1, 1, 2))}
    g = {"W_h": np.array([[[6.0, 8.0], [0.3, 0.4]]]), "W_y": np.full((1, 1, 2), 1e6)}
    clipped = clip.adaptive_gradient_clip(g, W, lam=0.1)
    np.testing.assert_allclose(clipped.grads["W_h"], [[[0.3, 0.4], [0.6e-4, 0.8e-4]]])
    np.testing.assert_array_equal(clipped.grads["W_y"], g["W_y"])
    assert clipped.acted
    assert not clip.adaptive_gradient_clip(g, W, lam=1e6).acted


def test_agc_is_scale_free():
    W, g = params(3), gradients()
    one = clip.adaptive_gradient_clip(g, W, 0.05)
    big = clip.adaptive_gradient_clip({n: 7 * a for n, a in g.items()}, {n: 7 * a for n, a in W.items()}, 0.05)
    for name in g:
        np.testing.assert_allclose(big.grads[name], 7 * one.grads[name], rtol=1e-12)


def test_value_clipping_turns_and_norm_clipping_does_not():
    g = {"b": normal(5, 20)}
    cosine = lambda a: (a * g["b"]).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(g["b"], axis=1)  # noqa: E731
    np.testing.assert_allclose(cosine(clip.clip_by_global_norm(g, 0.5).grads["b"]), 1.0)
    assert (cosine(clip.clip_by_value(g, 0.5).grads["b"]) < 0.99).all()
