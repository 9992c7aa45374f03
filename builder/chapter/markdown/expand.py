"""Expands the macros of a chapter with Jinja and gives every mistake its line."""

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

import jinja2
from jinja2 import nodes

from builder.base.errors import PlacedError
from builder.chapter.markdown.source import Source, reading

_LINE = "macro_line"  # a keyword that every call of a macro is given


def expand(text: str, source: Source, macros: Mapping[str, Callable[..., Any]]) -> str:
    """Return the text with its macros expanded; HTML that they return goes through `source.set_aside`."""
    environment = jinja2.Environment(
        comment_start_string="{##",
        comment_end_string="##}",
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        finalize=source.set_aside,
    )
    environment.globals = {name: _placed(macro, source) for name, macro in macros.items()}
    try:
        return environment.from_string(_with_lines(environment.parse(text), macros)).render()
    except PlacedError:
        raise
    except jinja2.TemplateSyntaxError as error:
        raise source.error(f"{error.message}; in text, write {{ {{ for two braces", error.lineno) from None
    except Exception as error:
        raise source.error(_sentence(error, macros), _line(error)) from error


def _with_lines(template: nodes.Template, macros: Mapping[str, Any]) -> nodes.Template:
    """Return the template with the line of each call of a macro among the arguments of the call."""
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in macros:
            call.kwargs.append(nodes.Keyword(_LINE, nodes.Const(call.lineno), lineno=call.lineno))
    return template


def _placed(macro: Callable[..., Any], source: Source) -> Callable[..., Any]:
    """Return the macro as chapters call it: it finds its line in the source that is being read."""

    @wraps(macro)
    def call(*arguments: Any, **named: Any) -> Any:
        with reading(replace(source, macro_line=named.pop(_LINE))):
            return macro(*arguments, **named)

    return call


def _line(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 1 for frame in reversed(frames) if frame.filename == "<template>"), 1)


def _sentence(error: Exception, known: Mapping[str, Any]) -> str:
    if isinstance(error, jinja2.UndefinedError) and (name := re.match(r"'(\w+)' is undefined", error.message or "")):
        return f"unknown macro {name[1]!r}; expected one of {', '.join(sorted(known))}"
    if isinstance(error, TypeError):
        return str(error).replace("()", "(...)", 1)
    return str(error) or type(error).__name__
