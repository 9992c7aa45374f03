"""What the tests of the authoring side share: a page converted as the site does it, and small sites."""

from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from builder.base import build, paths
from builder.chapter import unbacked_numbers
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import page_source, reading

BAD = paths.ROOT / "tests" / "authoring"
CONFIG = str(paths.ROOT / "mkdocs.yml")


@pytest.fixture(scope="session")
def extensions() -> dict:
    """The Markdown extensions of the site with their options."""
    config = load_config(CONFIG)
    return {"extensions": config.markdown_extensions, "extension_configs": config.mdx_configs or {}}


@pytest.fixture
def convert(extensions):
    """A function from a page's path to its HTML, with the check for unbacked numbers."""

    def to_html(path: Path) -> str:
        build.begin(build.Build(path.parent, MACROS))
        body, _ = get_data(path.read_text("utf-8"))
        with reading(page_source(path, body, path.name, path.stem + "/")):
            html = Markdown(**extensions).convert(body)
        unbacked_numbers.check(html, path)
        return html

    return to_html


@pytest.fixture
def page(convert, tmp_path):
    """A function from Markdown to HTML, beside the numbers, sources and terms of the bad pages."""
    for name in ("numbers", "quizzes", "references.yml", "glossary.yml"):
        (tmp_path / name).symlink_to(BAD / name)

    def to_html(markdown: str, name: str = "page.md") -> str:
        (tmp_path / name).write_text(markdown, "utf-8")
        return convert(tmp_path / name)

    return to_html
