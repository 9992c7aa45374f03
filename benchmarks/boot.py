"""From navigation to the first NumPy result in a cold browser: our runtime against stock Pyodide, in turns."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import brotli

from builder.base.archive import digest
from builder.base.cache import cached_file
from builder.runtime import fetch, install
from tests.support.chromium import chromium
from tests.support.visits import serving

PAGES = Path(__file__).parent / "boot_pages"
BOOT_JS = Path(__file__).parents[1] / "templates/assets/js/python/boot.js"
VARIANTS = ("ours", "stock")


def measure(rounds: int = 7) -> dict:
    """Return medians in ms, their ratio (goal 0.45) and MB on the wire with brotli (goal 5.3 for ours).

    Every visit has a new browser with an empty profile; the two pages alternate within each round.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = prepare(Path(folder))
        visits = [{variant: visit(site, variant) for variant in VARIANTS} for _ in range(rounds)]
    result: dict[str, float] = {}
    for variant in VARIANTS:
        result[f"{variant}_ms"] = round(statistics.median(visit[variant][0] for visit in visits))
        result[f"{variant}_MB"] = round(visits[0][variant][1] / 1e6, 2)
    return result | {"ratio": round(result["ours_ms"] / result["stock_ms"], 3), "rounds": rounds}


def prepare(site: Path) -> Path:
    """Build both pages with every file compressed beforehand; return the folder."""
    shutil.copytree(PAGES, site, dirs_exist_ok=True)
    install(site)
    (site / "assets/js/python").mkdir(parents=True)
    shutil.copy(BOOT_JS, site / "assets/js/python")
    shutil.copytree(
        fetch("core", "numpy", "stock"), site / "stock", ignore=shutil.ignore_patterns("*.ttf", "[!np]*.whl")
    )
    compress(path for path in site.rglob("*") if path.is_file())
    return site


def compress(paths: Iterable[Path]) -> None:
    """Put beside each file what a host would send in its place."""
    for path in list(paths):
        Path(f"{path}.br").write_bytes(compressed(path.read_bytes()))


def compressed(data: bytes) -> bytes:
    """Return the bytes under brotli 11, which takes half a minute for the core: kept in the cache."""
    return cached_file(f"brotli/{digest([data])}.br", lambda: brotli.compress(data, quality=11)).read_bytes()


def visit(site: Path, variant: str) -> tuple[float, int]:
    """Open one page in a new browser; return ms until its answer, and bytes sent."""
    with serving(site, "--as-host") as (server, address), chromium() as browser:
        page = browser.new_page()
        time.sleep(1.2)  # the browser's own start-up goes on beside the first page
        page.goto(f"{address}/index.html?{variant}")
        result = page.wait_for_function("window.result", timeout=60000).json_value()
        server.kill()
        sent = sum(int(line) for line in server.stdout or ())
    if result["value"] != 9:
        raise RuntimeError(f"{variant}: expected 9, got {result['value']}")
    return result["ready"], sent


if __name__ == "__main__":
    print(measure())
