"""Visits to a site in a watched browser, and what tests ask of a page."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

HERE = Path(__file__).parent
LIVE_MS = 60_000
BUSY_MS = 20_000  # a condition ends as soon as it holds: on a busy machine that may take longer than Playwright waits
expect.set_options(timeout=BUSY_MS)
SCHEMES = ("default", "slate")  # the theme's names for light and dark
WEAR = """scheme => {
  document.body.dataset.mdColorScheme = scheme;
  for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
}"""
WORKERS = """(() => {
  const Native = Worker;
  self.workers = [];
  self.Worker = class extends Native {
    constructor(url, options) {
      super(url, options);
      if (options?.name === 'python') self.workers.push(this);
    }
  };
})()"""


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server process with options of `server.py`, and its address; it and its connections die with the block.

    Its `.kill()` ends both earlier.
    """
    command = [sys.executable, str(HERE / "server.py"), *options, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            yield server, f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.kill()


def paths(folder: Path) -> list[str]:
    """The pages of a site, as its site map lists them."""
    return re.findall(r"<loc>https?://[^/]*(/[^<]*)</loc>", (folder / "sitemap.xml").read_text())


class Visit:
    """A browser context whose console errors, failed and foreign requests are collected in `problems`."""

    def __init__(self, browser: Browser, address: str, **options: Any):
        self.address = address
        self.problems: list[str] = []
        self.scripted = options.get("java_script_enabled", True)
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        self.context.set_default_timeout(BUSY_MS)
        self.context.add_init_script(WORKERS)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))
        self.context.on("requestfailed", self._failed)
        self.context.on("request", self._request)

    def open(self, path: str, page: Page | None = None) -> Page:
        """A page of the site whose own scripts, if it may run any, have run; with `page`, that page goes there."""
        page = page or self.context.new_page()
        page.goto(self.address + path)
        if self.scripted:
            wait_until(lambda: page.evaluate("!!customElements.get('course-widget')"), "the page's scripts do not run")
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a prefetch that the next page overtook
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "blob:" + self.address, "data:")):
            self.problems.append(f"foreign: {request.url}")


FOLLOW = """address => {
  const article = document.querySelector('article');
  article.dataset.left = 'yes';
  const link = article.appendChild(document.createElement('a'));
  link.href = address;
  link.click();
}"""


def follow(visit: Visit, path: str) -> Page:
    """The visit's one page, taken to another path as by a link on the page before, which leaves its Python running."""
    if not visit.context.pages:
        return visit.open(path)
    page = visit.context.pages[0]
    page.evaluate(FOLLOW, visit.address + path)
    expect(page.locator("article:not([data-left])")).to_have_count(1, timeout=LIVE_MS)
    return page


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """A visit that must end without a problem."""
    visit = Visit(browser, address, **options)
    yield visit
    visit.context.close()
    assert visit.problems == [], visit.problems


def figure_of(page: Page) -> Locator:
    """The first figure of a page, in view of somebody: until there is a sign of a reader, nothing starts."""
    page.mouse.move(3, 3)
    figure = page.locator("course-widget").first
    figure.scroll_into_view_if_needed()
    return figure


def live(figure: Locator) -> Locator:
    """The figure, once Python draws it; fails at once, with the reason, when the figure says that it failed."""
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE_MS)
    return figure


def wear(page: Page, scheme: str) -> Page:
    """The page, in one of `SCHEMES` as by the theme's own switch."""
    page.evaluate(WEAR, scheme)
    return page


def wait_until(holds: Callable[[], Any], otherwise: str, seconds: float = 20) -> Any:
    """Asks until the answer is true; `otherwise` says what is wrong when time is up."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)
    return answer
