"""What README, CONTRIBUTING and ARCHITECTURE say is there is there: files, commands, code, variables, rooms."""

import ast
import os
import pkgutil
import re
import sys
import types
from pathlib import Path

import pytest

from builder.base.build import Build, begin, now
from builder.base.version import version
from builder.chapter import macros
from builder.chapter.numbers import value
from builder.chapter.quizzes.load import kinds, load
from widgets.kit.controls import resolve
from widgets.kit.registry import _check_parameters, _check_presets
from widgets.kit.wire import pack

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in NAMES}
MADE = {"site", ".venv", "bench.json"}  # what commands make
BESIDE = {"numbers", "quizzes", "listings"}  # named as what lies beside the chapters' text
CODE = {name: path.read_text("utf-8") for folder in ("builder", "tests", "benchmarks", "experiments")
        for path in (ROOT / folder).rglob("*.py") for name in [str(path)]}  # fmt: skip
SET_BY_US = re.compile(r"CLIFFWALK_[A-Z]+|SOAK_MINUTES|COURSE_URL|NO_MKDOCS_2_WARNING|O[A-Z]+_NUM_THREADS")


def paths_in(text: str) -> list[str]:
    """The paths of the repository between backticks: those with a slash or the ending of a file, and no placeholder."""
    words = re.findall(r"`([^`\n]+)`", re.sub(r"(?s)```.*?```", "", text))
    plain = [word for word in words if re.fullmatch(r"[\w.\-/]+", word) and not re.search(r"[A-Z]{4,}|/N\.|\b8-", word)]
    ended = re.compile(r"\w\.(py|js|md|yml|toml|json|in|txt|html|css)$")
    named = [word for word in plain if re.search(r"\w/", word) or ended.search(word)]
    return [word for word in named if word.split("/")[0] not in MADE | BESIDE]


def real(path: str) -> bool:
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_path_is_there(name):
    named = paths_in(TEXTS[name])
    assert [path for path in named if not real(path)] == []
    assert named


def names_in(text: str) -> list[str]:
    """The dotted names of our own modules, functions and classes between backticks."""
    return re.findall(r"`((?:sim|experiments|widgets|builder|listing_runner|tests)(?:\.\w+)+)`", text)


def parts_in(text: str) -> list[tuple[str, str]]:
    """Pairs of a name and the file that is said to have it: `_SCALARS` of `widgets/kit/wire.py`."""
    return re.findall(r"`(\w+)`\s+(?:of|in)\s+`([\w/]+\.(?:py|js))`", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_our_code_is_one(name):
    for dotted in names_in(TEXTS[name]):
        pkgutil.resolve_name(dotted)
    gone = [(word, file) for word, file in parts_in(TEXTS[name]) if word not in (ROOT / file).read_text("utf-8")]
    assert gone == []


def test_a_name_that_is_gone_is_found():
    assert names_in("`builder.base.paths.use`, `sim` and `numpy.linalg`") == ["builder.base.paths.use"]
    with pytest.raises(AttributeError):
        pkgutil.resolve_name("builder.base.paths.use")
    assert parts_in("`kind`, in `Layer`; `_SCALARS` of\n`widgets/kit/wire.py`") == [("_SCALARS", "widgets/kit/wire.py")]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file(name):
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", TEXTS[name]) if not (ROOT / link).is_file()] == []


def test_a_path_that_is_gone_is_found():
    assert paths_in("In `cell/plots.py`, `sim/` and `x`, run `make test`, `site/` and `widgets/NAME.py`.") == [
        "cell/plots.py",
        "sim/",
    ]
    assert real("sim/") and not real("cell/plots.py")


def test_every_command_of_make_is_one():
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    named = {word for text in TEXTS.values() for word in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M)}
    assert named <= targets and {"serve", "test", "check", "format"} <= named


def test_every_module_that_is_run_can_be():
    named = {word for text in TEXTS.values() for word in re.findall(r"python -m ([\w.]+)", text)}
    assert named and not [name for name in named if not (
        (ROOT / name.replace(".", "/") / "__main__.py").is_file() or (ROOT / f"{name.replace('.', '/')}.py").is_file()
    )]  # fmt: skip


def test_the_simulation_of_the_example_is_one():
    (code,) = re.findall(r"(?s)```python\n(.*?)```", TEXTS["CONTRIBUTING.md"])
    module = types.ModuleType("example")
    exec(compile(code, "CONTRIBUTING.md", "exec"), module.__dict__)
    _check_parameters("example", module)
    _check_presets("example", module)
    scenes = [pack(module.scene(**resolve(module.CONTROLS, params))) for params in ({}, {"T": 20})]
    assert scenes[0].tobytes() != scenes[1].tobytes()


def test_the_question_of_the_example_is_one(tmp_path):
    (text,) = re.findall(r"(?s)```yaml\n(.*?)```", TEXTS["CONTRIBUTING.md"])
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "example.yml").write_text(f"items:\n{text}", "utf-8")
    before = now()
    begin(Build(tmp_path))
    (question,) = load("example")
    begin(before)
    assert question.fields["kind"] == "predict"


def test_every_kind_of_question_and_every_macro_is_described():
    text = TEXTS["CONTRIBUTING.md"]
    assert {kind for kind in kinds() if f"| `{kind}` |" not in text} == set()
    assert {name for name in macros.MACROS if f"{{{{ {name}(" not in text} == set()


def test_every_number_of_the_examples_is_one():
    asked = [ast.parse(call, mode="eval").body for call in re.findall(r"(number\([^)]*\))", TEXTS["CONTRIBUTING.md"])]
    named = {
        call.args[0].value: {
            k.arg: k.value.value for k in call.keywords if k.arg not in ("digits", "decimals", "percent")
        }
        for call in asked
        if call.args
    }
    assert len(named) > 1 and all(isinstance(value(name, arguments), float) for name, arguments in named.items())


def test_every_environment_variable_is_documented_and_read():
    read = {name for text in CODE.values() for name in SET_BY_US.findall(text)}
    read |= {
        name for file in ("Makefile", "mkdocs.yml") for name in SET_BY_US.findall((ROOT / file).read_text("utf-8"))
    }
    assert set(re.findall(r"(?m)^\| `([A-Z_0-9]+)` \|", TEXTS["CONTRIBUTING.md"])) == read - {"MKL_NUM_THREADS"}


def test_every_room_is_described():
    described = {room.rstrip("/") for room in re.findall(r"(?m)^\| `([\w/]+)` \|", TEXTS["ARCHITECTURE.md"])}
    tops = (ROOT / top for top in ("sim", "experiments", "widgets", "builder"))
    inside = (path for top in tops for path in top.iterdir())
    folders = [str(path.relative_to(ROOT)) for path in inside if path.is_dir() and any(path.glob("*.*"))]
    folders += [
        f"templates/assets/js/{path.name}" for path in (ROOT / "templates/assets/js").iterdir() if path.is_dir()
    ]
    assert {room for room in folders if "__" not in room} <= described


def test_the_version_has_an_entry_of_its_own():
    assert f"\n## {version()}\n" in TEXTS["CHANGELOG.md"]


def test_the_command_prints_what_the_module_prints(capsys, monkeypatch):
    from builder.command import main

    monkeypatch.setattr(sys, "argv", ["cliffwalk"])
    monkeypatch.setattr(os, "environ", dict(os.environ))
    main(["scene", "cliff_1d", "T=20"])
    assert capsys.readouterr().out.startswith('{"reading": ')
    with pytest.raises(SystemExit, match="no simulation named"):
        main(["scene", "cliff_9d"])
    with pytest.raises(SystemExit, match="unknown argument '--quick'"):
        main(["build", "--quick"])
