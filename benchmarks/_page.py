"""A page that measures itself in a worker of Chromium: the runtime, one Python file, and a worker to call it."""

import shutil
import tempfile
from pathlib import Path

from builder.runtime import install
from tests.support.chromium import chromium
from tests.support.visits import serving

PAGE = Path(__file__).parent / "page"
JS = Path(__file__).parents[1] / "templates/assets/js"


def result_of(script: str, worker: Path = PAGE, number: int = 0, wait_ms: int = 300_000) -> dict:
    """What the page answers, with the Python file `script`; raises RuntimeError with its error.

    A folder `worker` brings its own worker.js, which gets `number`; otherwise the script's `as_json` is the answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for part in (PAGE, worker):
            shutil.copytree(part, site, dirs_exist_ok=True)
        install(site)
        shutil.copytree(JS, site / "assets/js")
        shutil.copy(script, site / "script.py")
        with serving(site, "--as-host") as (_, address), chromium() as browser:
            tab = browser.new_page()
            tab.goto(f"{address}/index.html?{number}")
            result = tab.wait_for_function("window.result", timeout=wait_ms).json_value()
    if "error" in result:
        raise RuntimeError(result["error"])
    return result
