"""The MkDocs hook: tells the chapter language which page is converted, and finishes the site folder after the build.

Everything of substance is a Markdown extension or a step over the finished folder, so that it works with any generator.
"""

from pathlib import Path

from builder.base.build import Build, begin, now
from builder.chapter import provenance, unbacked_numbers
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import link_from, page_source, read_on
from builder.chapter.quizzes.load import bank
from builder.site.postprocess import finish

_command = {"name": "build"}  # MkDocs names it once, before the first of the builds that follow


def on_startup(command, dirty):
    """Remember whether the site is being built or previewed."""
    _command["name"] = command


def on_config(config):
    """Begin a build of the chapters of this configuration; every question is checked."""
    begin(Build(Path(config.docs_dir), MACROS, preview=_command["name"] == "serve"))
    bank()


def on_page_markdown(markdown, page, config, files):
    """Everything converted from here on belongs to this page."""
    read_on(page_source(Path(page.file.abs_src_path), markdown, page.file.src_uri, page.url))


def on_page_content(html, page, config, files):
    """No number without something behind it."""
    unbacked_numbers.check(html, Path(page.file.abs_src_path))


def on_env(env, config, files):
    """Every page has been converted: the evidence is complete."""
    unbacked_numbers.check_allowed()
    for file in files.documentation_pages():
        file.page.content = provenance.fill(file.page.content, link_from(file.page.url))


def on_post_build(config):
    """What is left works on the finished folder."""
    finish(Path(config.site_dir), now(), [str(script) for script in config.extra_javascript])
