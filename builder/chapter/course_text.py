"""The course's own prose as plain small letters, for the character model.

`python -m builder.chapter.course_text` writes it.
The file is committed, so that what a network learns from it does not change with every edit of a chapter.
"""

import re
from pathlib import Path

from builder.base import paths

TARGET = paths.ROOT / "experiments/course.txt"
MOST = 20_000  # characters
ALPHABET = "abcdefghijklmnopqrstuvwxyz ,.;:?'-\n"

_BLOCK = re.compile(r"(?ms)^(---\n.*?^---\n|```.*?^```|::: (?:recap|question)\n.*?^:::)")
_SKIPPED = ("#", "|", ":::", "{{", "\\[", "-", "told:", "paper:", "runs:", "title:", "description:")
_WORDS = re.compile(r'\{\{ *(?:term\("([^"]*)"(?:, *"([^"]*)")?\)|state\("[^"]*", *"([^"]*)"[^}]*\)) *\}\}')
_SENTENCE = re.compile(r"(?<=[.?])\s+")


def prose(markdown: str) -> str:
    """Return the sentences of a chapter that hold neither formula nor number, one paragraph a line."""
    paragraphs = [" ".join(p.split()) for p in _BLOCK.sub("", markdown).split("\n\n")]
    return "".join(_plain(p) for p in paragraphs if p and not p.startswith(_SKIPPED))


def course_text(chapters: Path) -> str:
    """Return the prose of all chapters in order, cut after the last whole line below the limit."""
    text = "".join(prose(path.read_text("utf-8")) for path in sorted(chapters.glob("[0-9]-*.md")))
    return text[: text.rfind("\n", 0, MOST) + 1]


def _plain(paragraph: str) -> str:
    said = _WORDS.sub(lambda m: m[2] or m[1] or m[3], paragraph).replace("’", "'").replace("*", "")
    kept = [s.lower() for s in _SENTENCE.split(said) if s.endswith((".", "?")) and set(s.lower()) <= set(ALPHABET)]
    return " ".join(kept) + "\n" if kept else ""


if __name__ == "__main__":
    TARGET.write_text(course_text(paths.chapters()), "utf-8")
