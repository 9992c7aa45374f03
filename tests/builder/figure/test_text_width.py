"""The widths that the label placer reckons with are those of the site's text font."""

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from builder.runtime import font_file
from widgets.kit.text_width import text_width


@pytest.fixture(scope="module")
def advances():
    """Advance width of each character of the text font at weight 600, in ems."""
    font = instantiateVariableFont(TTFont(font_file()), {"wght": 600, "slnt": 0})
    metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@pytest.mark.parametrize("words", ["recorded: not clipped", "2.2 × 10⁷ long, off the chart", "W", "‖∂L‖ ≤ τ", "ijl 1"])
def test_a_width_is_that_of_the_font(advances, words):
    assert text_width(words, 13) == pytest.approx(13 * sum(advances[c] for c in words), rel=0.02)
