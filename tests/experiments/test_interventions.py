"""Every intervention on a reduced version, against a known value, a symmetry or the engine itself."""

import numpy as np
import pytest

from experiments.interventions import adam_clipping, chaos, damage, fates, folds, fork, latching, memory
from sim.one_unit.dynamics import loss as one_unit_loss
from sim.tasks.latch import Latch
from sim.training.loop import Config, Training


def test_a_fork_that_changes_nothing_stays_together():
    run = fork.fork(fork.signs(T=5), 3, 10, fork.alpha_times(1.0))
    assert (run.distance == 0).all()
    np.testing.assert_array_equal(run.loss[0], run.loss[1])


@pytest.mark.parametrize(
    "change",
    [fork.clip_on(0.01), fork.alpha_times(1 / 3), fork.one_weight("W_h", (0, 1), 1e-3), fork.another_batch(7)],
)
def test_a_change_acts_on_one_branch_only(change):
    whole = fork.fork(fork.signs(T=5), 0, 13, fork.alpha_times(1.0))
    run = fork.fork(fork.signs(T=5), 3, 10, change)
    np.testing.assert_array_equal(run.loss[0], whole.loss[0, 3:])
    assert run.distance[-1] > 0
    assert not np.array_equal(run.loss[0], run.loss[1])


def test_one_weight_moves_the_fork_by_as_much():
    run = fork.fork(fork.signs(T=5), 2, 1, fork.one_weight("W_x", (3, 0), 0.25))
    assert run.distance[0] == pytest.approx(0.25)


def test_clipping_switched_on_just_before_the_crash_saves_the_run():
    run = fork.fork(fork.signs(), 62, 300, fork.clip_on(1.0))
    assert run.clipped.sum(axis=1).tolist() == [0, 3]
    assert not run.loss[0, -1] < 1e6  # nan or worse
    assert run.loss[1, -1] < 1e-4


def test_the_slice_ends_where_the_run_was_and_its_slope_is_a_derivative():
    run = damage.remember(fork.signs(), 66)
    cut = damage.slice_of(run, 64, 0.0, 1.0, 201)
    told = fork.fork(fork.signs(), 0, 66, fork.alpha_times(1.0)).loss[0]
    assert (cut.loss[0], cut.loss[-1]) == pytest.approx((told[64], told[65]), rel=1e-9)
    assert cut.loss.min() < 0.2 * cut.loss[0] and cut.loss[-1] > 3 * cut.loss[0]
    fine = damage.slice_of(run, 64, 0.3, 0.3001, 3)
    assert fine.slope[1] == pytest.approx((fine.loss[2] - fine.loss[0]) / (0.0001 * fine.length), rel=1e-3)


def test_curvature_is_the_largest_eigenvalue_of_the_hessian():
    run = damage.remember(fork.signs(T=3, N=2), 2)
    theta, size = run.theta[2], run.theta.shape[1]
    e = 1e-5 * np.eye(size)
    hessian = (damage.losses(run, theta + e)[1] - damage.losses(run, theta - e)[1]) / 2e-5
    assert damage.curvature(run, 2, rounds=2000) == pytest.approx(np.linalg.eigvalsh(hessian)[-1], rel=1e-3)


def test_fates_are_told_apart():
    loss = np.array([[1, 1, 1, 1, 1], [0.9, 0.2, 0.2, 0.2, 2], [2, 2, 0.1, np.nan, 0.9], [3, 0.5, 0.05, np.nan, 0.9]])
    found = fates.fates(loss)
    np.testing.assert_array_equal(found.never, [True, False, False, False, True])
    np.testing.assert_array_equal(found.lost, [False, True, False, True, False])
    np.testing.assert_array_equal(found.survived, [False, False, True, False, False])
    np.testing.assert_array_equal(found.worse, [True, False, False, True, False])
    np.testing.assert_array_equal(found.early, [False, False, False, False, True])
    np.testing.assert_array_equal(fates.crashes(loss), [-1, 2, -1, 2, -1])


def test_a_frozen_part_stays_and_the_rest_learns():
    how = {"T": 5, "alpha": 0.1, "updates": 20, "seeds": range(3)}
    free, frozen = (fates.census(trained=part, **how) for part in ("all", "readout"))
    np.testing.assert_array_equal(free[0], frozen[0])
    assert (free[-1] < frozen[-1]).all()


def test_the_exponent_of_the_logistic_map_is_ln_2_and_of_a_linear_network_its_radius():
    found = chaos.exponent(
        lambda x, v: (4 * x * (1 - x), 4 * (1 - 2 * x) * v), np.array([[0.3]]), np.ones((1, 1)), 20_000
    )
    assert found[0] == pytest.approx(np.log(2), abs=1e-3)
    W_h = np.array([[[0.8, 0.3], [0.0, 0.5]], [[1.2, 0.0], [0.4, 0.1]]])
    found = chaos.network_exponent(W_h, np.zeros((2, 2, 1)), np.zeros((2100, 1)), "identity")
    np.testing.assert_allclose(found, np.log([0.8, 1.2]), atol=1e-6)


def test_walls_ramps_and_noise_are_told_apart():
    step = chaos.roughness(lambda s: np.tanh(1e6 * (s - 0.1234)), -0.5, 0.5)
    ramp = chaos.roughness(lambda s: s, -0.5, 0.5)
    rough = chaos.roughness(lambda s: sum(np.sin(7.3**k * s) for k in range(1, 8)), -0.5, 0.5)
    assert (step.verdict, ramp.verdict, rough.verdict) == ("wall", "smooth", "chaos")
    assert step.growth == pytest.approx(1) and ramp.share == pytest.approx(1)
    assert chaos.roughness(lambda b: one_unit_loss(5.0, b, 50), -2.7, -2.5).verdict == "wall"


def test_the_scan_is_smooth_at_the_usual_start_and_chaotic_at_five_times_the_weights():
    W_h, W_x, D, rng = chaos.library_network(1.0, 0)
    inputs = rng.standard_normal((50, 1))
    for gain, verdict in ((1, "smooth"), (5, "chaos")):
        curve = lambda s: chaos.scan(gain * W_h, W_x, D[0], inputs, s)[0]  # noqa: B023, E731
        assert chaos.roughness(curve, -0.5, 0.5, 41).verdict == verdict


def test_a_fold_grows_like_a_power_and_a_border_like_an_exponential():
    fold, border = folds.at_fold((50, 100, 200)), folds.at_border((30, 50, 75))
    assert fold.power_error < fold.factor_error / 3 and border.factor_error < border.power_error / 3
    assert border.factor == pytest.approx(1.175, rel=0.01)
    assert folds.growth((10, 100), np.zeros(2), np.array([1.0, 1000.0])).power == pytest.approx(3)


def test_the_state_is_forgotten_while_the_parameter_still_counts():
    found = folds.sensitivity(5.0, -2.7, 50)
    assert abs(found.state) < 1e-12 and abs(found.parameter) == pytest.approx(0.195, abs=0.001)


@pytest.mark.parametrize("lam", [0.0, 1.0])
def test_latching_trains_as_the_engine_does(lam):
    state = Training(Config(Latch(20), (0, 1), N=10, B=8, start={"gain": 0.6}, alpha=0.05, clip="norm", lam=lam))
    for _ in range(15):
        state.advance()
    found = latching.latch(20, lam, 15, seeds=range(2))
    for name, value in state.params.items():
        np.testing.assert_allclose(found.params[name], value, rtol=1e-12, atol=1e-14)


def test_the_two_units_of_omega_differ_by_the_length_where_ratios_are_near_one():
    one, other = (latching.latch(20, 0.0, 1, seeds=range(2), unit=unit) for unit in latching.UNITS)
    np.testing.assert_allclose(one.ratio, other.ratio)
    assert (other.omega > one.omega).all()


def test_with_omega_a_network_latches_and_without_it_memorises():
    plain, taxed = (latching.latch(50, lam, 300, seeds=range(8)) for lam in (0.0, 1.0))
    assert np.median(taxed.wrong) < 0.05 < np.median(plain.wrong)


def test_surfaces_are_compared_where_both_networks_solve():
    found = latching.steepness(seeds=range(6))
    assert found.without.shape == found.with_penalty.shape == (found.solved.sum(),)
    assert 0 < found.solved.sum() < 6 or found.solved.all()
    assert (found.without > 0).all()


def test_a_smaller_ridge_lets_more_memory_be_read_out():
    large, small = (memory.memory(0.3, ridge) for ridge in (1e-3, 1e-12))
    assert small > 1.5 * large
    assert memory.memory_by_ridge((0.3,), (1e-3,), range(1))[0, 0] == large


def test_a_constant_factor_cancels_in_adam_unless_a_threshold_stands_in_between():
    plain, eightfold = (adam_clipping.loss_times(c, updates=20) for c in (1.0, 8.0))
    np.testing.assert_array_equal(plain, eightfold)
    clipped = [adam_clipping.loss_times(c, updates=20, tau=2.0) for c in (1.0, 8.0)]
    assert not np.array_equal(*clipped)


def test_a_spike_stays_in_the_memory_of_beta2_unless_it_is_clipped():
    short, long = (adam_clipping.spike_response(100.0, beta2=b).recovery for b in (0.9, 0.99))
    assert 5 * short < long < 10 * 100
    assert adam_clipping.spike_response(100.0, tau=1.0).recovery == 0
