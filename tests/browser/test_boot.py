"""The runtime starts in a real browser, under the course's policy, and gives the numbers that NumPy gives here."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from builder.runtime import install
from tests.support.server import served

ROOT = Path(__file__).parents[2]
SEEDS = [0, 1, 7, 2**40]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of one page with the runtime installed, and its address."""
    folder = tmp_path_factory.mktemp("boot")
    shutil.copytree(ROOT / "tests/browser/boot", folder, dirs_exist_ok=True)
    install(folder)
    (folder / "assets/js/python").mkdir(parents=True)
    shutil.copy(ROOT / "templates/assets/js/python/boot.js", folder / "assets/js/python")
    with served(folder) as address:
        yield address


@pytest.fixture
def page(site, browser):
    """The page, with every request it makes noted, in a context of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.asked = []
    context.on("request", lambda request: page.asked.append(request.url))
    page.goto(site + "index.html")
    yield page
    context.close()


def run(page, python, rest=False):
    """Boot, run Python text, and return the worker's answer."""
    return page.evaluate("([python, rest]) => window.run(python, rest)", [python, rest])


def value(page, python, rest=False):
    answer = run(page, python, rest)
    assert "error" not in answer, answer["error"]
    return json.loads(answer["value"])


def streams(seeds):
    """What a seed gives: integers, uniform and normal numbers, a permutation, all exact."""
    rows = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        uniform, normal = rng.random(5).tolist(), rng.standard_normal(5).tolist()
        rows.append([rng.integers(2**53, size=5).tolist(), uniform, normal, rng.permutation(9).tolist()])
    return rows


def trajectories():
    """Losses of stable training runs, one list a kind of cell, and the sum of an orthogonal matrix drawn by seed."""
    from sim.tasks.pattern import Pattern
    from sim.training.initialise import orthogonal
    from sim.training.loop import Config, Training, history

    losses = {"orthogonal": orthogonal(np.random.default_rng(3), 24).ravel().tolist()}
    for cell, updates in (("rnn", 1000), ("lstm", 100), ("gru", 100)):
        config = Config(task=Pattern(20), cell=cell, N=16, alpha=0.01, start={"gain": 0.5}, seeds=(0, 1))
        losses[cell] = history(Training(config), updates)[0].ravel().tolist()
    return losses


IN_BROWSER = """
import json
import numpy as np
"""


def test_random_streams_equal_the_native_ones(page):
    body = Path(__file__).read_text().partition("def streams")[2].partition("\n\n\n")[0]
    assert value(page, f"{IN_BROWSER}\ndef streams{body}\njson.dumps(streams({SEEDS}))") == streams(SEEDS)


def test_stable_training_follows_the_native_trajectory(page):
    body = Path(__file__).read_text().partition("def trajectories")[2].partition("\n\n\n")[0]
    theirs = value(page, f"{IN_BROWSER}\ndef trajectories{body}\njson.dumps(trajectories())")
    for name, ours in trajectories().items():
        np.testing.assert_allclose(theirs[name], ours, rtol=1e-12, atol=1e-12, err_msg=name)


def test_linear_algebra_works(page):
    text = f"""{IN_BROWSER}
A = np.random.default_rng(3).standard_normal((6, 6))
Q, R = np.linalg.qr(A)
spectrum = sorted(np.abs(np.linalg.eigvals(A)).tolist())
json.dumps([spectrum, np.linalg.svd(A)[1].tolist(), float(np.abs(Q @ R - A).max()), np.fft.rfft(A).real.tolist()])"""
    spectrum, singular, residual, fourier = value(page, text)
    A = np.random.default_rng(3).standard_normal((6, 6))
    np.testing.assert_allclose(spectrum, sorted(np.abs(np.linalg.eigvals(A))), rtol=1e-12)
    np.testing.assert_allclose(singular, np.linalg.svd(A)[1], rtol=1e-12)
    np.testing.assert_allclose(fourier, np.fft.rfft(A).real, rtol=1e-12, atol=1e-12)
    assert residual < 1e-13


def test_all_our_own_modules_import_in_the_lean_runtime(page):
    text = """
import importlib, json, pkgutil, sim, widgets
names = [m.name for p in (sim, widgets) for m in pkgutil.walk_packages(p.__path__, p.__name__ + ".")]
names = [name for name in names if not name.endswith("__main__")]
for name in names: importlib.import_module(name)
json.dumps(names)"""
    assert {"sim.one_unit.dynamics", "sim.cells.rnn"} <= set(value(page, text))


def test_the_rest_of_the_library_loads_on_demand(page):
    text = f"""{IN_BROWSER}
import csv, decimal, unittest
np.testing.assert_allclose([1.0], [1.0])
np.random.seed(0)
json.dumps([np.random.randn(), float(np.polynomial.Polynomial([1, 2])(3)), str(decimal.Decimal("0.1"))])"""
    np.random.seed(0)
    assert value(page, text, rest=True) == [np.random.randn(), 7, "0.1"]


def test_without_the_rest_older_generators_say_what_to_use(page):
    assert "use numpy.random.default_rng" in run(page, "import numpy as np; np.random.randn()")["error"]


def test_progress_only_grows_and_ends_with_everything(page, site):
    answer = run(page, "1")
    fractions = [fraction for _, fraction in answer["steps"]]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1)
    names = list(dict.fromkeys(what for what, _ in answer["steps"]))
    assert names == ["downloading Python", "starting Python", "loading NumPy"]
    assert len(page.asked) > 5 and all(url.startswith((site, "blob:")) for url in page.asked)


@pytest.mark.parametrize("name", ["numpy.zip", "stdlib.zip", "pyodide.asm.wasm", "pyodide.asm.js", "manifest.json"])
def test_a_blocked_file_rejects_with_its_name(page, name):
    page.context.route(f"**/{name}", lambda route: route.abort())
    error = run(page, "1")["error"]
    assert f"the file {name} did not arrive" in error


def test_a_missing_file_rejects_with_its_status(page):
    page.context.route("**/numpy.zip", lambda route: route.fulfill(status=404, body="gone"))
    assert "numpy.zip did not arrive (status 404)" in run(page, "1")["error"]


def test_half_a_file_rejects(page):
    page.context.route("**/numpy.zip", lambda route: route.fulfill(body="PK"))
    assert "numpy.zip did not arrive (its size is wrong)" in run(page, "1")["error"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("numpy.zip", "the connection failed"),
        ("pyodide.asm.js", "the browser could not load it"),
        ("manifest.json", "the connection failed"),
    ],
)
def test_a_lost_connection_is_told_in_words(page, name, why):
    page.context.route(f"**/{name}", lambda route: route.abort())
    assert run(page, "1")["error"] == f"Python could not load: the file {name} did not arrive ({why})."


@pytest.mark.parametrize("body", ["<!doctype html><p>Welcome</p>", "{}", '{"files": {"numpy.zip": {"size": 1}}}'])
def test_a_manifest_that_is_none_is_told_in_words(page, body):
    page.context.route("**/manifest.json", lambda route: route.fulfill(body=body))
    expected = "Python could not load: the file manifest.json did not arrive (another came in its place)."
    assert run(page, "1")["error"] == expected


def test_a_policy_without_wasm_rejects(page, site):
    def stricter(route):
        body = (ROOT / "tests/browser/boot/index.html").read_text().replace(" 'wasm-unsafe-eval'", "")
        route.fulfill(body=body, content_type="text/html")

    page.context.route("**/index.html", stricter)
    page.goto(site + "index.html")
    assert "WebAssembly" in run(page, "1")["error"]
