"""The five patterns of the norm plot: each rule on a history made for it, and just beyond its threshold."""

import numpy as np
import pytest

from sim.analysis.diagnosis import IGNORED, LEAST, ROWS, WINDOW, diagnose

CHANCE = 1.0
LEARNING = np.full(200, 0.1)
STUCK = np.full(200, 0.9)
NOISE = np.random.default_rng(0).uniform(0.9, 1.1, 200)


def named(norm, loss=LEARNING):
    return diagnose(loss[: len(norm)], np.asarray(norm, float), CHANCE).name


def spiky(spikes, size):
    norm = NOISE.copy()
    norm[110 : 110 + 4 * spikes : 4] *= size
    return norm


def growing(factor):
    return NOISE * np.exp(np.linspace(0, 2 * np.log(factor) * 4 / 3, 200))  # the window is the second half


@pytest.mark.parametrize(
    ("norm", "loss", "expected"),
    [
        (0.04 * NOISE, STUCK, "near zero"),
        (0.04 * NOISE, LEARNING, "stable or slowly falling"),
        (0.06 * NOISE, STUCK, "stable or slowly falling"),
        (spiky(1, 20), LEARNING, "rare massive spikes"),
        (spiky(19, 20), LEARNING, "rare massive spikes"),
        (spiky(1, 8), LEARNING, "stable or slowly falling"),
        (growing(2.4), LEARNING, "slow steady growth"),
        (growing(1.6), LEARNING, "stable or slowly falling"),
        (np.where(np.arange(200) % 2, 3.0, 1.0), LEARNING, "wild oscillation"),
        (np.where(np.arange(200) % 2, 1.8, 1.0), LEARNING, "stable or slowly falling"),
        (np.linspace(2, 0.2, 200), LEARNING, "stable or slowly falling"),
    ],
)
def test_each_pattern_has_its_name_and_its_neighbour_has_not(norm, loss, expected):
    assert named(norm, loss) == expected


def test_what_is_measured_is_told():
    assert diagnose(LEARNING, spiky(3, 20), CHANCE).measured == 3
    assert diagnose(STUCK, np.full(200, 0.02), CHANCE).measured == pytest.approx(0.02)
    assert diagnose(LEARNING, np.where(np.arange(200) % 2, 3.0, 1.0), CHANCE).measured == 1


def test_rows_are_numbered_as_in_the_table():
    assert list(ROWS) == [
        "near zero",
        "rare massive spikes",
        "slow steady growth",
        "wild oscillation",
        "stable or slowly falling",
    ]
    assert diagnose(LEARNING, spiky(1, 20), CHANCE).row == 2


def test_a_steady_rise_is_not_a_spike():
    assert named(np.concatenate([NOISE, 30 * NOISE])[50:250]) == "slow steady growth"


def test_nothing_is_said_too_early_nor_after_the_end():
    assert named(NOISE[: IGNORED + LEAST - 1]) == "too early"
    assert named(NOISE[: IGNORED + LEAST]) != "too early"
    assert named(np.append(NOISE[:50], np.nan)) == "not finite"


def test_the_start_and_the_distant_past_do_not_count():
    assert named(np.concatenate([np.full(IGNORED, 100.0), NOISE[:60]])) == "stable or slowly falling"
    assert named(np.concatenate([np.full(100, 100.0), NOISE[:WINDOW]])) == "stable or slowly falling"
