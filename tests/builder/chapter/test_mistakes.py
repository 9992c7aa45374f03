"""Every mistake that an author can make has a bad file in tests/authoring, with the message that it must raise."""

import re

import pytest
from mkdocs.utils.meta import get_data

from builder.base import paths
from builder.base.build import Build, begin
from builder.base.errors import AuthoringError
from builder.chapter import unbacked_numbers
from builder.chapter.macros import MACROS
from builder.chapter.markdown.source import Source, reading
from builder.chapter.quizzes.load import load
from builder.chapter.quizzes.render import render_quiz

BAD = paths.ROOT / "tests" / "authoring"
PAGES = sorted(BAD.glob("*.md"))
QUIZZES = [path for path in sorted((BAD / "quizzes").glob("*.yml")) if path.stem != "hostile"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_bad_page_names_file_line_and_what_was_expected(path, convert):
    expected = get_data(path.read_text("utf-8"))[1]["expect"]
    with pytest.raises(AuthoringError) as caught:
        convert(path)
    assert expected in str(caught.value)
    assert str(caught.value).startswith("tests/authoring/")


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_bad_quiz_names_file_line_and_what_was_expected(path):
    begin(Build(BAD, MACROS))
    line, message = re.match(r"# expect: (\d+): (.*)\n", path.read_text("utf-8")).groups()
    with pytest.raises(AuthoringError) as caught, reading(Source(path)):
        load(path.stem)
        render_quiz(path.stem, ())
    assert f"tests/authoring/quizzes/{path.name}:{line}:" in str(caught.value)
    assert message in str(caught.value)


def test_the_line_of_the_mistake_is_quoted(convert):
    with pytest.raises(AuthoringError) as caught:
        convert(BAD / "unknown_widget.md")
    assert str(caught.value).splitlines()[1].strip() == '{{ widget("clif", T=50) }}'


@pytest.mark.parametrize(
    "text, message",
    [
        ("- text: no digits\n  why: long enough, this reason", "allowed_numbers.yml:1: 0.text:"),
        ('- text: "7 seas"\n  why: a figure of speech, not a claim', "no page needs the allowed number '7 seas'"),
        ('- text: "7 seas"\n', "allowed_numbers.yml:1: 0: field 'why' is missing"),
    ],
)
def test_allowed_numbers_are_checked(tmp_path, text, message):
    begin(Build(tmp_path))
    (tmp_path / "allowed_numbers.yml").write_text(text, "utf-8")
    with pytest.raises(AuthoringError, match=re.escape(message)):
        unbacked_numbers.check_allowed()
