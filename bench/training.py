"""The training lab: updates a second and the largest pictures, natively and in Chromium."""

import shutil
import tempfile
from pathlib import Path

from bench import _training
from bench.boot import serving
from press.chromium import chromium
from press.runtime import install

PAGE = Path(__file__).parent / "training_page"
JS = Path(__file__).parents[1] / "templates/assets/js"


def browser_times():
    """Return {updates a second, largest pictures} as measured in a worker of Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copytree(PAGE, site, dirs_exist_ok=True)
        install(site)
        shutil.copytree(JS, site / "assets/js")
        shutil.copy(Path(_training.__file__), site / "training.py")
        with serving(site) as (_, address), chromium() as browser:
            page = browser.new_page()
            page.goto(f"{address}/index.html")
            result = page.wait_for_function("window.result", timeout=300_000).json_value()
    if "error" in result:
        raise RuntimeError(result["error"])
    return result


def measure():
    """Return updates a second of the lab's default run (goal in Chromium: 1,000) and ms of its largest pictures."""
    return {"native": _training.measured(seconds=2, count=6), "Chromium": browser_times()}
