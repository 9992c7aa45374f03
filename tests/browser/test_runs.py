"""Simulations that unfold in time: train, pause, step, restart, and calm for readers who want less motion."""

import pytest
from playwright.sync_api import expect

from tests.support.visits import figure_of, follow, live, wait_until
from widgets.kit.registry import load, names

TIMES = """figure => { figure.times = [];
  figure.addEventListener('scene', () => figure.times.push(performance.now())); }"""
RUNS = [name for name in names() if hasattr(load(name), "run")]
COUNT = "figure => { figure.drawn = 0; figure.addEventListener('scene', () => figure.drawn++); }"


@pytest.fixture(params=RUNS)
def figure(request, reader):
    """A simulation in its first state, whose drawings are counted from here on."""
    page = follow(reader, f"/{request.param}/")
    page.emulate_media(reduced_motion="no-preference")
    figure = live(figure_of(page))
    figure.evaluate("figure => figure.reset()")
    figure.evaluate(COUNT)
    return figure


def drawn(figure):
    return figure.evaluate("figure => figure.drawn")


def test_train_pause_step_and_a_new_start(figure):
    play, step = figure.locator("[data-part=play]"), figure.locator("[data-part=step]")
    step.click()
    wait_until(lambda: drawn(figure) == 1, "Step drew nothing")
    play.click()
    wait_until(lambda: drawn(figure) >= 3, "Train drew nothing", 40)
    if play.inner_text() == "Pause":
        play.click()
    expect(play).not_to_have_text("Pause")
    figure.page.wait_for_timeout(300)
    seen = drawn(figure)
    figure.page.wait_for_timeout(500)
    assert drawn(figure) == seen
    first = figure.evaluate("figure => figure.reset().then(() => figure.scene.reading)")
    assert first == figure.locator("[data-part=reading]").inner_text()


def test_reset_while_it_trains_ends_it_and_brings_the_first_picture_back(figure):
    play, reading = figure.locator("[data-part=play]"), figure.locator("[data-part=reading]")
    first, label = reading.inner_text(), play.inner_text()
    play.click()
    wait_until(lambda: drawn(figure) >= 1, "Train drew nothing", 40)
    figure.locator("[data-part=reset]").click()
    expect(play).to_have_text(label)
    expect(reading).to_have_text(first)
    figure.page.wait_for_timeout(500)
    expect(reading).to_have_text(first)
    expect(play).to_have_text(label)


def test_less_motion_draws_about_once_a_second(figure):
    figure.page.emulate_media(reduced_motion="reduce")
    figure.evaluate(TIMES)
    play = figure.locator("[data-part=play]")
    play.click()
    wait_until(lambda: len(times(figure)) > 3 or over(figure, play), "Train drew too little", 40)
    drawn_at = times(figure)
    if over(figure, play) and len(drawn_at) > 1:
        drawn_at.pop()  # the last picture of a run comes at once
    assert drawn_at[-1] - drawn_at[0] >= 700 * (len(drawn_at) - 1)


def over(figure, play):
    """Whether a run has drawn something and come to its end."""
    return bool(times(figure)) and play.inner_text() != "Pause"


def times(figure):
    return figure.evaluate("figure => figure.times")
