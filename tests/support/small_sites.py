"""Small sites for tests and benchmarks: every simulation on a page of its own, or the whole course."""

import shutil
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from builder.base import paths
from builder.base.build import begin, now
from builder.chapter import listings
from widgets.kit.registry import names


def build_lab(target: Path, address: str) -> Path:
    """Build into `target` a site, to be served at `address`, whose page `NAME/` shows the simulation NAME.

    Its page `all-listings/` shows the first simulation and every listing.
    """
    chapters = target / "chapters"
    chapters.mkdir()
    for page in ("index", *names()):
        (chapters / f"{page}.md").write_text(_page(page), "utf-8")
    shutil.copytree(paths.chapters("listings"), chapters / "listings")
    (chapters / "all-listings.md").write_text(_listings(), "utf-8")
    return build_course(target, address, docs_dir=str(chapters))


def build_course(target: Path, address: str, **settings: Any) -> Path:
    """Build the course into `target/site`, to be served at `address`; returns that folder."""
    config = load_config(str(paths.ROOT / "mkdocs.yml"), site_dir=str(target / "site"), site_url=address, **settings)
    before = now()
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        begin(before)
    return target / "site"


def _page(name: str) -> str:
    figure = f'{{{{ widget("{name}") }}}}\n\n' if name != "index" else ""
    return f"# {name}\n\n{figure}" + "".join(f"- [{other}]({other}.md)\n" for other in names())


def _listings() -> str:
    shown = "\n\n".join(f'{{{{ listing("{name}") }}}}' for name in listings.names())
    return f'# listings\n\n{{{{ widget("{names()[0]}") }}}}\n\n{shown}\n'
