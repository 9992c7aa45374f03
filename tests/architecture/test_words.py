"""One word for one thing: words that ARCHITECTURE.md retires stand in no identifier of Python or JavaScript."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RETIRED = {  # the word: what stands in its place
    "lr": "alpha",
    "press": "builder",
    "evidence": "results, provenance",
    "standin": "prerendered",
    "wanted": "activation, expected",
    "grip": "handle",
    "told": "reading, shown",
    "quiet": "ignore_fp_warnings",
    "contract": "matmul",
    "workspace": "buffers",
}
EXACTLY = {"Vector"}  # as a whole name: a vector is a word of the field
PYTHON = ("sim", "experiments", "widgets", "builder", "listing_runner", "benchmarks", "chapters/numbers")
# A word that means something else there: a button is pressed, a key is left alone.
ALLOWED: dict[str, set[str]] = {
    "templates/assets/js/figure/handles.js": {"#press"},
    "templates/assets/js/listing/keys.js": {"QUIET"},
    "templates/assets/js/listing/listing.js": {"press"},
}
_COMMENTS_AND_STRINGS = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.S)
_NAME = re.compile(r"#?[A-Za-z_$][\w$]*")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words(identifier: str) -> set[str]:
    """The words of a name, in lower case: `clipGrip`, `CLIP_GRIP` and `clip_grip` are two each."""
    return {word.lower() for word in _WORD.findall(identifier)}


def is_retired(identifier: str) -> bool:
    return bool(words(identifier) & RETIRED.keys()) or identifier in EXACTLY


def in_python(path: Path) -> set[str]:
    """The names that a file gives: its own, those of functions, classes, arguments and variables."""
    names = {path.stem}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
    return names


def in_javascript(path: Path) -> set[str]:
    """The names in a module, without what its comments and strings say."""
    return {path.stem, *_NAME.findall(_COMMENTS_AND_STRINGS.sub(" ", path.read_text("utf-8")))}


def retired() -> set[tuple[str, str]]:
    """Every file with an identifier of ours that holds a retired word."""
    files = {
        path: in_python(path) for top in PYTHON for path in (ROOT / top).rglob("*.py") if "patches" not in path.parts
    }
    files |= {path: in_javascript(path) for path in (ROOT / "templates/assets/js").rglob("*.js")}
    return {(str(path.relative_to(ROOT)), name) for path, names in files.items() for name in names if is_retired(name)}


def allowed() -> set[tuple[str, str]]:
    return {(file, name) for file, names in ALLOWED.items() for name in names}


def test_no_identifier_holds_a_retired_word():
    assert sorted(retired() - allowed()) == []


def test_no_exception_is_left_that_none_needs():
    assert sorted(allowed() - retired()) == []


def test_the_vocabulary_says_every_retired_word():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## The vocabulary")[1].split("\n## ")[0]
    assert {word for word in EXACTLY | RETIRED.keys() if f"`{word}`" not in text} == set()


@pytest.mark.parametrize("name", ["lr", "LR_MAX", "someEvidence", "_told", "#grip", "Vector", "is_wanted"])
def test_a_retired_word_is_found_in_a_name(name):
    assert is_retired(name)


def test_a_word_inside_another_is_none():
    assert not any(map(is_retired, ("express", "vectorised", "vector")))


def test_names_are_read_and_words_are_not(tmp_path):
    (tmp_path / "press.js").write_text("// told\nconst grip = 'wanted'; /* lr */ figure.standin(`x`);")
    assert in_javascript(tmp_path / "press.js") == {"press", "const", "grip", "figure", "standin", "x"}
    (tmp_path / "one.py").write_text('"""told"""\nimport wanted as lr\n\ndef grip(quiet): evidence = "press"\n')
    assert in_python(tmp_path / "one.py") == {"one", "lr", "grip", "quiet", "evidence"}
