"""Where things are. A build reads the chapters of one folder and writes one site."""

import re
from pathlib import Path

from builder.base import build

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
BROWSER_CODE = tuple(ROOT / name for name in ("sim", "experiments", "widgets"))  # what figures run in the browser


def chapters(*parts: str) -> Path:
    """Return a path inside the folder of chapters of the build under way."""
    return build.now().chapters.joinpath(*parts)


def heading(page: str) -> str:
    """Return the first heading of a page, or its name if it has none."""
    found = re.search(r"(?m)^# (.+)$", chapters(page).read_text("utf-8"))
    return found[1] if found else page.removesuffix(".md")
