"""Our scripts come after the first picture: every module is named, none waits for one that imports it."""

import posixpath
import re
from pathlib import Path

from builder.base.templates import render
from builder.site import theme
from builder.site.pages import Page, Site

FOLDER = "assets/js/"
_IMPORT = re.compile(r"""^import\b[^'"]*['"](\.[\w./-]+\.js)['"]""", re.M)


def defer(site: Site, entries: list[str]) -> None:
    """Let every page ask for its module scripts, and for all that they import, once it is seen.

    `entries` are the scripts that the configuration gives to every page, in order, named from the folder of the site.
    """
    if not entries:
        return
    names = [entry.removeprefix(FOLDER) for entry in entries]
    further = sorted(imported(site.folder / FOLDER, names) - {*names})
    for page in site.pages:
        _defer(page, names, further)


def _defer(page: Page, entries: list[str], further: list[str]) -> None:
    base = theme.base(page) + FOLDER
    first, *others = [f'<script src="{base}{name}" type="module"></script>' for name in entries]
    block = str(render("modules", base=base, entries=entries, imported=further))
    page.text = page.text.replace(first, block, 1)
    for tag in others:
        page.text = page.text.replace(tag, "", 1)


def imported(folder: Path, names: list[str]) -> set[str]:
    """Return these modules, those that they import, and so on."""
    found: set[str] = set()
    new = set(names)
    while new:
        found |= new
        new = {other for name in new for other in _imports(folder, name)} - found
    return found


def _imports(folder: Path, name: str) -> list[str]:
    found = _IMPORT.findall((folder / name).read_text("utf-8"))
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), other)) for other in found]
