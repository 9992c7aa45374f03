"""A page that measures itself in a worker of Chromium: built from a folder, the runtime and one Python file."""

import shutil
import tempfile
from pathlib import Path

from bench.boot import serving
from press.chromium import chromium
from press.runtime import install

JS = Path(__file__).parents[1] / "templates/assets/js"


def result_of(page: Path, script: Path, name: str, query: str = "", wait_ms: int = 300_000) -> dict:
    """What the page puts into `window.result`, `script` being served as `name`; raises RuntimeError with its error."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copytree(page, site, dirs_exist_ok=True)
        install(site)
        shutil.copytree(JS, site / "assets/js")
        shutil.copy(script, site / name)
        with serving(site) as (_, address), chromium() as browser:
            tab = browser.new_page()
            tab.goto(f"{address}/index.html?{query}")
            result = tab.wait_for_function("window.result", timeout=wait_ms).json_value()
    if "error" in result:
        raise RuntimeError(result["error"])
    return result
