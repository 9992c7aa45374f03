"""How long a chapter takes: reading its words, playing with its figures, answering its questions."""

import re

import yaml
from mkdocs.utils.meta import get_data

from builder.base import paths

WORDS_A_MINUTE = 180  # of a text with formulas
MINUTES = {"widget": 2.5, "listing": 2.0}  # a figure, a listing
QUESTION = 0.8  # minutes, its explanation read too

_MACRO = re.compile(r"(?s)\{\{\s*(\w+)\(([^{}]*)\)\s*\}\}")
_FORMULA = re.compile(r"(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]")


def words(page: str) -> int:
    """Return how many words of prose a chapter such as "1-the-cliff.md" has; a formula or a number counts as one."""
    text, _ = get_data(paths.chapters(page).read_text("utf-8"))
    text = _FORMULA.sub(" formula ", _MACRO.sub(_shown, text))
    return len(re.findall(r"[^\W_][\w'’-]*", text))


def minutes(page: str) -> int:
    """Return the minutes that a careful reader takes for a chapter, in fives, from words, figures and questions."""
    text = paths.chapters(page).read_text("utf-8")
    calls = [match[1] for match in _MACRO.finditer(text)]
    time = words(page) / WORDS_A_MINUTE + sum(MINUTES.get(name, 0.0) for name in calls) + QUESTION * questions(page)
    return max(5, 5 * round(time / 5))


def questions(page: str) -> int:
    """Return how many questions the quiz of a chapter has, which is named by the chapter's number."""
    quiz = paths.chapters("quizzes", f"{page.partition('-')[0]}.yml")
    return len(yaml.safe_load(quiz.read_text("utf-8"))["items"] or ()) if quiz.is_file() else 0


def _shown(match: re.Match[str]) -> str:
    """A link or a term shows its words, everything else counts as one word or none."""
    quoted = re.findall(r'"([^"]*)"', match[2])
    if match[1] in ("state", "term"):
        return quoted[1] if match[1] == "state" and len(quoted) > 1 else quoted[-1]
    return " x " if match[1] in ("number", "cited") else " "
