"""Where things are. A build reads the chapters of one folder and writes one site."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
CHAPTERS = ROOT / "chapters"
BROWSER_CODE = tuple(ROOT / name for name in ("sim", "experiments", "widgets"))  # what figures run in the browser


def use(chapters: Path) -> None:
    """Read quizzes, numbers, listings, references and glossary from another folder (tests do)."""
    global CHAPTERS
    CHAPTERS = Path(chapters).resolve()


def chapters(*parts: str) -> Path:
    """A path inside the folder of chapters."""
    return CHAPTERS.joinpath(*parts)


def heading(page: str) -> str:
    """The first heading of a page, or its name if it has none."""
    found = re.search(r"(?m)^# (.+)$", chapters(page).read_text("utf-8"))
    return found[1] if found else page.removesuffix(".md")
