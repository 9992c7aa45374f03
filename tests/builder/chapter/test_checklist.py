"""The chapters keep what `tests/checklist.yml` promises, and every chapter has the parts of a chapter."""

import pytest
import yaml

from builder.base import paths
from builder.chapter import listings
from builder.chapter.quizzes.load import load
from widgets.kit.registry import names

CHECKLIST = yaml.safe_load((paths.ROOT / "tests" / "checklist.yml").read_text("utf-8"))
CHAPTERS = sorted(path.name for path in paths.chapters().glob("[0-9]-*.md"))


def text(path) -> str:
    """A file with every run of white space as one space."""
    return " ".join(path.read_text("utf-8").split())


def kept(chapter: str, entry: dict) -> bool:
    """Whether the words of an entry stand where they should."""
    file = paths.ROOT / entry["in"] if "in" in entry else paths.chapters(chapter)
    return " ".join(entry["find"].split()) in text(file)


@pytest.mark.parametrize("chapter", CHECKLIST)
def test_the_chapter_keeps_its_promises(chapter):
    assert not [entry["promise"] for entry in CHECKLIST[chapter] if not kept(chapter, entry)]


def test_a_broken_promise_is_noticed():
    assert not kept("1-the-cliff.md", {"promise": "never made", "find": "walls are made of cheese"})


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_parts(chapter):
    source, quiz = text(paths.chapters(chapter)), chapter[0]
    assert [part for part in ("::: question", "::: recap", f'{{{{ quiz("{quiz}") }}}}') if part not in source] == []
    assert len(load(quiz)) >= 5


def test_every_simulation_and_listing_of_the_promises_exists():
    finds = [entry["find"] for entries in CHECKLIST.values() for entry in entries]
    called = {
        kind: {find.split('"')[1] for find in finds if find.startswith(f"{{{{ {kind}(")}
        for kind in ("widget", "listing")
    }
    assert called["widget"] <= set(names()) and called["listing"] <= set(listings.names())
