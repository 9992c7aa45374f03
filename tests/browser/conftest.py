"""What browser tests share: a site with one page a simulation, a server of its own, and a browser that is watched."""

import fcntl
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from press.lab import build_course, build_lab

HERE = Path(__file__).parent
LIVE_MS = 60_000
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


def built(tmp_path_factory, name: str, build) -> Path:
    """The folder of a site, built once for all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if base.name.startswith("popen-") else base) / name
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "done").exists():
            build(root, "http://127.0.0.1:8000/")
            (root / "done").touch()
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The site with one page a simulation; CLIFFWALK_LAB names one built before."""
    return Path(os.environ.get("CLIFFWALK_LAB") or built(tmp_path_factory, "lab", build_lab))


@contextmanager
def serving(folder: Path):
    """The address of a server process; it and its connections die with the block, or with `.kill()`."""
    with subprocess.Popen([sys.executable, HERE / "server.py", folder], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield server, f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.kill()


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served during the tests."""
    with serving(site) as (_, here):
        yield here


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The whole course: its folder and where it is served; CLIFFWALK_COURSE names one built before."""
    folder = Path(os.environ.get("CLIFFWALK_COURSE") or built(tmp_path_factory, "course", build_course))
    with serving(folder) as (_, address):
        yield folder, address


def paths(folder: Path) -> list[str]:
    """The pages of a site, as its site map lists them."""
    return re.findall(r"<loc>https?://[^/]*(/[^<]*)</loc>", (folder / "sitemap.xml").read_text())


class Visit:
    """A browser context whose console errors, failed and foreign requests are collected in `problems`."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.problems: list[str] = []
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(WORKERS)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))
        self.context.on("requestfailed", self._failed)
        self.context.on("request", self._request)

    def open(self, path: str, page=None):
        """A page of the site; with `page`, that page goes there."""
        page = page or self.context.new_page()
        page.goto(self.address + path)
        return page

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # a prefetch that the next page overtook
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _request(self, request):
        if not request.url.startswith((self.address, "blob:" + self.address, "data:")):
            self.problems.append(f"foreign: {request.url}")


@contextmanager
def visiting(browser, address, **options):
    """A visit that must end without a problem."""
    visit = Visit(browser, address, **options)
    yield visit
    visit.context.close()
    assert visit.problems == []


@pytest.fixture
def visit(browser, address):
    """A visit of one test."""
    with visiting(browser, address) as visit:
        yield visit


def figure_of(page):
    """The first figure of a page, in view."""
    figure = page.locator("course-widget").first
    figure.scroll_into_view_if_needed()
    return figure


def live(figure):
    """The figure, once Python draws it; fails at once, with the reason, when the figure says that it failed."""
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE_MS)
    return figure


def wait_until(holds, otherwise, seconds=20):
    """Asks until the answer is true; `otherwise` says what is wrong when time is up."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)
    return answer
