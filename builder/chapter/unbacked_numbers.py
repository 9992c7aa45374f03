"""No number in the prose without something behind it.

A number is backed when `number()` or `cited()` made it, when it is part of a link that sets a figure, of a symbolic
formula, of code, of a heading or of a reference, when it is a year or belongs to a name, or when
`chapters/allowed_numbers.yml` lists the words around it with a reason.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from builder.base import build, paths, yaml_data
from builder.base.errors import placed

_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "mspace"}
_BLOCKS = {
    "p",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "figcaption",
    "summary",
    "legend",
    "label",
    "caption",
    "div",
    "section",
    "aside",
    "blockquote",
    "ul",
    "ol",
    "table",
    "form",
    "fieldset",
    "details",
}
_BACKED = {"code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "data", "svg", "script", "course-widget", "code-cell"}
_BACKED_CLASSES = {"cw-number", "cw-state", "cw-cite", "cw-sources", "cw-results", "footnote-ref", "headerlink"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FREE = re.compile(
    r"[^\W\d]+[-_–]?\d[\d.]*\w*|\b(?:19|20)\d\d\b"
    r"|(?:[Cc]hapters?|[Ss]ections?|[Ff]igures?|[Tt]ables?|[Ee]quations?|§)\s*\d+(?:\.\d+)*(?:\s*(?:to|and|–)\s*\d+(?:\.\d+)*)*"
)
_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "why"],
        "properties": {"text": {"type": "string", "pattern": r"\d"}, "why": {"type": "string", "minLength": 10}},
    },
}


class Used(set[str]):
    """A ledger of the build: the texts of the entries of the list that a page needed."""


def check(html: str, path: Path) -> None:
    """Raise an error at the first number in the HTML of a page that nothing backs, with its sentence."""
    for shown, scanned in _texts(html):
        for match in _NUMBER.finditer(_without_free(scanned)):
            sentence = _sentence(shown, match.start())
            raise placed(
                f"nothing backs the number {match[0]} in {sentence!r}; expected number(), cited(), "
                "a symbolic formula, or an entry in allowed_numbers.yml",
                *_where(path, sentence, match[0]),
            )


def check_allowed() -> None:
    """Raise an error for an entry of the list that no page needs."""
    entries, lines = _allowed()
    for index, entry in enumerate(entries):
        if entry["text"] not in build.now().ledger(Used):
            raise placed(
                f"no page needs the allowed number {entry['text']!r}; expected it to be removed",
                paths.chapters("allowed_numbers.yml"),
                yaml_data.nearest(lines, (index,)),
            )


def _allowed() -> tuple[list, yaml_data.Lines]:
    path = paths.chapters("allowed_numbers.yml")
    if not path.is_file() or not path.read_text("utf-8").strip():
        return [], yaml_data.Lines()
    entries, lines = yaml_data.load(path, _SCHEMA)
    return entries or [], lines


def _without_free(text: str) -> str:
    text = _FREE.sub(lambda m: "x" * len(m[0]), text)
    for entry in _allowed()[0]:
        if entry["text"] in text:
            build.now().ledger(Used).add(entry["text"])
            text = text.replace(entry["text"], "x" * len(entry["text"]))
    return text


def _sentence(text: str, at: int) -> str:
    before = max((text.rfind(stop, 0, at) for stop in (". ", "? ", "! ")), default=-1)
    after = re.search(r"[.?!](?:\s|$)", text[at:])
    return " ".join(text[before + 1 or 0 : at + after.end() if after else None].lstrip(". ?!").split())


def _where(page: Path, sentence: str, number: str) -> tuple[Path, int]:
    """Return the file and line that the sentence most likely comes from: the page, or data that it shows."""
    words = set(re.findall(r"[^\W\d_]{3,}", sentence))
    spots = [(path, n, line) for path in (page, *sorted(paths.chapters().glob("**/*.yml"))) for n, line in _lines(path)]
    path, line, _ = max(spots, key=lambda spot: 3 * (number in spot[2]) + sum(word in spot[2] for word in words))
    return path, line


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the numbered lines of a file, after its front matter."""
    lines = list(enumerate(path.read_text("utf-8").splitlines(), 1))
    end = next((n for n, line in lines[1:] if line == "---"), 0) if lines and lines[0][1] == "---" else 0
    return lines[end:] or [(1, "")]


def _texts(html: str) -> list[tuple[str, str]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    """Collects the text of each block twice: as shown, and with backed digits blanked."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.shown: list[str] = []
        self.scanned: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.math: list[str] | None = None
        self.math_backed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block begins a new text."""
        attributes = dict(attrs)
        if tag in _BLOCKS:
            self.end_block()
        if tag == "math":
            self.math = []
            self.math_backed = "data-backed" in attributes
        elif self.math is not None:
            self.math.append(tag)
        if tag not in _VOID:
            classes = set((attributes.get("class") or "").split())
            self.open.append((tag, tag in _BACKED or bool(classes & _BACKED_CLASSES)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element; a formula is judged as a whole."""
        if tag in _BLOCKS:
            self.end_block()
        if tag == "math" and self.math is not None:
            self._add(*_formula(self.math, self.math_backed))
            self.math = None
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        """Give text to the formula or to the block around it."""
        if self.math is not None:
            self.math.append(" " + text)
        else:
            self._add(text, any(backed for _, backed in self.open))

    def end_block(self) -> None:
        """Make one text of what was collected."""
        shown = "".join(self.shown)
        if shown.strip():
            self.blocks.append((shown, "".join(self.scanned)))
        self.shown, self.scanned = [], []

    def _add(self, text: str, backed: bool) -> None:
        self.shown.append(text)
        self.scanned.append(re.sub(r"\d", "x", text) if backed or any(b for _, b in self.open) else text)


def _formula(parts: list[str], backed: bool) -> tuple[str, bool]:
    """Return the text of a formula, and whether it makes no claim: it is symbolic, or only says what to compute."""
    text = "".join(part[1:] for part in parts if part.startswith(" "))
    symbolic = "mi" in parts and not re.search(r"≈\s*−?\d", text)
    task = bool({"msup", "mfrac", "msqrt"} & set(parts)) and not re.search("[=≈<>]", text)
    return text, backed or symbolic or task
