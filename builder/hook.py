"""The MkDocs hook: begins a build, tells the chapter language which page is converted, and finishes the site folder.

Everything of substance is a Markdown extension or a step over the finished folder, so that it works with any generator.
"""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from builder.base.build import Build, begin, now
from builder.base.version import version
from builder.chapter import provenance, unbacked_numbers
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import link_from, page_source, read_on
from builder.chapter.quizzes.load import bank
from builder.site.postprocess import finish

_command = {"name": "build"}  # MkDocs names it once, before the first of the builds that follow


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is being built or previewed."""
    _command["name"] = command


def on_config(config: MkDocsConfig) -> None:
    """Begin a build of the chapters of this configuration; every question is checked."""
    begin(Build(Path(config.docs_dir), MACROS, preview=_command["name"] == "serve"))
    config.copyright = f"Cliffwalk {version()}"
    bank()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let everything converted from here on belong to this page."""
    if "\n::: scene\n" in markdown:
        page.meta.setdefault("hide", ["navigation", "toc"])  # its figures stand where the lists would
    read_on(page_source(_file(page), markdown, page.file.src_uri, page.url))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Refuse a number without something behind it."""
    unbacked_numbers.check(html, _file(page))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Put in the table of numbers: every page has been converted, so it is complete."""
    unbacked_numbers.check_allowed()
    for page in [file.page for file in files.documentation_pages() if file.page]:
        page.content = provenance.fill(page.content or "", link_from(page.url))


def on_post_build(config: MkDocsConfig) -> None:
    """Do what is left, over the finished folder."""
    finish(Path(config.site_dir), now(), [str(script) for script in config.extra_javascript])


def _file(page: Page) -> Path:
    return Path(page.file.abs_src_path or "")
