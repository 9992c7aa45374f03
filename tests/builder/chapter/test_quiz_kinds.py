"""A kind of question is known to every place that must know it, or to none: schema, template, browser, README."""

import re

import pytest

from builder.base import paths
from builder.base.build import Build, begin, now
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import Source, reading
from builder.chapter.quizzes.load import kinds, load
from builder.chapter.quizzes.render import render_quiz
from builder.figure.element import States

KINDS = set(kinds())
TEMPLATES = paths.TEMPLATES / "blocks" / "quiz"
SHARED = {"answers", "figure_link", "show"}  # parts of the templates of several kinds

ONE_OF_EACH = r"""items:
  - id: one
    kind: choose_one
    ask: Which?
    options: &options
      - {text: This one., right: true, why: It is so.}
      - {text: That one., why: It is not so., show: {widget: cliff_1d, params: {T: 10}}}
  - {id: several, kind: choose_several, ask: "Which?", options: *options}
  - id: number
    kind: number
    ask: How much?
    check: 2 + 2
    unit: steps
    why: The sum of both.
    slips: [{check: 2 * 3, why: That is the product.}]
  - {id: predict, kind: predict, ask: "What then?", widget: cliff_1d, start: {T: 50}, run: {T: 100}, options: *options}
  - {id: reach, kind: reach, ask: Set T., widget: cliff_1d, start: {T: 50}, goal: T > 90, solution: {T: 100}, why: So.}
  - id: order
    kind: order
    ask: In which order?
    steps: [{text: First., why: A.}, {text: Second., why: B.}, {text: Third., why: C.}]
    why: It cannot be otherwise.
"""
SHOWN = {
    "choose_one": ('type="radio"', "It is not so.", "#w.cliff_1d=T:10"),
    "choose_several": ('type="checkbox"', "It is not so.", "#w.cliff_1d=T:10"),
    "number": ('data-key="4.0"', "The sum of both.", 'data-key="6.0"'),
    "predict": ("Commit and run", "#w.cliff_1d=T:50", "data-run="),
    "reach": ("data-goal=", "#w.cliff_1d=T:100", "#w.cliff_1d=T:50"),
    "order": ('class="cw-order"', "It cannot be otherwise.", "<strong>Second.</strong>"),
}


def in_browser() -> set[str]:
    """The kinds that the browser can judge."""
    text = (paths.TEMPLATES / "assets/js/quiz/kinds.js").read_text("utf-8")
    entries = re.search(r"export const kinds = {([^}]*)}", text)[1].split(",")
    return {entry.partition(":")[0].strip() for entry in entries if entry.strip()}


def in_contributing() -> set[str]:
    """The kinds that CONTRIBUTING names."""
    text = (paths.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return set(
        re.findall(
            r"(?m)^\| `(\w+)` \|",
            text[text.index("| kind | what it asks") : text.index("`builder/chapter/quizzes/schema.yml` has")],
        )
    )


def test_every_place_knows_every_kind():
    assert {path.stem for path in TEMPLATES.glob("*.html")} - SHARED == KINDS
    assert in_browser() == KINDS
    assert in_contributing() == KINDS
    assert set(SHOWN) == KINDS, "give ONE_OF_EACH a question of the new kind, and SHOWN what a reader sees of it"


@pytest.fixture
def questions(tmp_path) -> dict[str, str]:
    """The HTML of one question of each kind."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "all.yml").write_text(ONE_OF_EACH, "utf-8")
    begin(Build(tmp_path, MACROS))
    with reading(Source(tmp_path / "page.md")):
        return {item.fields["kind"]: render_quiz("all", (item.fields["id"],)) for item in load("all")}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_question_of_each_kind_shows_its_parts(kind, questions):
    assert [part for part in SHOWN[kind] if part not in questions[kind]] == []
    assert 'data-part="answers"' in questions[kind]


def test_the_build_knows_every_state_that_a_question_sets(questions):
    asked = now().ledger(States).asked["cliff_1d"]
    assert {params["T"] for params in asked} == {10, 50, 100} and len(asked) == 3 * 1 + 2 + 2


def test_a_quiz_is_checked_once_a_build(questions, monkeypatch):
    monkeypatch.setattr("builder.chapter.quizzes.load._item", lambda *_: pytest.fail("checked again"))
    assert len(load("all")) == len(KINDS)
