"""Expands the macros of a chapter with Jinja and gives every mistake its line."""

import re
import traceback

import jinja2

from builder.base.errors import PlacedError
from builder.chapter import macros


def expand(text: str, source, set_aside) -> str:
    """The text with its macros expanded; HTML that they return goes through `set_aside`."""
    environment = jinja2.Environment(
        comment_start_string="{##",
        comment_end_string="##}",
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        finalize=set_aside,
    )
    environment.globals = macros.all_macros()
    try:
        return environment.from_string(text).render()
    except PlacedError:
        raise
    except jinja2.TemplateSyntaxError as error:
        raise source.error(f"{error.message}; in text, write {{ {{ for two braces", error.lineno) from None
    except Exception as error:
        raise source.error(_sentence(error, environment.globals), _line(error)) from error


def _line(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), 1)


def _sentence(error: Exception, known: dict) -> str:
    if isinstance(error, jinja2.UndefinedError) and (name := re.match(r"'(\w+)' is undefined", error.message)):
        return f"unknown macro {name[1]!r}; expected one of {', '.join(sorted(known))}"
    if isinstance(error, TypeError):
        return str(error).replace("()", "(...)", 1)
    return str(error) or type(error).__name__
