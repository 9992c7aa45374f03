"""Steps over the finished site folder, in order. Each takes the folder only, so any generator may have made it."""

import os
from pathlib import Path

from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.figure import palettes
from builder.runtime import RuntimeSupplyError, install
from builder.site import bundle, csp, fonts, modules, policy_check, prerendered, prune


def finish(site: Path, strict: bool = True) -> None:
    """Make the folder ready to serve; `strict` adds the security policy and refuses what it would block.

    With CLIFFWALK_STILL=1 in the environment the runtime is left out: figures answer from what was recorded.
    """
    prune.prune(site)
    fonts.supply(site)
    bundle.bundle(site)
    _supply_palettes(site)
    prerendered.supply(site)
    modules.defer(site)
    if os.environ.get("CLIFFWALK_STILL") != "1":
        _supply_runtime(site)
    if strict:
        policy_check.inspect(site)
        csp.apply(site)


def _supply_palettes(site: Path) -> None:
    module = site / "assets" / "js/canvas/palettes.js"
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(render("palettes_module", palettes=palettes.as_data()), "utf-8")


def _supply_runtime(site: Path) -> None:
    try:
        install(site)
    except RuntimeSupplyError as error:
        raise AuthoringError(f"{error} (CLIFFWALK_STILL=1 builds the pages without it)") from error
