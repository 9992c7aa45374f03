"""The round trip of every simulation in Chromium: from a slider's move to the picture on the screen."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.support.chromium import chromium
from tests.support.small_sites import build_lab
from tests.support.visits import serving
from widgets.kit.registry import names

MOVES = 60
READY_MS = 60_000
ROUND_TRIPS = """async (figure, moves) => {
  const input = figure.querySelector('input[type=range]');
  const spent = [];
  const stops = Math.min(19, (input.max - input.min) / (input.step || 1)); // a move to where it is draws nothing
  for (let i = 0; i <= moves; i++) {
    input.value = Number(input.min) + (i % (stops + 1) / stops) * (input.max - input.min);
    const start = performance.now();
    const drawn = new Promise((done) => figure.addEventListener('scene', done, {once: true}));
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await drawn;
    spent.push(performance.now() - start);
  }
  return spent.slice(1);
}"""


def measure() -> dict:
    """For each simulation the median and the 95th percentile of the round trip in ms, frame included."""
    with tempfile.TemporaryDirectory() as folder:
        site = build_lab(Path(folder), "http://127.0.0.1:8000/")
        with serving(site, "--as-host") as (_, address), chromium() as browser:
            return {name: round_trips(browser, f"{address}/{name}/index.html") for name in names()}


def round_trips(browser: Browser, address: str) -> dict:
    """Move the first slider of a page's figure through its range, waiting for each picture."""
    page = browser.new_page()
    page.goto(address)
    page.locator("course-widget[data-state=live]").wait_for(timeout=READY_MS)
    spent = sorted(page.locator("course-widget").evaluate(ROUND_TRIPS, MOVES))
    page.close()
    return {"p50_ms": round(statistics.median(spent), 1), "p95_ms": round(spent[int(0.95 * len(spent))], 1)}
