"""The two painters agree: the SVG of the build and the canvas of the page, for every default scene."""

import io

import numpy as np
import pytest
from conftest import live, visiting
from PIL import Image

from widgets.kit.listing import names

BLOCK = 6  # pixels; a block's mean forgives the smoothing of edges and letters, not a missing line
WIDE = """figure => { const stage = figure.querySelector('[data-part=stage]');
  figure.style.width = `${figure.offsetWidth + 760 - stage.clientWidth}px`; }"""


def picture(stage) -> np.ndarray:
    """The figure as it stands on the screen, block means of its three colours, shape (rows, columns, 3)."""
    image = np.asarray(Image.open(io.BytesIO(stage.screenshot())).convert("RGB"), float)
    rows, columns = (n // BLOCK for n in image.shape[:2])
    return image[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3))


def both(browser, address, name, scheme):
    """The two pictures of a default scene."""
    with visiting(browser, address, color_scheme=scheme, viewport={"width": 1280, "height": 2400}) as visit:
        page = visit.open(f"/{name}/")
        figure = page.locator("course-widget").first
        figure.evaluate(WIDE)
        stage = figure.locator("[data-part=stage]")
        svg = picture(stage)
        figure.evaluate("figure => figure.set({})")
        live(figure)
        return svg, picture(stage)


CASES = [(name, "light") for name in names()] + [(name, "dark") for name in names()[::6]]


@pytest.mark.parametrize(("name", "scheme"), CASES)
def test_both_paintings_are_the_same_picture(browser, address, name, scheme):
    svg, canvas = both(browser, address, name, scheme)
    assert abs(len(svg) - len(canvas)) <= 1
    rows = min(len(svg), len(canvas))
    difference = np.abs(svg[:rows] - canvas[:rows]).max(axis=2)
    assert difference.mean() < 1
    assert np.percentile(difference, 99) < 15
    assert difference.max() < 55
