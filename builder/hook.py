"""The MkDocs hook: tells the chapter language which page is converted, and finishes the site folder after the build.

Everything of substance is a Markdown extension or a step over the finished folder, so that it works with any generator.
"""

from pathlib import Path

from builder.base import paths
from builder.base.version import version
from builder.chapter import provenance, unbacked_numbers
from builder.chapter.markdown.source import begin, link_from, page_source
from builder.chapter.quizzes.load import bank
from builder.site.postprocess import finish

_run = {"serving": False}


def on_startup(command, dirty):
    """Remember whether the site is being built or previewed."""
    _run["serving"] = command == "serve"


def on_config(config):
    """A new build begins: read the chapters of this configuration, forget what the last one recorded."""
    paths.use(config.docs_dir)
    config.copyright = f"Cliffwalk {version()}"
    provenance.clear()
    unbacked_numbers.clear()
    bank()


def on_page_markdown(markdown, page, config, files):
    """Everything converted from here on belongs to this page."""
    begin(page_source(Path(page.file.abs_src_path), markdown, page.file.src_uri, page.url))


def on_page_content(html, page, config, files):
    """No number without something behind it."""
    unbacked_numbers.check(html, Path(page.file.abs_src_path))


def on_env(env, config, files):
    """Every page has been converted: the evidence is complete."""
    unbacked_numbers.check_allowed()
    for file in files.documentation_pages():
        file.page.content = provenance.fill(file.page.content, link_from(file.page.url))


def on_post_build(config):
    """What is left works on the finished folder; a preview keeps the theme's own inline scripts."""
    finish(Path(config.site_dir), strict=not _run["serving"])
