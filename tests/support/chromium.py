"""The browser that tests and benchmarks drive: the one that is there, or one that is fetched, or what to type."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1")  # of Debian and Ubuntu
MISSING = f"No Chromium is found. On Debian and Ubuntu: sudo apt-get install {' '.join(PACKAGES)}"
PLAYWRIGHT_INSTALL = [sys.executable, "-m", "playwright", "install", "chromium"]
APT_UPDATE = ["apt-get", "update", "-qq"]
APT_INSTALL = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium, closed at the end; raises `RuntimeError` with what to type if there is none."""
    with sync_playwright() as driver:
        path = chromium_path(driver)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"] if is_root() else [])
        yield browser
        browser.close()


def chromium_path(driver: Playwright) -> str:
    """Return the path of CLIFFWALK_CHROMIUM, else the system's, else Playwright's own, else one that apt brings.

    Raises `RuntimeError` with what to type if none can be had.
    """
    own = driver.chromium.executable_path
    path = os.environ.get("CLIFFWALK_CHROMIUM") or _system() or _playwrights(own) or _by_apt()
    if not path:
        raise RuntimeError(MISSING)
    return path


def is_root() -> bool:
    """Return whether this is root, for whom Chromium's sandbox refuses to work and apt works."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _system() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _playwrights(own: str) -> str | None:
    """Return Playwright's own browser, fetched if it can be."""
    if not Path(own).exists():
        _tried(PLAYWRIGHT_INSTALL)
    return own if Path(own).exists() else None


def _by_apt() -> str | None:
    """Return the browser that apt installs, where it may."""
    if not (is_root() and shutil.which("apt-get")):
        return None
    _tried(APT_UPDATE)
    _tried(APT_INSTALL)
    return _system()


def _tried(command: list[str]) -> None:
    """Run an installer; whether it worked shows in what is there afterwards."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, capture_output=True, env=quiet)
