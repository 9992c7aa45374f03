"""The training lab in the browser: it trains as natively, pauses at once, pins, compares, and gives its data away."""

import csv
import json
import random
import runpy
import sys

import pytest
from playwright.sync_api import expect

from tests.support.scenes import differences, shown
from tests.support.visits import figure_of, live, visiting, wait_until
from widgets.kit.controls import resolve
from widgets.kit.registry import load
from widgets.kit.wire import as_json

LAB = load("training_lab")
SMALL = {"N": 8, "T": 10, "alpha": 0.01}
FRAMES = """figure => { figure.frames = [];
  figure.addEventListener('scene', () => figure.frames.push(performance.now())); }"""
RESET_AND_SET = "(figure, params) => { figure.reset().catch(String); return figure.set(params); }"
AFTER_PAUSE = """figure => new Promise((resolve) => {
  const before = figure.frames.length;
  figure.querySelector('[data-part=play]').click();
  setTimeout(() => resolve(figure.frames.length - before), 600);
})"""


def combinations(count):
    """States with every task and cell at least once, chosen from a seed."""
    rng = random.Random(2013)
    kinds = {c.name: c.values for c in LAB.CONTROLS if c.kind == "choice"}
    tasks, cells = rng.sample(kinds["task"] * 2, count), rng.sample(kinds["cell"] * 3, count)
    others = [{n: rng.choice(v) for n, v in kinds.items() if n in ("optimiser", "clip", "init")} for _ in range(count)]
    return [{"task": t, "cell": c, **o} for t, c, o in zip(tasks, cells, others, strict=True)]


@pytest.fixture(scope="module")
def visit(browser, address):
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture(scope="module")
def figure(visit):
    figure = live(figure_of(visit.open("/training_lab/")))
    figure.evaluate(FRAMES)
    return figure


def put(figure, **params):
    """The figure in a state, fully named, as one `set` after a reset."""
    figure.evaluate(RESET_AND_SET, resolve(LAB.CONTROLS, params))


def stepped(figure, times=1):
    for _ in range(times):
        before = figure.evaluate("figure => figure.frames.length")
        figure.locator("[data-part=step]").click()
        wait_until(lambda: figure.evaluate("figure => figure.frames.length") > before, "Step drew nothing")  # noqa: B023
    return shown(figure)


@pytest.mark.parametrize("params", combinations(12), ids=lambda p: "-".join(p.values()))
def test_a_combination_trains_as_natively(figure, params):
    put(figure, **params, **SMALL)
    scene = next(LAB.run(**resolve(LAB.CONTROLS, params | SMALL)))
    assert differences(json.loads(json.dumps(as_json(scene))), stepped(figure)) == []


def test_pause_lets_pass_only_what_is_under_way(figure):
    """One picture in Python's hands and one before the painter, some 20 ms each: together below a tenth of a second."""
    put(figure, clip="norm")
    play = figure.locator("[data-part=play]")
    play.click()
    wait_until(lambda: figure.evaluate("figure => figure.scene.numbers.updates") > 400, "it does not train")
    assert figure.evaluate(AFTER_PAUSE) <= 2
    expect(play).to_have_text("Train")


def test_pinned_runs_stand_beside_the_next(figure):
    put(figure, clip="norm")
    stepped(figure, 2)
    figure.locator("[data-part=pin]").click()
    expect(figure.locator("[data-part=pin]")).to_have_text("Pin (1 of 3)")
    put(figure, clip="norm", tau=5)
    scene = stepped(figure)
    labels = [layer["label"] for layer in scene["panels"][0]["layers"] if layer["kind"] == "line"]
    assert labels == ["pinned 1", "loss"]
    assert "Pinned beside it: 1 state." in figure.locator("[data-part=reading]").inner_text()
    assert scene["tables"][-1]["rows"][0][1].startswith("After 152 updates")
    for count in (2, 3, 3):
        figure.locator("[data-part=pin]").click()
        expect(figure.locator("[data-part=pin]")).to_have_text(f"Pin ({count} of 3)")
    lines = [layer for layer in shown(figure)["panels"][1]["layers"] if layer["kind"] == "line"]
    assert len(lines) == 4
    figure.locator("[data-part=unpin]").click()
    expect(figure.locator("[data-part=unpin]")).to_be_hidden()
    wait_until(lambda: "Pinned" not in figure.locator("[data-part=reading]").inner_text(), "pins are still there")


def saved(figure, kind, tmp_path):
    if figure.locator("[data-part=data]").get_attribute("open") is None:
        figure.locator("[data-part=data] summary").click()
    with figure.page.expect_download() as download:
        figure.locator(f"[data-export={kind}]").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_curves_are_saved_as_csv(figure, tmp_path):
    put(figure, clip="norm")
    stepped(figure, 2)
    path = saved(figure, "csv", tmp_path)
    assert path.name == "training_lab.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    loss = [float(row["y"]) for row in rows if row["curve"] == "loss"]
    curve = next(layer for layer in shown(figure)["panels"][0]["layers"] if layer["kind"] == "line")
    assert loss == curve["y"]["flat"]
    assert {row["panel"] for row in rows} == {"Loss", "Gradient norm before clipping"}


def test_the_picture_is_saved_as_png(figure, tmp_path):
    data = saved(figure, "png", tmp_path).read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) > 5000


def test_the_program_that_is_saved_makes_the_run_of_the_page(figure, tmp_path, monkeypatch):
    put(figure, clip="norm", alpha=0.1)
    path = saved(figure, "py", tmp_path)
    while (scene := stepped(figure))["numbers"]["updates"] < 200:
        pass
    monkeypatch.setattr(sys, "argv", [str(path), "200"])
    program = runpy.run_path(str(path))
    lines = [next(layer for layer in panel["layers"] if layer["kind"] == "line") for panel in scene["panels"]]
    loss, norm = (line["y"]["flat"][:200] for line in lines)
    assert program["losses"] == pytest.approx(loss, rel=1e-9, abs=0)
    assert program["norms"] == pytest.approx(norm, rel=1e-9, abs=0)


def test_a_preset_is_seen_in_the_page(figure):
    put(figure, **LAB.PRESETS[0].params)
    figure.locator("[data-part=play]").click()
    wait_until(lambda: figure.evaluate("figure => figure.scene.numbers.non_finite") == 298, "it stayed finite")
    expect(figure.locator("[data-part=play]")).to_have_text("Train")
