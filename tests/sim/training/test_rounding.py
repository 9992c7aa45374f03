"""Rounded weights: few significant bits, and a Trace that equals the training it stands for."""

import numpy as np
import pytest

from sim.tasks.pattern import Pattern
from sim.training.loop import Config, history
from sim.training.rounding import RoundedTraining, Trace, round_bits


@pytest.mark.parametrize("bits", [8, 20, 30])
def test_rounding_keeps_the_given_bits_and_moves_little(bits):
    a = np.random.default_rng(0).standard_normal(1000) * 10.0 ** np.arange(-50, 50).repeat(10)
    rounded = round_bits(a.copy(), bits)
    mantissa, _ = np.frexp(rounded)
    assert (mantissa * 2.0**bits == np.round(mantissa * 2.0**bits)).all()
    assert (np.abs(rounded - a) <= 2.0**-bits * np.abs(a)).all()


def test_rounding_is_done_in_place_and_once_is_enough():
    a = np.array([0.0, 1.0, np.pi, -1e100])
    assert round_bits(a) is a
    assert (round_bits(a.copy()) == a).all()


def test_weights_are_rounded_from_the_start():
    training = RoundedTraining(Config(Pattern(5), (1, 2), N=4))
    for _ in range(3):
        flat = training.theta.flat
        assert (round_bits(flat.copy()) == flat).all()
        training.advance()


def test_a_trace_is_the_history_of_its_training():
    config = Config(Pattern(8), (3, 4), N=6, alpha=0.2)
    loss, norm, clipped, _ = history(RoundedTraining(config), 12)
    trace = Trace(config)
    trace.to(3)
    for got, wanted in zip(trace.to(11), (loss, norm, clipped), strict=True):
        np.testing.assert_array_equal(got, wanted)
    assert np.square(trace.outputs[5][:, 0] - trace.training.dataset[1][:, 0]).mean() == pytest.approx(loss[5, 0])
