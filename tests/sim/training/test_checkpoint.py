"""A run that was kept and restored makes the same updates as one that never stopped."""

import itertools

import numpy as np
import pytest

from sim.tasks.characters import Characters
from sim.training.checkpoint import from_bytes, restore, state, to_bytes
from sim.training.loop import Config, Training, history
from sim.training.rounding import RoundedTraining

TASK = Characters(10, T_max=14, text="a small text, from which some letters are drawn at random.")


def config(**given):
    return Config(TASK, (3, 4), N=5, B=2, **given)


@pytest.mark.parametrize("kind", [Training, RoundedTraining])
@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("cell, clip", [("rnn", "adaptive"), ("gru", "norm"), ("lstm", "none")])
def test_a_restored_run_goes_on_as_if_never_stopped(kind, optimiser, cell, clip):
    what = config(optimiser=optimiser, cell=cell, clip=clip, alpha=0.05)
    whole, stopped, later = kind(what), kind(what), kind(what)
    expected = history(whole, 20)
    history(stopped, 8)
    history(later, 3)
    restore(later, from_bytes(to_bytes(state(stopped))))
    assert later.step == 8
    for ours, theirs in zip(history(later, 12)[:3], expected[:3], strict=True):
        np.testing.assert_array_equal(ours, theirs[8:])
    np.testing.assert_array_equal(later.theta.flat, whole.theta.flat)


def test_a_state_does_not_change_with_the_run():
    training = Training(config())
    kept = state(training)
    before = to_bytes(kept)
    history(training, 3)
    assert to_bytes(kept) == before


def test_a_state_of_another_network_is_refused():
    with pytest.raises(ValueError, match="another run"):
        restore(Training(Config(TASK, (3,), N=5)), state(Training(config())))


@pytest.mark.parametrize("own, other", [*itertools.permutations(["sgd", "momentum", "adam"], 2)])
def test_a_state_of_another_optimiser_is_refused_before_anything_changes(own, other):
    training, stranger = Training(config(optimiser=own)), Training(config(optimiser=other))
    history(stranger, 3)
    before = to_bytes(state(training))
    with pytest.raises(ValueError, match=r"optimiser\.\w+(\.theta)? of shape .*another run"):
        restore(training, state(stranger))
    assert to_bytes(state(training)) == before


def test_a_state_of_another_number_of_networks_is_refused():
    kept = state(Training(config())) | {"adaptive": np.ones(3)}
    with pytest.raises(ValueError, match=r"adaptive of shape \(3,\): expected \(2,\), another run"):
        restore(Training(config()), kept)


def test_a_state_without_its_streams_is_refused():
    kept = state(Training(config()))
    del kept["streams"]
    with pytest.raises(ValueError, match="streams of shape none"):
        restore(Training(config()), kept)


def test_plain_descent_remembers_nothing():
    assert not [name for name in state(Training(config())) if name.startswith("optimiser.")]


@pytest.mark.parametrize("data", [b"", b"no array", b"PK\x03\x04 a zip", to_bytes({"a": np.ones(3)})[:-1]])
def test_bytes_of_something_else_are_refused(data):
    with pytest.raises(ValueError, match=r"magic|reading|cannot reshape|[Ff]ailed to read"):
        from_bytes(data)


def test_bytes_hold_no_pickle():
    with pytest.raises(ValueError, match="[Oo]bject"):
        to_bytes({"thing": np.array([object()])})
