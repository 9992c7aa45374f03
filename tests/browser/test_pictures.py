"""The two painters agree: the canvas shows what the build drew, for every simulation's default scene."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter
from visits import figure_of, live, visiting

from press.svg import WIDTHS
from widgets.kit.listing import names

# the theme may not animate, the stage is as wide as the still picture was drawn, and knobs carry no focus ring
EVEN = """(figure, [width, still]) => {
  const stage = figure.querySelector('[data-part=stage]');
  stage.style.width = `${width}px`;
  figure.querySelector('[data-part=still]').style.visibility = still ? 'visible' : '';
  const canvas = figure.querySelector('canvas');
  if (canvas) canvas.style.visibility = still ? 'hidden' : '';
  return new Promise((done) => setTimeout(done, 150));
}"""


@pytest.fixture(scope="module")
def visit(browser, address):
    with visiting(browser, address, viewport={"width": 1400, "height": 1000}) as visit:
        yield visit


def picture(figure, still: bool) -> np.ndarray:
    """The stage as the eye sees it from a step away: grey, softened, shape (height, width), 0 to 255."""
    figure.evaluate(EVEN, [WIDTHS["wide"], still])
    shot = Image.open(io.BytesIO(figure.locator("[data-part=stage]").screenshot()))
    return np.asarray(shot.convert("L").filter(ImageFilter.GaussianBlur(3)), float)


@pytest.mark.parametrize("name", names())
def test_both_painters_show_the_same(visit, name):
    page = visit.open(f"/{name}/")
    figure = live(figure_of(page))
    page.mouse.move(0, 0)
    still, drawn = picture(figure, True), picture(figure, False)
    page.close()
    assert still.shape == drawn.shape
    gap = np.abs(still - drawn)
    assert still.std() > 3, "the still picture is blank"
    assert gap.mean() < 0.5
    assert np.percentile(gap, 99) < 10
    assert gap.max() < 32
