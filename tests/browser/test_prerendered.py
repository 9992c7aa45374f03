"""What was recorded at build: it answers while Python cannot, gives way to it, and is what Python would answer."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.scenes import WRITTEN, differences, native
from tests.support.small_sites import build_course
from tests.support.visits import Visit, figure_of, follow, live, serving, wait_until
from widgets.kit.registry import load, names, presets

PAGE = "/cliff_1d/"
RUNTIME = "**/assets/runtime/**"
RECORDS = "**/assets/records/**"
PIXELS = "figure => figure.querySelector('canvas')?.toDataURL()"
COUNT = "figure => { figure.said = 0; figure.addEventListener('scene', () => figure.said++); }"

# Where the last digits of two machines are amplified, recorded pictures are only told to be as near as the eye sees.
AMPLIFIED = {
    "bifurcation": "gradients across the edge between two basins, where a step multiplies any difference",
    "catastrophe": "the last gradients before the overflow, about 1e280",
    "decay_or_jacobian": "training from large weights with strong decay",
    "echo_state": "a readout fitted to nearly dependent states at radius 1.5",
    "training_lab": "a loss that grows to 1e200 before it overflows, of which the fifth digit may differ",
    "weight_scan": "spikes of the gradient at large gains",
}
SEEN = dict.fromkeys(AMPLIFIED, (1e-05, 1e-08)) | {"training_lab": (1e-4, 1e-8)}
EVERY = 3  # one frame of so many is computed anew
BOTH = f"""async ([name, file, every]) => {{
  const load = (module) => import(new URL(`assets/js/${{module}}.js`, location.origin));
  const modules = ['figure/prerendered', 'canvas/decode', 'python/visit'];
  const [{{ recorded }}, {{ decode }}, {{ engine }}] = await Promise.all(modules.map(load));
  const frames = (await recorded(file)).filter((_, at) => at % every === 0);
  const message = (params) => ({{ type: 'ask', name, params: JSON.stringify(params) }});
  const ask = ({{ params }}, at) => engine.request(`again-${{at}}`, message(params));
  const answers = await Promise.all(frames.map(ask));
  const pairs = frames.map(({{ params, bytes }}, at) => [params, decode(bytes), decode(answers[at])]);
  return JSON.stringify(pairs, {WRITTEN});
}}"""


@pytest.fixture
def visit(browser, address):
    """A visit in which files are kept from coming; `asked` lists the records that were asked for."""
    visit = Visit(browser, address)
    visit.asked = []
    visit.context.on("request", lambda request: "/assets/records/" in request.url and visit.asked.append(request.url))
    yield visit
    visit.context.close()


def held(visit, pattern) -> list:
    """The requests for these files, which wait until they are let go."""
    waiting = []
    visit.context.route(pattern, lambda route: waiting.append(route))
    return waiting


def let_go(visit, pattern, waiting):
    for route in waiting:
        route.continue_()
    visit.context.unroute(pattern)


def status(figure):
    return figure.locator("[data-part=status]")


def slide(figure, **values):
    for name, value in values.items():
        figure.locator(f"input[name={name}]").fill(str(value))


def shows(figure, **params):
    """The figure reads as CPython reads this state."""
    expect(figure.locator("[data-part=reading]")).to_have_text(native(figure.get_attribute("name"), params)["reading"])


def test_without_python_sliders_and_links_draw_what_was_recorded(visit):
    visit.context.route(RUNTIME, lambda route: route.abort())
    figure = figure_of(visit.open(PAGE))
    figure.evaluate(COUNT)
    slide(figure, T=100)
    shows(figure, T=100)
    expect(status(figure)).to_contain_text("recorded at build; ")
    before = figure.evaluate(PIXELS)
    slide(figure, T=7)
    shows(figure, T=5)
    expect(status(figure)).to_contain_text("recorded at build, sequence length T = 5 steps; ")
    wait_until(lambda: figure.evaluate(PIXELS) != before, "the same picture as before")
    assert figure.evaluate("figure => [figure.params.T, figure.scene, figure.said]") == [7, None, 0]
    preset = presets(load("cliff_1d"))[1]
    figure.locator(".cw-try a").nth(1).click()
    shows(figure, **preset.params)
    expect(status(figure)).to_contain_text("recorded at build; ")
    figure.locator("[data-part=reset]").click()
    shows(figure)
    assert len(visit.asked) == 1


def test_two_controls_away_the_picture_stays_and_says_what_it_shows(visit):
    visit.context.route(RUNTIME, lambda route: route.abort())
    figure = figure_of(visit.open(PAGE))
    slide(figure, T=100)
    shows(figure, T=100)
    before = figure.evaluate(PIXELS)
    slide(figure, at=0.8)
    default = next(control for control in load("cliff_1d").CONTROLS if control.name == "at")
    expect(status(figure)).to_contain_text(f"recorded at build, {default.label} = {default.text(default.default)}; ")
    shows(figure, T=100)
    assert figure.evaluate(PIXELS) == before


def test_a_failure_is_told_beside_the_recorded_picture(visit):
    visit.context.route("**/worker.js", lambda route: route.abort())
    figure = figure_of(visit.open(PAGE))
    expect(figure).to_have_attribute("data-state", "failed", timeout=20_000)
    slide(figure, T=98)
    shows(figure, T=100)
    expect(status(figure)).to_have_text("recorded at build, sequence length T = 100 steps; Python could not be loaded.")
    expect(figure).to_have_attribute("data-state", "failed")
    expect(figure.locator("[data-part=retry]")).to_be_visible()


def test_python_takes_over_from_the_record_which_is_not_asked_for_before_or_after(visit):
    waiting = held(visit, "**/numpy.zip")
    page = visit.open(PAGE)
    figure = figure_of(page)
    wait_until(lambda: page.wait_for_timeout(50) or waiting, "Python was not wanted")
    assert visit.asked == []
    slide(figure, T=98)
    shows(figure, T=100)
    expect(figure).to_have_attribute("data-state", "loading")
    expect(status(figure)).to_contain_text("recorded at build, sequence length T = 100 steps; ")
    let_go(visit, "**/numpy.zip", waiting)
    shows(live(figure), T=98)
    follow(visit, "/norm_or_value/")
    other = live(figure_of(page))
    slide(other, g1=3)
    shows(other, g1=3)
    assert len(visit.asked) == 1
    assert visit.problems == []


def test_a_record_that_comes_late_is_not_drawn_over_python(visit):
    waiting = held(visit, RECORDS)
    figure = figure_of(visit.open(PAGE))
    slide(figure, T=98)
    live(figure)
    assert waiting, "the record was not asked for: Python was there first"
    before = figure.evaluate(PIXELS)
    let_go(visit, RECORDS, waiting)
    figure.page.wait_for_timeout(500)
    shows(live(figure), T=98)
    assert figure.evaluate(PIXELS) == before


def test_a_record_that_does_not_come_leaves_all_as_it_was(visit):
    visit.context.route(RECORDS, lambda route: route.abort())
    held(visit, "**/numpy.zip")
    figure = figure_of(visit.open(PAGE))
    slide(figure, T=100)
    slide(figure, T=70)
    figure.page.wait_for_timeout(300)
    shows(figure)
    assert "recorded" not in status(figure).inner_text() and len(visit.asked) == 1


@pytest.fixture
def still(tmp_path, monkeypatch):
    """Where a site of one page without the runtime is served, below a folder of its host."""
    monkeypatch.setenv("CLIFFWALK_STILL", "1")
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "index.md").write_text('# One figure\n\n{{ widget("norm_or_value") }}\n', "utf-8")
    site = build_course(tmp_path, "http://127.0.0.1:8000/below/", docs_dir=str(tmp_path / "chapters"))
    (tmp_path / "host").mkdir()
    site.rename(tmp_path / "host" / "below")
    with serving(tmp_path / "host") as (_, address):
        yield address + "/below/"


def test_a_site_built_without_python_answers_from_its_record(browser, still):
    visit = Visit(browser, still)
    figure = figure_of(visit.open(""))
    choice = next(control for control in load("norm_or_value").CONTROLS if control.kind == "choice")
    other = next(value for value in choice.values if value != choice.default)
    figure.locator(f"input[name={choice.name}][value={other}]").check()
    shows(figure, **{choice.name: other})
    expect(status(figure)).to_contain_text("recorded at build; ")
    visit.context.close()


@pytest.fixture(scope="module")
def answering(reader):
    """A page whose Python is ready to be asked for any simulation."""
    return live(figure_of(reader.open(PAGE))).page


@pytest.mark.parametrize("name", names())
def test_recorded_frames_are_what_python_answers_in_the_browser(answering, site, name):
    (file,) = (site / "assets" / "records").glob(f"{name}-*.bin")
    pairs = json.loads(answering.evaluate(BOTH, [name, file.name, EVERY]))
    assert pairs
    within = {"within": SEEN[name]} if name in SEEN else {}
    wrong = {str(params): found for params, ours, theirs in pairs if (found := differences(ours, theirs, **within))}
    assert not wrong, json.dumps(wrong, indent=1)
