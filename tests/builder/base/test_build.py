"""A build keeps what its stages write down, and nothing of another one."""

from builder.base import build, paths
from builder.base.build import Build


class Words(list[str]):
    """A ledger."""


def test_a_ledger_belongs_to_one_build(tmp_path):
    first, second = Build(tmp_path), Build(tmp_path)
    first.ledger(Words).append("said")
    assert first.ledger(Words) == ["said"] and second.ledger(Words) == []


def test_paths_are_those_of_the_build_under_way(tmp_path):
    (tmp_path / "page.md").write_text("text\n# A page\n")
    before = build.now()
    build.begin(Build(tmp_path))
    assert paths.chapters("page.md") == tmp_path / "page.md" and paths.heading("page.md") == "A page"
    build.begin(before)
    assert paths.chapters() == before.chapters != tmp_path
