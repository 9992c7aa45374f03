"""One pass over the finished folder: its pages are read once, changed step by step in memory, and written once."""

import os
from pathlib import Path

from builder.base.build import Build
from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.figure import palettes
from builder.figure.element import States
from builder.runtime import RuntimeSupplyError, install
from builder.site import fonts, modules, policy, prerendered, sheets, theme
from builder.site.pages import Site, characters


def finish(folder: Path, build: Build, scripts: list[str]) -> None:
    """Make the folder ready to serve.

    `scripts` are the modules that every page starts. A preview gets no security policy: it keeps the theme's own
    inline scripts. With CLIFFWALK_STILL=1 in the environment the runtime is left out, and figures answer from what was
    prerendered.
    """
    theme.prune(folder)
    _supply_palettes(folder)
    if os.environ.get("CLIFFWALK_STILL") != "1":
        _supply_runtime(folder)
    site = Site(folder)
    _change_pages(site, build, scripts)
    site.write()


def _change_pages(site: Site, build: Build, scripts: list[str]) -> None:
    hurried = fonts.supply(site.folder, [characters(page.text) for page in site.pages])
    sheets.join(site, hurried)
    theme.hurry_script(site.folder)
    for page in site.pages:
        theme.fetch_script_when_idle(page)
    prerendered.supply(site, build.ledger(States))
    modules.defer(site, scripts)
    if not build.preview:
        policy.enforce(site)


def _supply_palettes(folder: Path) -> None:
    module = folder / "assets" / "js/canvas/palettes.js"
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(render("palettes_module", palettes=palettes.as_data()), "utf-8")


def _supply_runtime(folder: Path) -> None:
    try:
        install(folder)
    except RuntimeSupplyError as error:
        raise AuthoringError(f"{error} (CLIFFWALK_STILL=1 builds the pages without it)") from error
