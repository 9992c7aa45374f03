"""Figures become pictures of the size and in the colours of the page, with words for those who do not see them."""

import io

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot

from listing_runner import plots

LOOK = {
    "ground": "#14191f",
    "ink": "#e4e9ed",
    "muted": "#a3afba",
    "line": "#323b45",
    "cycle": ["#6cc3dd", "#ff9b6b"],
    "width": 500,
}


@pytest.fixture
def shown():
    """The pictures of a run: bytes, width, height, words."""
    pictures = []
    with matplotlib.rc_context():
        plots.begin(LOOK, lambda *picture: pictures.append(picture))
        matplotlib.rcParams["font.family"] = "DejaVu Sans"  # the site's own font is not installed here
        yield pictures
        pyplot.close("all")
    pyplot.switch_backend("agg")


def test_show_hands_over_every_figure_once(shown):
    pyplot.plot([1, 2])
    pyplot.figure()
    pyplot.show()
    assert len(shown) == 2 and not pyplot.get_fignums()
    plots.show_all()
    assert len(shown) == 2


def test_a_picture_has_two_pixels_for_each_of_the_page(shown):
    pyplot.plot([1, 2])
    pyplot.show()
    png, width, height, _ = shown[0]
    pixels = pyplot.imread(io.BytesIO(png))
    assert (width, height) == (500, 310)
    assert pixels.shape[:2] == (2 * height, 2 * width)


def test_a_picture_has_the_colours_of_the_page(shown):
    pyplot.plot([1, 2], linewidth=9)
    pyplot.show()
    pixels = (pyplot.imread(io.BytesIO(shown[0][0]))[..., :3] * 255).round().astype(int)
    assert tuple(pixels[0, 0]) == (0x14, 0x19, 0x1F)
    assert (np.abs(pixels - (0x6C, 0xC3, 0xDD)).sum(axis=2) == 0).any()


def test_titles_and_labels_become_words(shown):
    figure, (first, second) = pyplot.subplots(1, 2)
    figure.suptitle("Two views")
    first.plot([1, 2], label="$h_t$")
    first.set(title="States", xlabel="time", ylabel="value")
    figure.colorbar(second.imshow([[1, 2]]))
    pyplot.show()
    assert shown[0][3] == "Figure. Two views. States; across: time; up: value; h_t."
    pyplot.plot([1])
    pyplot.show()
    assert shown[1][3] == "Figure without title or labels."
