"""Every simulation, found by listing the folder, from its still picture to a reader's drag."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from builder.figure.element import state_link
from builder.figure.svg import WIDTHS
from tests.support.scenes import differences, elsewhere, native, shown
from tests.support.visits import figure_of, follow, live, visiting, wait_until
from widgets.kit.controls import resolve
from widgets.kit.registry import load, names

SETTLED = """figure => Promise.race([figure.set({}),
  new Promise((_, fail) => setTimeout(() => fail(new Error('not drawn within 20 s')), 20000))])"""
INK = """figure => { const canvas = figure.querySelector('canvas');
  const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size; }"""
# the stage is as wide as the still picture was drawn, away from the header, and no knob has the focus
EVEN = """(figure, [width, still]) => {
  const stage = figure.querySelector('[data-part=stage]');
  stage.style.width = `${width}px`;
  stage.scrollIntoView({block: 'center', behavior: 'instant'});
  figure.querySelector('[data-part=still]').style.visibility = still ? 'visible' : '';
  figure.querySelector('canvas').style.visibility = still ? 'hidden' : '';
  document.activeElement.blur();
  return new Promise((done) => setTimeout(done, 150));
}"""


@pytest.fixture(scope="module", params=names())
def opened(request, reader):
    """A page with one simulation, reached by a link to a state away from its defaults, and live."""
    name, state = request.param, elsewhere(request.param)
    page = follow(reader, f"/{name}/{state_link(state, name)}")
    yield name, state, live(figure_of(page))
    assert reader.problems == []


@pytest.fixture
def figure(opened):
    """The figure in the state that its link names."""
    name, state, figure = opened
    figure.evaluate("(figure, state) => { figure.reset().catch(String); figure.set(state).catch(String); }", state)
    settle(figure)
    return figure


@pytest.fixture
def name(opened):
    return opened[0]


@pytest.fixture
def scene(name, opened):
    """What CPython answers in the same state."""
    return native(name, opened[1])


def set_by(figure, name):
    """A slider's input, or None where a simulation has none."""
    slider = next((c for c in load(name).CONTROLS if c.kind == "slider"), None)
    return slider and (slider, figure.locator(f"input[type=range][name={slider.name}]"))


def params(figure):
    return figure.evaluate("figure => figure.params")


def drawn(figure, act):
    """Does something, and waits until the figure has drawn what followed."""
    figure.evaluate("figure => { figure.drawings = 0; figure.addEventListener('scene', () => figure.drawings++); }")
    act()
    wait_until(lambda: figure.evaluate("figure => figure.drawings"), "nothing was drawn")
    settle(figure)


def settle(figure):
    figure.evaluate(SETTLED)


@pytest.fixture(scope="module")
def without_scripts(browser, address):
    with visiting(browser, address, java_script_enabled=False) as visit:
        yield visit


@pytest.mark.parametrize("name", names())
def test_the_picture_is_there_without_javascript(without_scripts, name):
    page = without_scripts.open(f"/{name}/")
    figure = page.locator("course-widget")
    expect(figure.locator("svg.cw-svg:visible")).to_have_count(1)
    expect(figure.locator("[data-part=reading]")).to_have_text(native(name, {})["reading"])
    assert figure.locator("svg.cw-svg:visible :is(path, rect, polygon, image)").count() >= 3
    page.close()


def test_a_link_restores_the_state(figure, name, opened):
    assert params(figure) == resolve(load(name).CONTROLS, opened[1])


def test_the_scene_is_what_python_answers(figure, scene):
    assert differences(scene, shown(figure)) == []


def slides(name):
    """Whether a simulation has a slider at all."""
    return any(control.kind == "slider" for control in load(name).CONTROLS)


def test_a_slider_move_draws_the_known_numbers(figure, name):
    if not slides(name):
        return
    slider, box = set_by(figure, name)
    drawn(figure, lambda: box.press("ArrowRight"))
    value = params(figure)[slider.name]
    assert value in slider.values and value != elsewhere(name)[slider.name]
    assert differences(native(name, params(figure))["numbers"], shown(figure)["numbers"]) == []
    expect(figure.locator(f"[data-control={slider.name}] [data-part=value]")).to_have_text(slider.text(value))


def test_buttons_step_a_slider_by_one(figure, name):
    if not slides(name):
        return
    slider, _ = set_by(figure, name)
    drawn(figure, lambda: figure.locator(f"[data-control={slider.name}] [data-nudge='1']").click())
    values = list(slider.values)
    assert params(figure)[slider.name] == values[values.index(elsewhere(name)[slider.name]) + 1]


def test_the_canvas_is_not_blank(figure):
    assert figure.evaluate(INK) > 8


def test_the_reading_is_shown_and_names_the_canvas(figure, scene):
    expect(figure.locator("[data-part=reading]")).to_have_text(scene["reading"])
    canvas = figure.locator("canvas")
    expect(canvas).to_have_accessible_name(load(figure.get_attribute("name")).TITLE)
    expect(canvas).to_have_accessible_description(scene["reading"])


def test_the_tables_hold_the_same_numbers(figure, scene):
    figure.locator("[data-part=data] summary").click()
    tables = figure.locator("[data-part=tables] table")
    expect(tables).to_have_count(len(scene["tables"]))
    for table, element in zip(scene["tables"], tables.all(), strict=True):
        cells = [*table["columns"], *(cell for row in table["rows"] for cell in row)]
        wait_until(lambda at=element, wanted=cells: at.locator("th, td").all_inner_texts() == wanted, "other numbers")
    figure.locator("[data-part=data] summary").click()


def handles(scene):
    return [layer for panel in scene["panels"] for layer in panel["layers"] if layer["kind"] == "handle"]


def test_there_are_handles_to_follow():
    assert handles(native("cliff_1d", {})) and handles(native("cliff_surface", {}))


def test_every_handle_follows_the_pointer_and_the_keys(figure, scene, name):
    found = handles(scene)
    expect(figure.locator(".cw-handle")).to_have_count(len(found))
    for index, handle in enumerate(found):
        knob = figure.locator(".cw-handle").nth(index)
        for direction, move in handle["moves"].items():
            if move:
                check_drag(figure, knob, direction, move["control"])
                check_keys(figure, knob, direction, move["control"])


def check_drag(figure, knob, direction, control):
    knob.evaluate("knob => knob.scrollIntoView({block: 'center'})")
    before, box = params(figure)[control], knob.bounding_box()
    frame = figure.locator("canvas").bounding_box()
    x, y = box["x"] + 14, box["y"] + 14
    side = 60 if (x - frame["x"] if direction == "x" else y - frame["y"]) < frame["width"] / 2 else -60
    mouse = figure.page.mouse
    mouse.move(x, y)
    mouse.down()
    drawn(figure, lambda: mouse.move(x + side * (direction == "x"), y + side * (direction == "y"), steps=6))
    mouse.up()
    after = params(figure)[control]
    assert after != before, f"{control} did not follow the pointer"
    assert differences(native(figure.get_attribute("name"), params(figure))["numbers"], shown(figure)["numbers"]) == []


def check_keys(figure, knob, direction, control):
    before = params(figure)[control]
    knob.focus()
    keys = {"x": ("ArrowLeft", "ArrowRight"), "y": ("ArrowDown", "ArrowUp")}[direction]
    for key in keys:
        knob.press(key)
    assert params(figure)[control] is not None
    settle(figure)
    for key in keys:  # at the end of its slider a handle can only turn back
        knob.press(f"Shift+{key}")
        settle(figure)
        if params(figure)[control] != before:
            break
    assert params(figure)[control] != before, f"{control} did not follow the keys"
    text = next(c for c in load(figure.get_attribute("name")).CONTROLS if c.name == control)
    assert text.text(params(figure)[control]) in knob.get_attribute("aria-valuetext")


def test_reset_brings_the_first_state_back(figure, name):
    drawn(figure, lambda: figure.locator("[data-part=reset]").click())
    assert params(figure) == resolve(load(name).CONTROLS, {})


def test_presets_are_links_that_set_the_figure(figure, name):
    for preset, link in zip(getattr(load(name), "PRESETS", ()), figure.locator(".cw-try a").all(), strict=True):
        link.click()
        settle(figure)
        assert params(figure) == resolve(load(name).CONTROLS, preset.params)
        assert figure.page.url.endswith(state_link(preset.params, name))


WRITTEN = """(() => {
  const pen = CanvasRenderingContext2D.prototype;
  const { fillText } = pen;
  self.written = [];
  pen.fillText = function (words, ...place) { self.written.push(words); return fillText.call(this, words, ...place); };
})()"""


@pytest.mark.parametrize(("name", "words"), [("clipping_on_cliff", "error E"), ("smoother_surface", "error: 0")])
def test_a_colour_map_says_what_its_colours_mean(visit, name, words):
    """Above the scale where the panel's words have two lines, else before it."""
    visit.context.add_init_script(WRITTEN)
    figure = figure_of(visit.open(f"/{name}/"))
    for kind in WIDTHS:
        assert words in figure.locator(f"svg.cw-svg--{kind} text.cw-tick").all_text_contents()
    live(figure)
    wait_until(lambda: words in figure.page.evaluate("written"), "the canvas does not say it")


def picture(figure, still: bool) -> np.ndarray:
    """The stage as the eye sees it from a step away: grey, softened, shape (height, width), 0 to 255."""
    figure.evaluate(EVEN, [WIDTHS["wide"], still])
    shot = Image.open(io.BytesIO(figure.locator("[data-part=stage]").screenshot()))
    return np.asarray(shot.convert("L").filter(ImageFilter.GaussianBlur(3)), float)


def test_both_painters_show_the_same(figure):
    figure.evaluate("figure => figure.reset()")
    figure.page.mouse.move(0, 0)
    still, drawn = picture(figure, True), picture(figure, False)
    assert still.shape == drawn.shape
    gap = np.abs(still - drawn)
    assert still.std() > 3, "the still picture is blank"
    assert gap.mean() < 0.5
    assert np.percentile(gap, 99) < 10
    assert gap.max() < 32
