"""The colour tables of the figures, as a module that the painter in the browser imports."""

from pathlib import Path

from press import palettes
from press.templates import render


def supply(site: Path) -> None:
    """Write `assets/js/palettes.js`."""
    target = site / "assets/js/palettes.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(render("palettes", palettes=palettes.as_data()) + "\n", "utf-8")
