r"""LaTeX between `\( \)` or `\[ \]` to MathML, at build time.

What the converter leaves to be desired is mended here: raised primes, the arrow of a vector, operators drawn too
large, and inline styles, which become classes.
"""

import re
from functools import cache

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

MACROS = {
    "norm": r"\left\lVert #1\right\rVert",
    "abs": r"\left\lvert #1\right\rvert",
    "R": r"\mathbb{R}",
    "diag": r"\operatorname{diag}",
    "sign": r"\operatorname{sign}",
}

_CLASSES = {
    "text-align:left": "cw-left",
    "text-align:right": "cw-right",
    "padding-left:0": "cw-pl0",
    "padding-right:0": "cw-pr0",
    "padding-left:1em": "cw-pl1",
    "padding-right:0.1667em": "cw-pr-thin",
    "justify-items:start": "",
    "justify-items:end": "",
}
_PRIME = re.compile(r"<msup>(<m[io]>[^<]*</m[io]>)(<mo>[′″‴]</mo>)</msup>")
_STYLE = re.compile(r' style="([^"]*)"')


class MathError(ValueError):
    """A formula that cannot be shown; `offset` counts characters from its start."""

    def __init__(self, message: str, offset: int = 0):
        super().__init__(message)
        self.offset = offset


@cache
def mathml(latex: str, display: bool) -> str:
    """Return the MathML of a formula. Raises `MathError` with the offset of what is wrong."""
    if found := re.search(r"\\\\\[", latex):
        raise MathError(r"LaTeX: a row ends with \\ alone; the space in \\[...] would be printed", found.start())
    try:
        code = _converter().convert_with_local_state(latex.strip(), displaystyle=display)
    except LatexError as error:
        offset, _, message = str(error).partition(": ")
        raise MathError(f"LaTeX: {message}", int(offset) + len(latex) - len(latex.lstrip())) from None
    return _mended(code)


def inside(code: str) -> Markup:
    """Return what stands between `<math>` and `</math>`."""
    return Markup(code[code.index(">") + 1 :].removesuffix("</math>"))


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(macros=MACROS, fancy_error=False)


def _mended(code: str) -> str:
    code = _PRIME.sub(r"<mrow>\1\2</mrow>", code).replace("\u20d7", "→")
    code = re.sub(r"<mo( [^>]*)?>([⊙⊗⊕])", lambda m: f'<mo{m[1] or ""} largeop="false">{m[2]}', code)
    return _STYLE.sub(_classes, code)


def _classes(match: re.Match) -> str:
    declarations = [part.replace(" ", "") for part in match[1].split(";") if part.strip()]
    unknown = [part for part in declarations if part not in _CLASSES]
    if unknown:
        raise MathError(
            f"LaTeX: this needs the inline style {unknown[0]!r}, which a strict page refuses; "
            "expected aligned, cases, matrices and arrays, without colours or numbered rows"
        )
    names = sorted({_CLASSES[part] for part in declarations} - {""})
    return f' class="{" ".join(names)}"' if names else ""
