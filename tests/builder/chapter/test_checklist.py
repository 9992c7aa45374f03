"""The chapters keep what `tests/checklist.yml` promises, and every chapter has the parts of a chapter."""

import pytest
import yaml

from builder.base import paths
from builder.base.build import Build, begin
from builder.chapter.quizzes.load import load
from tests.support.chapter_parts import KINDS, holds, parts

CHECKLIST = yaml.safe_load((paths.ROOT / "tests" / "checklist.yml").read_text("utf-8"))
CHAPTERS = sorted(path.name for path in paths.chapters().glob("[0-9]-*.md"))
MADE_UP = """
# A chapter

## One *heading* { data-toc-label="One" }

::: checked "A claim"
told: Something.
:::

{{ widget("cliff_1d", T=50) }} {{ cited("0.01", "pascanu2013", "section 4.1") }} {{ quiz("1", "edge-longer") }}

| {{ term("saturation", "saturated") }} units | two |

**A point.** And \\(a + b\\).
"""


def promise(entry: dict) -> tuple[str, str]:
    """Kind and id of what an entry names."""
    kinds = entry.keys() - {"promise"}
    assert len(kinds) == 1 and kinds <= {*KINDS}, f"{entry}: expected promise and one of {', '.join(KINDS)}"
    (kind,) = kinds
    return kind, entry[kind]


@pytest.mark.parametrize("chapter", CHECKLIST)
def test_the_chapter_keeps_its_promises(chapter):
    assert not [entry["promise"] for entry in CHECKLIST[chapter] if not holds(chapter, *promise(entry))]


@pytest.mark.parametrize("chapter", CHECKLIST)
def test_no_promise_is_kept_by_the_part_that_keeps_another(chapter):
    named = [promise(entry) for entry in CHECKLIST[chapter]]
    assert sorted(named) == sorted({*named})


def test_a_part_is_found_where_it_is_and_missed_when_it_is_gone(tmp_path):
    begin(Build(tmp_path))
    (tmp_path / "quizzes").symlink_to(paths.ROOT / "chapters" / "quizzes")
    (tmp_path / "made-up.md").write_text(MADE_UP, "utf-8")
    (tmp_path / "empty.md").write_text(
        "# A chapter\n\ncliff_1d, a claim, saturated units, a + b, pascanu2013\n", "utf-8"
    )
    assert parts("made-up.md") == {kind: {*ids} for kind, ids in FOUND.items()}
    assert not any(parts("empty.md").values())


FOUND = dict.fromkeys(KINDS, ()) | {
    "heading": ("one-heading",),
    "figure": ("cliff_1d",),
    "question": ("edge-longer",),
    "checked": ("A claim",),
    "table": ("saturated units",),
    "formula": ("a + b",),
    "source": ("pascanu2013, section 4.1",),
    "term": ("saturation",),
    "point": ("A point.",),
}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_parts(chapter):
    source, quiz = paths.chapters(chapter).read_text("utf-8"), chapter[0]
    assert [part for part in ("::: question", "::: recap", f'{{{{ quiz("{quiz}") }}}}') if part not in source] == []
    assert len(load(quiz)) >= 5
