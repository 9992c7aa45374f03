"""Large weights make the course's networks chaotic, small ones do not."""

import numpy as np

from experiments import exponents, stored
from widgets import chaos_or_wall
from widgets.kit.controls import resolve


def numbers(**given):
    return chaos_or_wall.scene(**resolve(chaos_or_wall.CONTROLS, given)).numbers


def test_no_exponent_is_positive_at_the_usual_scale_and_most_are_at_five_times():
    small, large = numbers(gain=1), numbers(gain=5)
    assert small["positive"] == 0 and not small["chaos"]
    assert large["positive"] >= 10 and large["chaos"]


def test_short_averages_agree_with_the_long_ones_that_are_kept():
    kept = stored.cause("chaos_or_wall")
    for gain in (1, 3, 5):
        assert abs(numbers(gain=gain)["median"] - kept[f"N_16_gain_{gain}"]["median_exponent"]) < 0.03


def test_a_scan_at_five_times_is_still_rough_from_nearby():
    _, near = exponents.scan(5, 0, 30.0)
    _, calm = exponents.scan(1, 0, 30.0)
    turns = [(np.diff(np.sign(np.diff(curve))) != 0).sum() for curve in (near, calm)]
    assert turns[0] > 10 > turns[1]
