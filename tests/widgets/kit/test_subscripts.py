"""Subscripts in figures: which parts of words stand below the line."""

import pytest

from widgets.kit.subscripts import pieces
from widgets.kit.text_width import text_width


@pytest.mark.parametrize(
    ("words", "below"),
    [("Norm of W_h", ["h"]), ("‖∂h_T/∂h_t‖", ["T", "t"]), ("σ_max", ["max"]), ("a_name of 2_000", []), ("loss", [])],
)
def test_one_letter_or_max_stands_below(words, below):
    assert [part for part, small in pieces(words) if small] == below
    assert "".join(part for part, _ in pieces(words)) == (words.replace("_", "") if below else words)


def test_a_subscript_takes_less_room():
    assert text_width("W_h", 13) < text_width("Wh", 13)
