"""Reading times are counted from what a chapter holds, not guessed."""

import pytest

from builder.base import paths
from builder.base.build import Build, begin, now
from builder.chapter import reading_time
from builder.chapter.macros import MACROS


@pytest.fixture
def chapter(tmp_path):
    """Write a chapter 9 with this text and so many questions, and return its name."""
    before = now()

    def write(text, questions=0):
        (tmp_path / "quizzes").mkdir(exist_ok=True)
        (tmp_path / "quizzes" / "9.yml").write_text("items:\n" + "  - id: x\n" * questions)
        (tmp_path / "9-x.md").write_text(f"---\ntitle: not prose\n---\n{text}")
        begin(Build(tmp_path, MACROS))
        return "9-x.md"

    yield write
    begin(before)


def test_a_link_counts_its_words_and_a_formula_as_one(chapter):
    text = 'Go {{ state("cliff_1d", "to ten steps", T=10) }} at \\(x_0 + 1\\), {{ number("cliff.peak", w=5) }}.'
    assert reading_time.words(chapter(text + ' {{ widget("cliff_1d") }}')) == 7


def test_words_figures_and_questions_all_take_time(chapter):
    plain = reading_time.minutes(chapter("word " * 1800))
    assert plain == 10
    assert reading_time.minutes(chapter("word " * 1800 + '{{ widget("a") }} ' * 4)) == plain + 10
    assert reading_time.minutes(chapter("word " * 1800, questions=25)) == plain + 20


def test_every_chapter_has_a_time():
    chapters = sorted(path.name for path in paths.chapters().glob("[0-9]-*.md"))
    assert len(chapters) == 8
    assert all(15 <= reading_time.minutes(page) <= 180 for page in chapters)
