"""The training loop: replay, pause, copy, ensembles, and runs that blow up without harm to their neighbours."""

import copy

import numpy as np
import pytest

from sim.analysis.intervals import wilson_interval
from sim.analysis.spectra import spectral_radius
from sim.tasks.arithmetic import Addition
from sim.tasks.characters import Characters
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.temporal_order import TemporalOrder
from sim.training import clip, regularise
from sim.training.clip import CLIPS
from sim.training.config import CELLS, Config
from sim.training.loop import Training, error_rate, first_non_finite, history, train
from sim.training.parameters import ParameterBuffer

TASKS = (Pattern(8), Letters(8), TemporalOrder(10, T_max=13), Addition(10))


def config(task=Pattern(8), **changes):  # noqa: B008
    return Config(task, **({"seeds": (3, 4), "N": 6, "B": 2, "alpha": 0.1} | changes))


def same(a, b):
    return all(np.array_equal(x, y, equal_nan=True) for x, y in zip(a[:3], b[:3], strict=True))


@pytest.mark.parametrize("task", TASKS, ids=lambda t: type(t).__name__)
@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "adam"])
def test_a_run_is_a_function_of_its_config(task, optimiser):
    setting = config(task, optimiser=optimiser, clip="adaptive")
    assert same(history(Training(setting), 20), history(Training(setting), 20))


@pytest.mark.parametrize("task", TASKS, ids=lambda t: type(t).__name__)
@pytest.mark.parametrize("kind", ["norm", "adaptive"])
def test_pause_copy_and_resume(task, kind):
    straight, paused = Training(config(task, clip=kind)), Training(config(task, clip=kind))
    for _ in range(2):
        whole = history(straight, 12)
        first = history(paused, 5)
        twin = copy.deepcopy(paused)
        rest, rest_of_twin = history(paused, 7), history(twin, 7)
        assert same(rest, rest_of_twin)
        assert np.array_equal(np.concatenate([first[0], rest[0]]), whole[0])


def test_a_copy_shares_nothing():
    state = Training(config())
    twin = copy.deepcopy(state)
    before = state.params["W_h"].copy()
    history(twin, 5)
    np.testing.assert_array_equal(state.params["W_h"], before)
    assert (twin.params["W_h"] != before).any() and np.shares_memory(twin.params["W_h"], twin.theta.flat)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("task", TASKS[1:], ids=lambda t: type(t).__name__)
def test_a_network_trains_alike_alone_and_in_an_ensemble(cell, task):
    together = history(Training(config(task, cell=cell, seeds=(7, 8, 9), clip="norm")), 10)
    alone = history(Training(config(task, cell=cell, seeds=(8,), clip="norm")), 10)
    for a, b in zip(alone[:2], together[:2], strict=True):
        np.testing.assert_allclose(a[:, 0], b[:, 1], rtol=1e-10)


def test_every_network_has_its_own_hyper_parameters():
    setting = config(seeds=(5, 5, 5), alpha=(0.1, 0.2, 0.1), tau=(1e9, 1e9, 1e-3), clip="norm")
    loss, _, clipped, _ = history(Training(setting), 5)
    assert loss[0, 0] == loss[0, 1] == loss[0, 2]
    assert len(set(loss[-1])) == 3 and clipped[:, 2].all() and not clipped[:, :2].any()


@pytest.mark.parametrize("kind", CLIPS)
def test_every_kind_of_clipping_trains(kind):
    loss, norm, clipped, events = history(Training(config(clip=kind, tau=0.05, N=12)), 60)
    assert np.isfinite(loss).all() and not events and (loss[-1] < loss[0]).all()
    if kind not in ("adaptive", "naive"):  # these set their own threshold
        assert clipped.any() == (kind != "none")


def test_the_step_is_the_clipped_gradient():
    state = Training(config(clip="norm", tau=0.01, alpha=0.5, seeds=(1,)))
    before = state.theta.flat.copy()
    record = state.advance()
    assert record.clipped.all() and record.norm > 0.01
    assert np.linalg.norm(state.theta.flat - before) == pytest.approx(0.005)


def test_omega_and_decay_enter_before_clipping():
    plain, both = Training(config(seeds=(1,))), Training(config(seeds=(1,), lam=2.0, decay=0.1))
    step = plain._gradient(*plain.dataset)
    penalty = regularise.omega(plain.params, step.run, step.back).gW_h
    expected = {name: g + 0.1 * plain.params[name] for name, g in step.grads.items()}
    expected["W_h"] = expected["W_h"] + 2.0 * penalty
    assert both.advance().norm == pytest.approx(clip.global_norm(expected))


def test_held_parameters_stay():
    state = Training(config(held=("W_h", "b")))
    before = {name: a.copy() for name, a in state.params.items()}
    history(state, 5)
    assert {name for name, a in state.params.items() if (a == before[name]).all()} == {"W_h", "b"}


def blow_up(**changes):
    return Training(Config(Pattern(10), (0, 1, 2), N=8, alpha=(0.05, 1e3, 0.05), **changes))


@pytest.mark.parametrize("optimiser", ["sgd", "momentum"])
def test_a_diverged_run_is_frozen_reported_and_leaves_its_neighbours_alone(optimiser):
    state, calm = (
        blow_up(optimiser=optimiser),
        Training(Config(Pattern(10), (0, 2), N=8, alpha=0.05, optimiser=optimiser)),
    )
    loss, norm, clipped, events = history(state, 300)
    quiet_loss, quiet_norm, *_ = history(calm, 300)
    np.testing.assert_allclose(loss[:, [0, 2]], quiet_loss, rtol=1e-9)
    np.testing.assert_allclose(norm[:, [0, 2]], quiet_norm, rtol=1e-9)
    (event,) = events
    assert event.network == 1 and not np.isfinite(event.value)
    assert np.isfinite(loss[: event.step, 1]).all() and np.isnan(loss[event.step :, 1]).all()
    np.testing.assert_array_equal(state.alive, [True, False, True])
    assert np.isfinite(state.theta.flat).all()
    frozen = state.theta.flat[1].copy()
    history(state, 5)
    np.testing.assert_array_equal(state.theta.flat[1], frozen)


def test_a_run_with_nobody_left_ends():
    state = Training(Config(Pattern(10), (0,), N=8, alpha=1e4))
    records = list(train(state, 10_000))
    assert len(records) < 200 and records[-1].events and not state.alive.any()
    assert list(train(state, 5)) == []


def test_the_first_non_finite_entry_is_found():
    tensors = {"h": np.zeros((2, 3, 4)), "dh": np.zeros((2, 3, 4)), "norm": np.zeros(2)}
    tensors["h"][0, 2, 1] = np.nan
    tensors["dh"][1, [0, 2], 3] = np.inf
    assert first_non_finite(tensors, 0)[:2] == ("h", (2, 1))
    assert first_non_finite(tensors, 1) == ("dh", (2, 3), np.inf)
    with pytest.raises(ValueError, match="network 0: every entry is finite"):
        first_non_finite({"h": np.zeros((1, 2))}, 0)


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_learns_its_text(cell):
    task = Characters(12, text="abcabdabe" * 20)
    state = Training(Config(task, (0, 1), cell=cell, N=16, B=8, optimiser="adam", alpha=0.02, clip="norm"))
    loss, *_ = history(state, 150)
    assert loss[0].min() > 0.9 * task.chance and loss[-1].max() < 0.5 * task.chance


def test_error_rate_of_a_trained_and_an_untrained_network():
    state = Training(Config(TemporalOrder(10), (0, 1), N=16, B=20, alpha=0.2, clip="norm"))
    assert (error_rate(state, 500) > 0.4).all()
    history(state, 600)
    rate = error_rate(state, 500)
    assert (rate < 0.01).all()
    np.testing.assert_array_equal(error_rate(state, 500), rate)


def test_weight_decay_shrinks_the_radius():
    decayed = Training(config(decay=2.0, alpha=0.1, N=16))
    history(decayed, 300)
    assert (spectral_radius(decayed.params["W_h"]) < 0.5).all()


def test_bad_configurations_are_named():
    with pytest.raises(ValueError, match="cell = 'mlp': expected one of rnn, lstm, gru"):
        config(cell="mlp")
    with pytest.raises(ValueError, match="clip = 'hard': expected one of none, norm"):
        config(clip="hard")
    with pytest.raises(ValueError, match="Ω is defined for the vanilla RNN"):
        config(cell="gru", lam=1.0)
    with pytest.raises(ValueError, match="held = 'W': expected one of W_h, W_x, W_y, b, b_y"):
        config(held=("W",))
    with pytest.raises(ValueError, match="held = 'b_n': expected one of"):
        config(cell="lstm", held=("b_n",))
    with pytest.raises(ValueError, match="activation = 'bogus': expected one of tanh, sigmoid, relu, identity"):
        config(cell="lstm", activation="bogus")
    with pytest.raises(ValueError, match="activation = 'relu' with cell = 'lstm'"):
        config(cell="lstm", activation="relu")


@pytest.mark.parametrize("name", ["alpha", "tau", "lam", "decay"])
def test_a_setting_has_one_entry_or_one_a_seed(name):
    assert np.size(getattr(config(**{name: (0.1, 0.2)}), name)) == 2
    with pytest.raises(ValueError, match=rf"{name} = \(0.1, 0.2, 0.3\): expected one number, or 2, as seeds"):
        config(**{name: (0.1, 0.2, 0.3)})


def test_vector_parts_are_views():
    vector = ParameterBuffer({"a": np.zeros((2, 3, 4)), "b": np.zeros((2, 5))})
    vector.parts["a"][...] = 1.0
    assert vector.flat.sum() == 24 and vector.flat.shape == (2, 17)
    vector.flat[:, 12:] = 2.0
    assert (vector.parts["b"] == 2.0).all()


def test_wilson_intervals():
    for successes, n, low, high in (
        (0, 32, 0, 11),
        (32, 32, 89, 100),
        (18, 32, 39, 72),
        (40, 64, 50, 73),
        (0, 64, 0, 5.7),
    ):
        np.testing.assert_allclose(100 * np.array(wilson_interval(successes, n)), [low, high], atol=0.55)
