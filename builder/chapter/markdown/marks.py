r"""What must be told apart before anything is expanded: code, mathematics, blocks, and plain text.

Private-use characters mark what was found, with its line and column in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CODE = re.compile(
    r"(?ms)^(?P<indent>[ >]*)(?P<fence>`{3,}|~{3,})[^`\n]*\n.*?^(?P=indent)(?P=fence)[ \t]*$"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)"
)
MATH = re.compile(r"(?s)\\(?:\((?P<inline>(?:(?!\n\n).)*?)\\\)|\[(?P<display>.*?)\\\])")
JINJA = re.compile(r"\{\{|\{%|\{##")

_FORMULA = "\ue000%d\ue001%s\ue002"
FORMULA = re.compile("(?s)\ue000(\\d+)\ue001(.*?)\ue002")


@dataclass(frozen=True)
class Formula:
    """A formula and where it starts: line and column count from 1."""

    latex: str
    display: bool
    line: int
    column: int

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character `offset` of the formula."""
        before = self.latex[:offset]
        newline = before.rfind("\n")
        column = offset - newline if newline >= 0 else self.column + offset
        return self.line + before.count("\n"), column


def split_code(text: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the text in pieces, in order: (piece, where it starts, whether it is code)."""
    at = 0
    for match in CODE.finditer(text):
        yield text[at : match.start()], at, False
        yield match[0], match.start(), True
        at = match.end()
    yield text[at:], at, False


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character of the text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def formula_at(text: str, match: re.Match, start: int) -> Formula:
    """Return the formula of a `MATH` match in a piece of the text that starts at `start`."""
    name = "display" if match["inline"] is None else "inline"
    line, column = line_and_column(text, start + match.start(name))
    return Formula(match[name], name == "display", line, column)


def marked(number: int, latex: str) -> str:
    """Return a formula that waits until the macros inside it have been expanded."""
    return _FORMULA % (number, latex)


def raw(code: str) -> str:
    """Return code that the macro language leaves alone."""
    return f"{{% raw %}}{code}{{% endraw %}}" if JINJA.search(code) else code


def same_lines(replacement: str, original: str) -> str:
    """Return the replacement followed by a comment, so that later lines keep their numbers."""
    breaks = original.count("\n") - replacement.count("\n")
    return replacement + ("{##" + "\n" * breaks + "##}" if breaks > 0 else "")
