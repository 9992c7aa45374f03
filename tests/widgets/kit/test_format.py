"""Numbers as a reader sees them."""

import math

import pytest

from widgets.kit.format import count_text, number_text, settled


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 3, "0"),
        (-0.0, 3, "0"),
        (1, 3, "1"),
        (0.345, 3, "0.345"),
        (6773.125, 4, "6,773"),
        (6773.125, 3, "6,770"),
        (-2.5, 3, "−2.5"),
        (2.16e7, 3, "2.16 × 10⁷"),
        (1.6e-8, 3, "1.6 × 10⁻⁸"),
        (0.001, 3, "0.001"),
        (99999.9, 3, "100,000"),
        (math.inf, 3, "∞"),
        (-math.inf, 3, "−∞"),
        (math.nan, 3, "not a number"),
        (1234.5, 6, "1,234.5"),
        (9.999, 3, "10"),
    ],
)
def test_numbers_read_well(value, digits, text):
    assert number_text(value, digits) == text


def test_one_thing_is_no_plural():
    assert [count_text(count, "steps") for count in (0, 1, 2, 1200)] == ["0 steps", "1 step", "2 steps", "1,200 steps"]


def test_a_residue_of_rounding_is_zero():
    assert (settled(1.97e-15), settled(-9e-10), settled(2e-9)) == (0.0, 0.0, 2e-9)
