"""One word for one thing: words that ARCHITECTURE.md retires name no identifier, no file and no class of a page.

In comments and docstrings only those are refused that are no English there: a reader may be told, and want quiet.
"""

import ast
import functools
import io
import re
import tokenize
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
IN_PROSE = {"lr", "standin", "grip", "workspace"}  # what only we said, or say by other words
PYTHON = ("sim", "experiments", "widgets", "builder", "listing_runner", "benchmarks", "chapters/numbers")
PAGES = ("templates", "builder", "widgets", "chapters")
# A word that means something else there: a button is pressed, a key is left alone, a mark stands back, a page has had
# its address for long.
ALLOWED: dict[str, set[str]] = {
    "chapters/evidence.md": {"evidence"},
    "templates/assets/css/widget.css": {"cw-quiet", "cw-r-quiet"},
    "templates/assets/js/figure/handles.js": {"#press"},
    "templates/assets/js/listing/keys.js": {"QUIET"},
    "templates/assets/js/listing/listing.js": {"press"},
}
_COMMENTS_AND_STRINGS = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.S)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*|\{#.*?#\}|<!--.*?-->", re.S)
_CLASS = re.compile(r"\bcw-[\w-]+")
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


def in_a_page(path: Path) -> set[str]:
    """The name of a file, and the classes and properties that it gives to a page, or asks a page for."""
    return {path.stem, *_CLASS.findall(path.read_text("utf-8"))}


def prose(path: Path) -> str:
    """What a file says to who reads it: its comments and, in Python, its docstrings."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return "\n".join(_COMMENT.findall(text))
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    spoken = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    return "\n".join([*comments, *spoken])


def ours(tops: tuple[str, ...], *endings: str) -> list[Path]:
    """The files below these folders that end so, without replaced modules of others."""
    found = (path for top in tops for ending in endings for path in (ROOT / top).rglob(f"*.{ending}"))
    return [path for path in found if "patches" not in path.parts]


@functools.cache
def retired() -> set[tuple[str, str]]:
    """Every file with a name of ours that holds a retired word: an identifier, a class of a page, its own."""
    files = [(path, in_python(path)) for path in ours(PYTHON, "py")]
    files += [(path, in_javascript(path)) for path in ours(("templates/assets/js",), "js")]
    files += [(path, in_a_page(path)) for path in ours(PAGES, "py", "js", "css", "html", "md")]
    files += [(path, {path.stem}) for path in ours(("tests",), "py", "mjs", "js")]
    return {(str(path.relative_to(ROOT)), name) for path, names in files for name in names if is_retired(name)}


def allowed() -> set[tuple[str, str]]:
    return {(file, name) for file, names in ALLOWED.items() for name in names}


def test_no_identifier_holds_a_retired_word():
    assert sorted(retired() - allowed()) == []


def test_no_exception_is_left_that_none_needs():
    assert sorted(allowed() - retired()) == []


def test_no_comment_says_a_word_that_only_we_said():
    files = [*ours(PYTHON, "py"), *ours(("templates",), "js", "css", "html")]
    said = {(path.relative_to(ROOT), word) for path in files for word in words(prose(path)) & IN_PROSE}
    assert sorted(said) == []


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


def test_classes_files_and_comments_are_read(tmp_path):
    (tmp_path / "told.css").write_text("/* a grip: http://lr */\n.cw-wide .cw-grip:hover { --cw-evidence: 1; }\n")
    assert in_a_page(tmp_path / "told.css") == {"told", "cw-wide", "cw-grip", "cw-evidence"}
    assert words(prose(tmp_path / "told.css")) == {"a", "grip", "http", "lr"}
    (tmp_path / "one.py").write_text('"""Lr."""\n\nx = "workspace"  # grip\n')
    assert words(prose(tmp_path / "one.py")) == {"lr", "grip"}
    (tmp_path / "one.html").write_text("{#- standin -#}<p>workspace</p>")
    assert words(prose(tmp_path / "one.html")) == {"standin"}
