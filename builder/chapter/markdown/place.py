"""Where in a chapter a macro stands."""

import sys


def calling_line() -> int:
    """The line, from 1, of the text whose expansion called the macro that asks."""
    frame = sys._getframe()
    while frame and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals["__jinja_template__"].get_corresponding_lineno(frame.f_lineno) if frame else 1
