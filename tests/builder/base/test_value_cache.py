"""Values that took long are kept between builds, and no longer than what they depend on stays as it is."""

from builder.base.build import Build, begin
from builder.base.value_cache import cached_value


def test_a_value_is_computed_again_only_when_code_has_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIFFWALK_CACHE", str(tmp_path / "cache"))
    begin(Build(tmp_path))
    (tmp_path / "numbers").mkdir()
    code = tmp_path / "numbers" / "slow.py"
    code.write_text("x = 1\n")
    calls = []

    def ask(n):
        return cached_value("slow.f", {"n": n}, lambda: calls.append(n) or 2.5)

    assert [ask(1), ask(1), ask(2)] == [2.5] * 3 and calls == [1, 2]
    code.write_text("x = 1 + 1\n")
    assert ask(1) == 2.5 and calls == [1, 2, 1]
    (tmp_path / "numbers" / "counted.txt").write_text("a text whose letters are counted")
    assert ask(1) == 2.5 and calls == [1, 2, 1, 1]
