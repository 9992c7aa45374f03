r"""The language of the chapters, as one Python-Markdown extension (`builder.chapter.markdown`).

On top of Markdown: macros in `{{ }}`, statements in `{% %}`, comments in `{## ##}`, mathematics in `\( \)` and
`\[ \]`, blocks between `::: name` and `:::`. Code is never expanded. What a macro returns as HTML is set aside until
the end, so that Markdown never reads it again. Every mistake is an error that names file and line.
Which macros there are, the build under way says.
"""

import re
from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from builder.base import build
from builder.base.templates import render
from builder.chapter.markdown import blocks, checks, expand, marks
from builder.chapter.markdown.mathml import MathError, inside, mathml
from builder.chapter.markdown.source import current, reading

_BLOCK_ELEMENTS = ["course-widget", "course-quiz", "code-cell"]


class ChapterLanguage(Preprocessor):
    """Everything of the chapter language, before Markdown itself looks at the text."""

    def run(self, lines: list[str]) -> list[str]:
        self.source = replace(current(), set_aside=self.set_aside)
        self.formulas: list[marks.Formula] = []
        self.latex: dict[str, str] = {}
        with reading(self.source):
            return self._converted("\n".join(lines)).split("\n")

    def _converted(self, text: str) -> str:
        checks.check_text(text, self.source)
        text = blocks.mark(self._pieces(text))
        text = expand.expand(text, self.source, build.now().macros)
        text = marks.FORMULA.sub(lambda m: self._late_formula(int(m[1]), m[2]), text)
        return blocks.arrange(text, self.source)

    def set_aside(self, value: Any) -> Any:
        """Return a placeholder that Markdown passes through in place of HTML; other values stay text."""
        if not isinstance(value, Markup):
            return value
        placeholder = self.md.htmlStash.store(str(value))
        if hasattr(value, "latex"):
            self.latex[placeholder] = value.latex
        return placeholder

    def _pieces(self, text: str) -> str:
        return "".join(
            marks.raw(piece) if code else marks.MATH.sub(partial(self._formula, text, at), piece)
            for piece, at, code in marks.split_code(text)
        )

    def _formula(self, text: str, start: int, match: re.Match[str]) -> str:
        formula = marks.formula_at(text, match, start)
        self.formulas.append(formula)
        if marks.JINJA.search(formula.latex):
            return marks.marked(len(self.formulas) - 1, formula.latex)
        return marks.same_lines(self._convert(formula, formula.latex), match[0])

    def _late_formula(self, number: int, latex: str) -> str:
        for placeholder, value in self.latex.items():
            latex = latex.replace(placeholder, value)
        return self._convert(self.formulas[number], latex, backed=True)

    def _convert(self, formula: marks.Formula, latex: str, backed: bool = False) -> str:
        try:
            code = mathml(latex, formula.display)
        except MathError as error:
            raise self.source.error(str(error), *formula.position(error.offset)) from None
        template = "math_display" if formula.display else "math_inline"
        return self.set_aside(render(template, inside=inside(code), latex=" ".join(latex.split()), backed=backed))


class Tables(Treeprocessor):
    """Tables stand in a box that scrolls sideways; a cell of their head that is empty heads nothing."""

    def run(self, root: Element) -> None:
        """Called by Python-Markdown."""
        for table in list(root.iter("table")):
            for cell in table.iter("th"):
                if not len(cell) and not (cell.text or "").strip():
                    cell.tag = "td"
            _box(table)


def _box(table: Element) -> None:
    """Turn the element into a box that holds a table with what it had."""
    inner = Element("table", {"class": "cw-table"})
    inner.extend(table)
    table.clear()
    table.tag = "div"
    table.set("class", "cw-rows")
    table.append(inner)


class ChapterExtension(Extension):
    """Registers the chapter language; `html_as_text=True` shows HTML in the text as text."""

    def __init__(self, **options: Any):
        self.config = {"html_as_text": [False, "show HTML written in the text as text"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown."""
        md.block_level_elements.extend(_BLOCK_ELEMENTS)
        md.preprocessors.register(ChapterLanguage(md), "chapter_language", 29)
        md.treeprocessors.register(Tables(md), "boxed_tables", 0)
        if self.getConfig("html_as_text"):
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
            md.inlinePatterns.deregister("entity")


def makeExtension(**options: Any) -> ChapterExtension:
    """Called by Python-Markdown."""
    return ChapterExtension(**options)
