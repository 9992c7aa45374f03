"""The site with one more page for every simulation: what the browser tests and the benchmarks look at."""

import shutil
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from press import folders
from widgets.kit.listing import names


def build_lab(target: Path, address: str) -> Path:
    """Build into `target`, for serving at `address`; `lab-NAME/` shows the simulation NAME. Returns the site's folder."""
    chapters, own = target / "chapters", folders.CHAPTERS
    shutil.copytree(own, chapters)
    for name in names():
        (chapters / f"lab-{name}.md").write_text(_page(name), "utf-8")
    config = load_config(str(folders.ROOT / "mkdocs.yml"), docs_dir=str(chapters), site_dir=str(target / "site"),
                         site_url=address, not_in_nav="/lab-*")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    folders.use(own)
    return target / "site"


def _page(name: str) -> str:
    links = "\n".join(f"- [{other}](lab-{other}.md)" for other in names())
    return f"# {name}\n\n{{{{ widget(\"{name}\") }}}}\n\n{links}\n"
