"""The course in other engines than Chromium: each browser is sent to a page that visits it and says what it saw.

`make test-engines` runs these. No driver is needed: whatever browser opens `visit.html` makes the visit.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.server import Handler, served
from tests.support.small_sites import build_course

HERE = Path(__file__).parent
WEBKIT = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), Path("MiniBrowser"))
BROWSERS = {  # the Debian packages, and the command
    "firefox-esr": ["firefox-esr", "--headless", "--no-remote", "--profile", "{profile}"],
    "webkit2gtk-driver xvfb xauth": ["xvfb-run", "-a", str(WEBKIT)],
}
WAIT = 240  # seconds for a whole visit; each of its steps gives up after sixty


class Listener(Handler):
    """Serves the site, and takes what a browser says."""

    said: queue.Queue = queue.Queue()

    def do_POST(self):  # noqa: N802 - the name that the base class calls
        self.said.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the course is served, built for that address, with the page that visits it."""
    folder = tmp_path_factory.mktemp("engines")
    with served(folder / "site", Listener) as here:
        build_course(folder, here)
        for name in ("visit.html", "visit.js"):
            shutil.copy(HERE / name, folder / "site")
        yield here


@pytest.mark.parametrize("packages", BROWSERS)
def test_a_visit(address, tmp_path, packages):
    command = [part.format(profile=tmp_path) for part in BROWSERS[packages]]
    found = shutil.which(command[0]) and (command[0] != "xvfb-run" or WEBKIT.exists())
    assert found, f"this browser is not here; on Debian: sudo apt-get install {packages}"
    said = visited([*command, f"{address}visit.html"])
    assert said["faults"] == [], said
    assert said["seen"][-1] == "the other colours"


def visited(command):
    """What the page says in the browser that this command starts; its processes are ended."""
    with subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as browser:
        try:
            return Listener.said.get(timeout=WAIT)
        except queue.Empty:
            pytest.fail(f"{command[0]} said nothing in {WAIT} seconds")
        finally:
            os.killpg(browser.pid, signal.SIGTERM)
