"""Echo state network: the memory curve against the engine's own, and its bound."""

import numpy as np
import pytest

from experiments import echo_memory
from sim.training.echo_state import memory_capacity, reservoir
from widgets import echo_state
from widgets.kit.controls import resolve


def numbers(**params):
    return echo_state.scene(**resolve(echo_state.CONTROLS, params)).numbers


def test_the_curve_is_the_engines_memory_capacity(monkeypatch):
    monkeypatch.setattr(echo_memory, "RIDGE", 1e-6)
    capacity, *_ = echo_memory.remember(0.9, 30, 5, 0.2)
    expected = memory_capacity(reservoir(30, 0.9, 0.2, 5), 40, 500, 100, 1e-6, seed=6)
    np.testing.assert_allclose(capacity, expected.capacity, rtol=1e-6, atol=1e-9)


def test_memory_never_exceeds_the_number_of_units():
    assert all(numbers(N=N)["total"] <= N for N in (10, 30, 60))


def test_presets_do_what_their_words_say():
    near, far, above, driven = (numbers(**preset.params) for preset in echo_state.PRESETS)
    assert near["total"] == pytest.approx(20, abs=4)
    assert far["longest"] < 8 and far["capacity"] < 0.05
    assert above["total"] < 0.3 * near["total"]
    assert driven["total"] > 1.5 * above["total"]


def test_the_memory_peaks_below_the_critical_point():
    totals = [numbers(rho=rho)["total"] for rho in (0.1, 0.5, 0.9, 1.2, 1.5)]
    assert int(np.argmax(totals)) == 2
