"""Controls that change nothing: a run goes on, and what cannot be is moved to the nearest that can, and said."""

import pytest
from playwright.sync_api import expect

from tests.support.visits import figure_of, follow, live, wait_until
from widgets.kit.registry import load

CONTROLS = {control.name: control for control in load("training_lab").CONTROLS}
UPDATES = "figure => figure.scene.numbers.updates"
FIRST = 76  # updates in the picture that a run of these settings begins with


@pytest.fixture(scope="module")
def lab(reader):
    return live(figure_of(follow(reader, "/training_lab/")))


@pytest.fixture
def figure(lab):
    """The lab with its step size at the end of its slider, and one step taken."""
    lab.evaluate("figure => figure.reset()")
    lab.evaluate("(figure, alpha) => figure.set({alpha, clip: 'norm'})", CONTROLS["alpha"].maximum)
    lab.locator("[data-part=step]").click()
    wait_until(lambda: lab.evaluate(UPDATES) > FIRST, "Step drew nothing")
    return lab


def part(figure, name):
    return figure.locator(f"[data-part={name}]")


def unchanged(figure, act):
    """Does something that leaves the run where it is; the next step goes on from there."""
    before = figure.evaluate(UPDATES)
    act()
    figure.page.wait_for_timeout(300)
    assert figure.evaluate(UPDATES) == before
    part(figure, "step").click()
    wait_until(lambda: figure.evaluate(UPDATES) > before, "the run does not go on")


def test_a_button_at_the_end_of_its_slider_leaves_the_run_alone(figure):
    more = figure.locator("[data-control=alpha] [data-nudge='1']")
    expect(more).to_have_attribute("aria-disabled", "true")
    unchanged(figure, lambda: more.evaluate("button => button.click()"))
    unchanged(figure, lambda: figure.evaluate("figure => figure.set(figure.params)"))


def test_reset_and_a_link_begin_anew_where_nothing_changes(figure):
    for act in ("figure => figure.reset()", "figure => figure.reset()", "figure => figure.restore('#w.training_lab=')"):
        part(figure, "step").click()
        wait_until(lambda: figure.evaluate(UPDATES) > FIRST, "Step drew nothing")
        figure.evaluate(act)
        wait_until(lambda: figure.evaluate(UPDATES) == FIRST, "the run is still there")


def test_a_seed_that_cannot_be_is_moved_and_said(figure):
    box = figure.locator("input[name=seed]")
    box.evaluate("box => { for (const more of document.querySelectorAll('.cw-more')) more.open = true; }")
    words = f"seed moved to {CONTROLS['seed'].maximum}, the nearest value allowed"
    for _ in range(2):  # the second time the seed is at its end already
        box.fill("1234567")
        box.press("Tab")
        expect(box).to_have_value(str(CONTROLS["seed"].maximum))
        expect(part(figure, "status")).to_have_text(words)
    expect(part(figure, "announce")).to_contain_text(words)
    box.fill("")
    box.press("Tab")
    expect(box).to_have_value(str(CONTROLS["seed"].maximum))
    figure.evaluate("figure => figure.reset()")
