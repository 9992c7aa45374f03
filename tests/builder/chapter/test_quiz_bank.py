"""The questions: hostile text stays text, the bank teaches well, and the lint can tell."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder.base import paths, yaml_data
from builder.base.build import Build, begin
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import Source, reading
from builder.chapter.quizzes.lint import lint
from builder.chapter.quizzes.load import Item, bank, names
from builder.chapter.quizzes.render import content_hash, render_quiz

BAD = paths.ROOT / "tests" / "authoring"
ALLOWED = {
    "div",
    "course-quiz",
    "form",
    "fieldset",
    "legend",
    "label",
    "input",
    "span",
    "p",
    "button",
    "details",
    "summary",
    "ul",
    "li",
    "strong",
    "a",
}


class Tags(HTMLParser):
    """Collects start tags and their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep one."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def hostile():
    """The hostile quiz as HTML."""
    begin(Build(BAD, MACROS))
    with reading(Source(BAD / "x.md", url="x/")):
        return str(render_quiz("hostile", ()))


def test_hostile_text_is_shown_as_text(hostile):
    tags = Tags(hostile).found
    assert {tag for tag, _ in tags} <= ALLOWED
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]
    text = html.unescape(re.sub("<[^>]*>", "", hostile))
    for part in (
        "<img src=x onerror=alert(1)>",
        "<script>alert(2)</script>",
        "</script>",
        "<svg onload=alert(4)>",
        "<!-- hidden -->",
        "<style>",
    ):
        assert part in text


def test_a_question_is_a_form_with_nothing_chosen(hostile):
    assert "<fieldset>" in hostile and "<legend>" in hostile and 'role="status"' in hostile
    assert "checked" not in hostile and "<details" in hostile
    labels = re.findall(r"<label[^>]*>\s*<input", hostile)
    assert len(labels) == 3


def test_the_hash_follows_the_wording():
    item = Item("x", Path("x.yml"), {"id": "a", "ask": "Why?"}, yaml_data.Lines(), ())
    other = Item("x", Path("x.yml"), {"id": "a", "ask": "Why not?"}, yaml_data.Lines(), ())
    assert content_hash(item) == content_hash(item) != content_hash(other)


def question(identifier, *options, **fields):
    """A question with options of (text, words of explanation, right)."""
    made = [
        {"text": text, "why": "word " * words} | ({"right": True} if right else {}) for text, words, right in options
    ]
    fields = {"id": identifier, "kind": "choose_one", "options": made} | fields
    return Item("x", Path("x.yml"), fields, yaml_data.Lines(), ())


GOOD = [
    question("a", ("grows", 10, True), ("shrinks", 10, False), ("stays as it is", 10, False)),
    question("b", ("shrinks quickly", 10, False), ("grows", 10, True), ("stays", 10, False)),
    question("c", ("shrinks", 10, False), ("stays as it is", 10, False), ("grows", 10, True)),
    question("d", ("grows in all directions", 10, True), ("shrinks", 10, False), ("stays", 10, False)),
]


def test_a_good_bank_has_no_findings():
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    "bad, finding",
    [
        (
            question("e", ("grows", 10, True), ("shrinks", 3, False), ("stays", 9, False)),
            "option 2 explains in 3 words",
        ),
        (
            question("e", ("grows", 61, True), ("shrinks", 9, False), ("stays", 9, False)),
            "option 1 explains in 61 words",
        ),
        (question("e", ("grows", 10, True), ("shrinks", 10, False)), "2 options; expected 3 or 4"),
        (
            question("e", ("a", 9, True), ("b", 9, False), ("All of the above", 9, False)),
            "can be chosen without knowing",
        ),
        (
            question("e", ("a", 9, True), ("b", 9, False), ("c", 9, False), why="short"),
            "the answer explains in 1 words",
        ),
    ],
)
def test_the_lint_finds_what_it_should(bad, finding):
    assert any(finding in found for found in lint([*GOOD, bad]))


def test_the_lint_finds_a_key_that_can_be_guessed():
    first = [
        question(name, (f"right, and longest {name}", 10, True), ("b", 10, False), ("c", 10, False)) for name in "efghi"
    ]
    findings = lint(first)
    assert "the right option is number 1 in 5 of 5 questions" in findings
    assert "the right option is the longest in 5 of 5 questions" in findings


def test_the_bank_of_the_course():
    assert names()
    assert (found := lint(bank())) == [], "\n".join(found)
