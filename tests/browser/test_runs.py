"""Simulations that unfold in time: play, pause, steps both ways, a scrubber, speed, restart, and less motion."""

import pytest
from playwright.sync_api import expect

from tests.support.visits import figure_of, follow, live, wait_until
from widgets.kit.registry import load, names

TIMES = """figure => { figure.times = [];
  figure.addEventListener('scene', () => figure.times.push(performance.now())); }"""
RUNS = [name for name in names() if hasattr(load(name), "run")]
TRAINED = [name for name in RUNS if getattr(load(name), "SECONDS", None) == 0]  # as fast as this machine can
FILMS = [name for name in RUNS if name not in TRAINED]
COUNT = "figure => { figure.drawn = 0; figure.addEventListener('scene', () => figure.drawn++); }"
SHORT = {
    "tau_sweep": None,
    "census": {"updates": 20},
    "catastrophe": {"steps": 40},
}  # None: too long to wait for its end


def opened(reader, name):
    """The figure of a simulation in its first state, whose drawings are counted from here on."""
    page = follow(reader, f"/{name}/")
    page.emulate_media(reduced_motion="no-preference")
    figure = live(figure_of(page))
    figure.evaluate("figure => figure.reset()")
    figure.evaluate(COUNT)
    return figure


@pytest.fixture(params=RUNS)
def figure(request, reader):
    return opened(reader, request.param)


@pytest.fixture(params=[name for name in FILMS if SHORT.get(name, {}) is not None])
def film(request, reader):
    """A run with times of its own, whose end comes soon."""
    figure = opened(reader, request.param)
    figure.evaluate("(figure, params) => figure.set(params)", SHORT.get(request.param, {}))
    figure.evaluate("figure => { figure.drawn = 0; }")
    return figure


def part(figure, name):
    return figure.locator(f"[data-part={name}]")


def drawn(figure):
    return figure.evaluate("figure => figure.drawn")


def place(figure):
    return int(part(figure, "scrub").input_value())


def reading(figure):
    return part(figure, "reading").inner_text()


def test_train_pause_step_and_a_new_start(figure):
    play, step = part(figure, "play"), part(figure, "step")
    label = play.inner_text()
    step.click()
    wait_until(lambda: drawn(figure) == 1, "Step drew nothing")
    play.click()
    wait_until(lambda: drawn(figure) >= 3, "Train drew nothing", 40)
    if play.inner_text() == "Pause":
        play.click()
    expect(play).to_have_text(label)
    figure.page.wait_for_timeout(300)
    seen = drawn(figure)
    figure.page.wait_for_timeout(500)
    assert drawn(figure) == seen
    first = figure.evaluate("figure => figure.reset().then(() => figure.scene.reading)")
    assert first == reading(figure)


def test_reset_while_it_trains_ends_it_and_brings_the_first_picture_back(figure):
    play, first, label = part(figure, "play"), reading(figure), part(figure, "play").inner_text()
    play.click()
    wait_until(lambda: drawn(figure) >= 1, "Train drew nothing", 40)
    part(figure, "reset").click()
    expect(play).to_have_text(label)
    expect(part(figure, "reading")).to_have_text(first)
    figure.page.wait_for_timeout(500)
    expect(part(figure, "reading")).to_have_text(first)
    expect(play).to_have_text(label)
    expect(part(figure, "scrub")).to_be_disabled()


def test_what_is_kept_is_shown_again_by_back_step_and_the_arrow_keys(figure):
    step, back, scrub = (part(figure, name) for name in ("step", "back", "scrub"))
    expect(back).to_be_disabled()
    said = []
    for count in range(1, 4):
        step.click()
        wait_until(lambda count=count: drawn(figure) == count, "Step drew nothing")
        said.append(reading(figure))
    back.click()
    expect(part(figure, "reading")).to_have_text(said[1])
    scrub.focus()
    figure.page.keyboard.press("ArrowLeft")
    expect(part(figure, "reading")).to_have_text(said[0])
    figure.page.keyboard.press("End")
    expect(part(figure, "reading")).to_have_text(said[2])
    assert scrub.get_attribute("aria-valuetext").startswith("picture 3 of ")


def test_a_run_lasts_for_seconds_and_is_played_again_from_what_is_kept(film):
    play, label = part(film, "play"), part(film, "play").inner_text()
    part(film, "speed").select_option("4")
    play.click()
    expect(play).to_have_text("Pause")
    expect(play).to_have_text(label, timeout=40_000)
    end, last, pictures = int(part(film, "scrub").get_attribute("max")), reading(film), drawn(film)
    assert place(film) == end and pictures >= end / 2
    started = film.evaluate("figure => { figure.querySelector('[data-part=play]').click(); return performance.now(); }")
    expect(play).to_have_text(label, timeout=40_000)
    assert film.evaluate("performance.now()") - started > 1000  # six seconds at four times the speed, and never a blink
    assert place(film) == end and reading(film) == last


def test_pause_stands_still_and_play_goes_on_from_there(film):
    play = part(film, "play")
    part(film, "speed").select_option("0.25")
    play.click()
    wait_until(lambda: drawn(film) >= 2, "nothing was drawn", 40)
    play.click()
    here = place(film)
    film.page.wait_for_timeout(900)
    assert place(film) == here
    part(film, "speed").select_option("4")
    play.click()
    wait_until(lambda: place(film) > here, "it does not go on", 40)
    part(film, "reset").click()


def test_with_less_motion_the_end_is_shown_at_once_and_the_rest_is_there_to_scrub(film):
    film.page.emulate_media(reduced_motion="reduce")
    play, scrub, label = part(film, "play"), part(film, "scrub"), part(film, "play").inner_text()
    play.click()
    wait_until(lambda: drawn(film) == 1, "the end is not shown", 40)
    expect(play).to_have_text(label)
    assert place(film) == int(scrub.get_attribute("max")) > 1
    end = reading(film)
    scrub.focus()
    film.page.keyboard.press("Home")
    wait_until(lambda: drawn(film) == 2, "scrubbing drew nothing")
    assert place(film) == 0 and reading(film) != end


@pytest.mark.parametrize("name", TRAINED)
def test_less_motion_draws_a_training_about_once_a_second(reader, name):
    figure = opened(reader, name)
    figure.page.emulate_media(reduced_motion="reduce")
    figure.evaluate(TIMES)
    play = part(figure, "play")
    play.click()
    wait_until(lambda: len(times(figure)) > 3 or over(figure, play), "Train drew too little", 40)
    drawn_at = times(figure)
    if over(figure, play) and len(drawn_at) > 1:
        drawn_at.pop()  # the last picture of a run comes at once
    assert drawn_at[-1] - drawn_at[0] >= 700 * (len(drawn_at) - 1)
    part(figure, "reset").click()


def over(figure, play):
    """Whether a run has drawn something and come to its end."""
    return bool(times(figure)) and play.inner_text() != "Pause"


def times(figure):
    return figure.evaluate("figure => figure.times")
