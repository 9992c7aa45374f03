"""Pages on paper: whatever scheme the screen wears, they are dark on white."""

import pytest

from tests.support.visits import SCHEMES, figure_of, live, visiting, wear

ENOUGH = 4.5
INK = "#1c2733"  # of the light scheme, which is that of paper
# Text whose contrast against white is too small, as "ratio colour: words"; colours are mixed with the paper's white.
PALE = """([root, enough]) => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const light = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const contrast = (colour) => {
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return 1.05 / (0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) + 0.05);
  };
  const pale = new Set();
  const texts = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    const element = text.parentElement;
    if (!text.data.trim() || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    const ratio = contrast(colour);
    if (ratio < enough) pale.add(`${ratio.toFixed(2)} ${colour}: ${text.data.trim().slice(0, 40)}`);
  }
  return [...pale];
}"""
# How many pixels of a canvas have a colour.
PIXELS = """(canvas, colour) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, 0, 0);
  const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
  const [red, green, blue] = colour.match(/\\w\\w/g).map((part) => parseInt(part, 16));
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    count += data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255;
  }
  return count;
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["/", "/2-clipping/", "/evidence/"])
def test_a_printed_page_is_dark_on_white(browser, course, path, scheme):
    _, address = course
    with visiting(browser, address, color_scheme="dark" if scheme == "slate" else "light") as visit:
        page = wear(visit.open(path), scheme)
        page.emulate_media(media="print")
        assert page.evaluate(PALE, ["article", ENOUGH]) == []


def test_a_live_figure_prints_in_the_inks_of_paper(browser, address):
    with visiting(browser, address, color_scheme="dark") as visit:
        page = wear(visit.open("/cliff_1d/"), "slate")
        canvas = live(figure_of(page)).locator("canvas")
        assert canvas.evaluate(PIXELS, INK) == 0
        page.emulate_media(media="print")
        page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
        assert canvas.evaluate(PIXELS, INK) > 100
        page.emulate_media(media="screen")
        page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
        assert canvas.evaluate(PIXELS, INK) == 0
