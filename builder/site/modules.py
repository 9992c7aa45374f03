"""Our scripts come after the first picture: every module is named, none waits for one that imports it."""

import posixpath
import re
from pathlib import Path

from builder.base.templates import render
from builder.site.pages import pages

_SCRIPT = re.compile(r'<script src="([^"]*assets/js/)([\w/-]+\.js)" type="module"></script>')
_IMPORT = re.compile(r"""^import\b[^'"]*['"](\.[\w./-]+\.js)['"]""", re.M)


def defer(site: Path) -> None:
    """Let every page ask for its module scripts, and for all that they import, once it is seen."""
    folder = site / "assets" / "js"
    for page in pages(site):
        text = page.read_text("utf-8")
        if scripts := list(_SCRIPT.finditer(text)):
            start = scripts[0].start()
            written = _block(folder, scripts[0][1], [script[2] for script in scripts])
            page.write_text(text[:start] + written + _SCRIPT.sub("", text[start:]), "utf-8")


def _block(folder: Path, base: str, entries: list[str]) -> str:
    return str(render("modules", base=base, entries=entries, imported=sorted(imported(folder, entries) - {*entries})))


def imported(folder: Path, names: list[str]) -> set[str]:
    """These modules, those that they import, and so on."""
    found, new = set(), set(names)
    while new:
        found |= new
        new = {other for name in new for other in _imports(folder, name)} - found
    return found


def _imports(folder: Path, name: str) -> list[str]:
    found = _IMPORT.findall((folder / name).read_text("utf-8"))
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), other)) for other in found]
