"""The browser that tests and benchmarks drive: the one that is there, or the sentence that brings one."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No Chromium is found. On Debian and Ubuntu: sudo apt-get install chromium libatomic1"


@contextmanager
def chromium():
    """A running Chromium, closed at the end; raises `RuntimeError` with what to type if there is none."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to work for root
    with sync_playwright() as driver:
        path = chromium_path(driver)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield browser
        browser.close()


def chromium_path(driver) -> str:
    """CLIFFWALK_CHROMIUM, else the system's, else Playwright's own, fetched once if it can be."""
    system = os.environ.get("CLIFFWALK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if system:
        return system
    own = driver.chromium.executable_path
    if not Path(own).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if not Path(own).exists():
        raise RuntimeError(MISSING)
    return own
