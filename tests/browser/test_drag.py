"""A long drag on the heaviest simulation: one request at a time, and what is shown last is what was asked last."""

import time

import pytest

from tests.support.scenes import differences, native, shown
from tests.support.visits import figure_of, live, wait_until
from widgets.kit.controls import resolve
from widgets.kit.registry import load, names

EVENTS = 600
LISTEN = """figure => {
  const worker = workers.at(-1);
  const log = (figure.log = {asked: [], flying: 0, most: 0, drawn: []});
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message) => {
    log.asked.push(JSON.parse(message.params));
    log.most = Math.max(log.most, ++log.flying);
    post(message);
  };
  const hear = worker.onmessage;
  worker.onmessage = (event) => {
    log.flying--;
    hear(event);
  };
  figure.addEventListener('scene', () => log.drawn.push(log.asked.length - log.flying));
}"""
DRAG = """async (figure, [name, events]) => {
  const input = figure.querySelector(`input[type=range][name=${name}]`);
  const [low, high] = [Number(input.min), Number(input.max)];
  for (let i = 1; i <= events; i++) {
    input.value = low + (high - low) * (0.5 + 0.45 * Math.sin(i / 40));
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise((next) => setTimeout(next, 4));
  }
  await figure.set({});
}"""

# Every change that a screen reader is told of: inside an element that is live by its role, its tag or aria-live.
EAVESDROP = """figure => {
  const LIVE = '[aria-live], [role=status], [role=alert], [role=log], [role=timer], [role=marquee], output';
  figure.said = [];
  new MutationObserver((records) => {
    for (const {target} of records) {
      const region = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target).closest(LIVE);
      if (region && region.ariaLive !== 'off') figure.said.push(region.textContent.trim());
    }
  }).observe(document.body, {childList: true, characterData: true, subtree: true});
}"""


def seconds(name: str) -> float:
    """How long a simulation takes here, warm."""
    module = load(name)
    params = resolve(module.CONTROLS, {})
    module.scene(**params)
    start = time.perf_counter()
    module.scene(**params)
    return time.perf_counter() - start


@pytest.fixture
def heaviest(visit):
    name = max(names(), key=seconds)
    figure = live(figure_of(visit.open(f"/{name}/")))
    figure.evaluate(LISTEN)
    return figure


def test_600_events_ask_one_at_a_time_and_end_with_the_last(heaviest):
    name = heaviest.get_attribute("name")
    slider = next(control.name for control in load(name).CONTROLS if control.kind == "slider")
    heaviest.evaluate(DRAG, [slider, EVENTS])
    wait_until(lambda: heaviest.evaluate("figure => figure.log.flying") == 0, "still asking")
    log = heaviest.evaluate("figure => figure.log")
    assert log["most"] == 1
    assert len(log["asked"]) < EVENTS
    assert log["drawn"] == sorted(log["drawn"]), "an older picture came after a newer one"
    last = heaviest.evaluate("figure => figure.params")
    assert log["asked"][-1] == last
    assert differences(native(name, last)["numbers"], shown(heaviest)["numbers"]) == []


def test_a_drag_of_600_events_says_next_to_nothing(visit):
    figure = live(figure_of(visit.open("/cliff_1d/")))
    figure.evaluate(EAVESDROP)
    figure.evaluate(DRAG, ["T", EVENTS])
    figure.page.wait_for_timeout(700)  # what is said at last waits for half a second of rest
    said = figure.evaluate("figure => figure.said")
    assert 1 <= len(said) <= 2, (len(said), said[:5])
