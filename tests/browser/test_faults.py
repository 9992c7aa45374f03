"""What goes wrong is told in words, and mended without a reload: files that do not come, workers that die or hang."""

import hashlib
import io
import json
import zipfile

import pytest
from playwright.sync_api import expect

from builder.base import paths
from tests.support.visits import LIVE_MS, Visit, figure_of, live, serving, wait_until

PAGE = "/cliff_1d/"
BUDGET_S = 12
TRAP = """
import ctypes, functools, time
_honest = scene

@functools.wraps(_honest)
def scene(**state):
    while state["T"] == 13:
        pass
    if state["T"] == 14:
        raise ValueError("T=14: this simulation dislikes it")
    if state["T"] == 15:
        time.sleep(1)
    if state["T"] == 16:
        ctypes.CFUNCTYPE(None)(999_999)()
    return _honest(**state)
"""


@pytest.fixture
def visit(browser, address):
    """A visit in which problems are the point."""
    visit = Visit(browser, address)
    yield visit
    visit.context.close()


@pytest.fixture
def trapped(visit, site):
    """The figure on a page whose simulation hangs at T = 13, raises at 14, takes a second at 15, breaks Python at 16.

    The clock of the page is ours, so that minutes pass when a test says so.
    """
    visit.context.clock.install()
    manifest = json.loads((site / "assets/runtime/manifest.json").read_text())
    course = manifest["files"]["course.zip"]
    archive = with_trap(site / "assets/runtime" / course["path"])
    course |= {"size": len(archive), "sha256": hashlib.sha256(archive).hexdigest()}
    visit.context.route("**/course*.zip", lambda route: route.fulfill(body=archive))
    visit.context.route("**/runtime/manifest.json", lambda route: route.fulfill(json=manifest))
    return live(figure_of(visit.open(PAGE)))


def with_trap(archive) -> bytes:
    """The archive of the course's code, with a trap in one simulation."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "widgets/cliff_1d.pyc":
                new.writestr(name, old.read(name))
        new.writestr("widgets/cliff_1d.py", (paths.ROOT / "widgets" / "cliff_1d.py").read_text() + TRAP)
    return out.getvalue()


def status(figure):
    return figure.locator("[data-part=status]")


def spawned(figure) -> int:
    return figure.evaluate("() => workers.length")


def ask(figure, T):
    """Sets T; returns at once."""
    figure.evaluate("(figure, T) => { figure.set({T}).catch(String) }", T)


def answers(figure, T=20):
    """The figure draws another state, from Python."""
    ask(figure, T)
    reading = "figure => figure.scene?.reading ?? ''"
    wait_until(lambda: f"T = {T} steps" in figure.evaluate(reading), "the figure does not answer")
    live(figure)


def test_a_blocked_archive_is_told_three_respawns_at_most_and_retry_works(visit):
    visit.context.clock.install()
    visit.context.route("**/numpy.zip", lambda route: route.abort())
    figure = figure_of(visit.open(PAGE))
    expect(figure).to_have_attribute("data-state", "failed", timeout=60_000)
    expect(status(figure)).to_contain_text("numpy.zip did not arrive")
    figure.page.clock.run_for(60_000)
    assert spawned(figure) == 4
    expect(figure.locator("svg.cw-svg:visible")).to_have_count(1)
    visit.context.unroute("**/numpy.zip")
    figure.locator("[data-part=retry]").click()
    live(figure)
    answers(figure)


def test_a_damaged_archive_is_fetched_anew(visit, site):
    numpy = next((site / "assets/runtime").rglob("numpy.zip")).read_bytes()
    damaged, asked = bytearray(numpy), []
    damaged[len(numpy) // 2] ^= 1

    def once_damaged(route):
        asked.append(route.request.url)
        route.fulfill(body=bytes(damaged) if len(asked) == 1 else numpy)

    visit.context.route("**/numpy.zip", once_damaged)
    figure = figure_of(visit.open(PAGE))
    wait_until(lambda: spawned(figure) == 2, "the damaged file was used", 60)
    answers(live(figure))
    assert len(asked) == 2


def test_a_missing_worker_script_is_told(visit):
    visit.context.route("**/worker.js", lambda route: route.abort())
    figure = figure_of(visit.open(PAGE))
    expect(figure).to_have_attribute("data-state", "failed", timeout=60_000)
    expect(status(figure)).to_have_text("Python could not be loaded.")
    expect(figure.locator("[data-part=announce]")).to_have_text("Python could not be loaded.")
    expect(figure.locator("[data-part=retry]")).to_be_visible()


def test_a_worker_that_died_is_replaced(visit):
    figure = live(figure_of(visit.open(PAGE)))
    figure.evaluate("() => workers.at(-1).terminate()")
    ask(figure, 30)
    wait_until(lambda: spawned(figure) == 2, "no new worker", BUDGET_S + 3)
    answers(figure)


def test_an_endless_loop_ends_in_its_budget_and_the_figure_works_again(trapped):
    ask(trapped, 13)
    trapped.page.clock.run_for(1000 * (BUDGET_S - 4))  # the clock goes on by itself meanwhile
    assert spawned(trapped) == 1
    trapped.page.clock.run_for(4500)
    assert spawned(trapped) == 2
    live(trapped)
    expect(status(trapped)).to_contain_text("took too long")
    answers(trapped)
    assert spawned(trapped) == 2


def test_a_python_that_broke_down_is_replaced(trapped):
    ask(trapped, 16)
    expect(status(trapped)).to_contain_text("Python broke down and was restarted.")
    trapped.page.clock.run_for(4000)
    answers(trapped)
    assert spawned(trapped) == 2


def test_an_error_of_python_is_told_in_its_last_line(trapped):
    ask(trapped, 14)
    expect(status(trapped)).to_have_text("T=14: this simulation dislikes it")
    again = trapped.evaluate("figure => figure.set({T: 14}).catch(String)")
    assert "dislikes it" in again  # what was refused is asked anew
    expect(status(trapped)).to_have_text("T=14: this simulation dislikes it")
    answers(trapped)
    assert spawned(trapped) == 1


def test_a_new_worker_has_nothing_pinned_and_no_run(visit):
    figure = live(figure_of(visit.open("/training_lab/")))
    pin, step = figure.locator("[data-part=pin]"), figure.locator("[data-part=step]")
    step.click()
    wait_until(lambda: figure.evaluate("figure => figure.scene.numbers.updates") > 2, "Step drew nothing")
    pin.click()
    expect(pin).to_have_text("Pin (1 of 3)")
    figure.evaluate("() => workers.at(-1).onerror()")
    wait_until(lambda: spawned(figure) == 2, "no new worker")
    pin.click()
    expect(status(figure)).to_contain_text("has lost this picture", timeout=LIVE_MS)
    step.click()
    expect(pin).to_have_text("Pin")
    expect(figure.locator("[data-part=unpin]")).to_be_hidden()
    pin.click()
    expect(pin).to_have_text("Pin (1 of 3)")


def test_a_script_that_python_could_not_write_is_told(visit):
    figure = live(figure_of(visit.open("/training_lab/")))
    figure.evaluate("figure => { figure.querySelector('[data-export=py]').click(); workers.at(-1).onerror(); }")
    expect(status(figure)).to_have_text("Python broke down and was restarted.", timeout=LIVE_MS)
    expect(figure).to_have_attribute("data-state", "live")


def test_a_frozen_page_times_nothing_out(trapped):
    ask(trapped, 15)
    trapped.page.clock.fast_forward(1000 * (BUDGET_S + 2))  # as frozen pages wake: each timer is due once
    wait_until(lambda: "T = 15 steps" in trapped.evaluate("figure => figure.scene.reading"), "the answer is lost")
    assert spawned(trapped) == 1


def test_figures_answer_after_the_connection_is_gone(browser, site):
    with serving(site) as (server, address):
        visit = Visit(browser, address)
        figure = live(figure_of(visit.open(PAGE)))
        server.kill()
        server.wait()
        answers(figure)
        slider = figure.locator("input[name=T]")
        slider.press("ArrowRight")
        wait_until(lambda: "T = 21 steps" in figure.evaluate("figure => figure.scene.reading"), "no answer")
        visit.context.close()
    assert visit.problems == []
