"""The language model in the page: it starts at once, learns, writes, pauses, and goes on from what the browser kept."""

import re
import time

import pytest
from playwright.sync_api import expect

from experiments.language import PAUSE, STRIDE
from tests.support.visits import figure_of, follow, live, wait_until

PAGE = "/language_model/"
COUNTED = """figure => { figure.frames = []; figure.addEventListener('scene', ({detail}) =>
  figure.frames.push({at: performance.now(), updates: detail.numbers.updates, bits: detail.numbers.bits})); }"""
BLOCKED = "indexedDB.open = () => { throw new DOMException('blocked', 'SecurityError'); };"


def opened(page):
    figure = figure_of(page)
    figure.evaluate("figure => figure.set({})")
    live(figure).evaluate(COUNTED)
    return figure


def part(figure, name):
    return figure.locator(f"[data-part={name}]")


def number(figure, name):
    return figure.evaluate(f"figure => figure.scene.numbers.{name}")


def trained(figure, updates):
    """The figure, paused after at least so many updates."""
    part(figure, "play").click()
    wait_until(lambda: number(figure, "updates") >= updates, "it does not train", seconds=60)
    part(figure, "play").click()
    expect(part(figure, "play")).to_have_text("Train")
    return settled(figure)


def settled(figure):
    """The figure, when nothing is drawn any more."""
    count = -1
    while count != (count := figure.evaluate("figure => figure.frames.length")):
        time.sleep(0.3)
    return figure


@pytest.fixture
def figure(reader):
    """The figure on a page just opened, with nothing kept from before."""
    follow(reader, "/cliff_1d/").evaluate("indexedDB.deleteDatabase('cliffwalk')")
    return opened(follow(reader, PAGE))


def test_it_trains_from_the_first_second_on(figure):
    begun = figure.evaluate("figure => { figure.querySelector('[data-part=play]').click(); return performance.now(); }")
    first = wait_until(lambda: figure.evaluate("figure => figure.frames[0]"), "no first frame")
    print("first frame after", first["at"] - begun, "ms")
    assert first["updates"] == STRIDE["rnn"]


def test_the_loss_falls_and_the_writing_changes(figure):
    bits, writing = number(figure, "bits"), part(figure, "writing").inner_text()
    trained(figure, PAUSE + 2 * STRIDE["rnn"])
    assert number(figure, "bits") < number(figure, "unigram") - 0.8 < bits
    assert part(figure, "writing").inner_text() != writing
    assert part(figure, "writing").inner_text().count("it writes") == 2
    frames = figure.evaluate("figure => figure.frames.map((frame) => frame.updates)")
    assert all(b - a == STRIDE["rnn"] for a, b in zip(frames, frames[1:], strict=False))


def test_pause_acts_on_the_next_frame(figure):
    part(figure, "play").click()
    wait_until(lambda: number(figure, "updates") > 30, "it does not train")
    count = figure.evaluate("""figure => { figure.querySelector('[data-part=play]').click();
      return figure.frames.length; }""")
    assert settled(figure).evaluate("figure => figure.frames.length") <= count + 2


def test_what_was_kept_goes_on_at_the_same_update_after_a_reload(visit):
    figure = trained(opened(visit.open(PAGE)), 60)
    part(figure, "keep").click()
    expect(part(figure, "kept")).to_have_text("Kept in this browser.")
    kept = figure.evaluate("figure => ({numbers: figure.scene.numbers, writing: figure.scene.writing})")
    again = opened(visit.open(PAGE, figure.page))
    again.evaluate("""figure => { figure.seen = []; figure.addEventListener('scene', ({detail: {numbers, writing}}) =>
      figure.seen.push({numbers, writing})); }""")
    part(again, "continue").click()
    wait_until(lambda: again.evaluate("figure => figure.seen.length > 2"), "it does not go on")
    first, second = again.evaluate("figure => figure.seen.slice(0, 2)")
    assert first == kept
    assert second["numbers"]["updates"] == kept["numbers"]["updates"] + STRIDE["rnn"]


def test_continue_is_offered_for_the_settings_that_were_kept(figure):
    expect(part(figure, "continue")).to_be_hidden()
    trained(figure, 12)
    part(figure, "keep").click()
    expect(part(figure, "continue")).to_be_visible()
    figure.evaluate("figure => figure.set({alpha: 1})")
    expect(part(figure, "continue")).to_be_hidden()
    figure.evaluate("figure => figure.reset()")
    expect(part(figure, "continue")).to_be_visible()


def test_nothing_in_training_is_nothing_to_keep(figure):
    part(figure, "keep").click()
    expect(part(figure, "kept")).to_have_text("Nothing is in training with these settings: press Train first.")


def test_other_code_does_not_go_on_with_what_was_kept(reader, figure):
    trained(figure, 12)
    part(figure, "keep").click()
    expect(part(figure, "continue")).to_be_visible()
    reader.context.route(
        "**/language_model/",
        lambda route: route.fulfill(
            response=(page := route.fetch()), body=page.text().replace('data-content="', 'data-content="other')
        ),
    )
    follow(reader, "/cliff_1d/")
    again = opened(follow(reader, PAGE))
    reader.context.unroute("**/language_model/")
    expect(part(again, "keep")).to_have_attribute("data-content", re.compile("^other"))
    expect(part(again, "continue")).to_be_hidden()


def test_blocked_storage_is_said(visit):
    visit.context.add_init_script(BLOCKED)
    figure = trained(opened(visit.open(PAGE)), 12)
    part(figure, "keep").click()
    expect(part(figure, "kept")).to_have_text("This browser does not let the page keep anything.")
    expect(part(figure, "continue")).to_be_hidden()
