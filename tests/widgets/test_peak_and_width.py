"""Each further step multiplies the peak by the multiplier and divides the width by it."""

import pytest

from widgets import peak_and_width
from widgets.kit.controls import resolve


def numbers(**given):
    return peak_and_width.scene(**resolve(peak_and_width.CONTROLS, given)).numbers


@pytest.mark.parametrize("w", [5, 5.5])
def test_ten_more_steps_are_ten_more_factors(w):
    fifty, sixty = numbers(T=50, w=w), numbers(T=60, w=w)
    assert sixty["peak"] / fifty["peak"] == pytest.approx(fifty["mu"] ** 10, rel=0.02)
    assert fifty["width"] / sixty["width"] == pytest.approx(fifty["mu"] ** 10, rel=0.02)
