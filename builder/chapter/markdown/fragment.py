"""Short Markdown out of a data file (a quiz question, a definition) as HTML, errors naming that file."""

import re

from markdown import Markdown
from markupsafe import Markup

from builder.chapter.markdown.source import Source, reading

_LANGUAGE = "builder.chapter.markdown"
_ONLY_PARAGRAPH = re.compile(r"(?s)^<p>((?:(?!</?p>).)*)</p>$")


def fragment(text: str, source: Source) -> Markup:
    """Return the HTML of a piece of Markdown from `source`; a single paragraph comes without its `<p>`."""
    with reading(source):
        html = Markdown(
            extensions=[_LANGUAGE], extension_configs={_LANGUAGE: {"html_as_text": True}}, tab_length=4
        ).convert(text)
    return Markup(_ONLY_PARAGRAPH.sub(r"\1", html))
