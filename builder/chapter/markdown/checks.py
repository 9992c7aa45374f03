"""What is refused in a chapter before it is converted: HTML, and links to pages that are not there."""

import re
from urllib.parse import urlsplit

from builder.base import paths
from builder.chapter.markdown import marks
from builder.chapter.markdown.source import Source

_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])|<!--")
_LINK = re.compile(r"(?<!\\)\]\(<?([^)\s>]*)")
_SCHEMES = ("", "http", "https", "mailto")


def check_text(text: str, source: Source) -> None:
    """Raise an error at the first HTML tag or broken link of the text."""
    for piece, at, code in marks.split_code(text):
        if not code:
            plain = marks.MATH.sub(lambda m: " " * len(m[0]), piece)
            _each(plain, at, text, source)


def _each(plain: str, at: int, text: str, source: Source) -> None:
    for match in _LINK.finditer(plain):
        if fault := _fault(match[1]):
            raise source.error(fault, *marks.line_and_column(text, at + match.start(1)))
    if not source.quoted and (found := _HTML.search(plain)):
        line, column = marks.line_and_column(text, at + found.start())
        raise source.error(f"HTML {found[0]!r}: expected Markdown only; markup lives in templates", line, column)


def _fault(target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme not in _SCHEMES:
        return f"link to {parts.scheme}: is not allowed; expected http, https, mailto or a page"
    if parts.scheme or not parts.path.endswith(".md") or paths.chapters(parts.path).is_file():
        return ""
    pages = ", ".join(sorted(page.name for page in paths.chapters().glob("*.md")))
    return f"no page {parts.path}; expected one of {pages}"
