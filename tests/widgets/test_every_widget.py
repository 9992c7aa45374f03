"""Every simulation in the folder, held to the same rules the moment its file exists."""

import itertools
import json
import random
import re

import numpy as np
import pytest

from widgets.kit.controls import resolve
from widgets.kit.registry import load, names, presets
from widgets.kit.scene import Scene
from widgets.kit.wire import as_json, pack

MANY = re.compile(r"(?<![\d.,])\b1 (?:steps|updates|units|times|runs|networks)\b")


def extremes(module):
    """The defaults, each control at its first and last value, and every preset."""
    yield {}
    for control in module.CONTROLS:
        yield {control.name: control.values[0]}
        yield {control.name: control.values[-1]}
    yield from (preset.params for preset in presets(module))


def combinations(name, module, count):
    """So many states of all controls together, the ends of each more often than what is between."""
    rng = random.Random(name)
    for _ in range(count):
        places = ((control, rng.choice((0, -1, rng.randrange(len(control.values))))) for control in module.CONTROLS)
        yield {control.name: control.values[place] for control, place in places}


@pytest.mark.parametrize("name", names())
def test_every_state_at_the_edge_is_a_scene(name):
    module = load(name)
    for params in extremes(module):
        check_scene(module, params)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_some_states_between_are_scenes(name):
    module = load(name)
    for params in combinations(name, module, 20):
        check_scene(module, params)


def check_scene(module, params):
    """Hold the scene of a state to what every scene keeps: it reads as a sentence and travels as JSON."""
    scene = module.scene(**resolve(module.CONTROLS, params))
    assert isinstance(scene, Scene), params
    assert scene.reading.endswith((".", "!", "?")), params
    json.dumps(as_json(scene), allow_nan=False)


@pytest.mark.parametrize("name", names())
def test_a_scene_depends_on_its_controls_alone(name):
    module = load(name)
    default = resolve(module.CONTROLS, {})
    first = pack(module.scene(**default))
    for params in list(extremes(module))[1:3]:
        module.scene(**resolve(module.CONTROLS, params))
    np.testing.assert_array_equal(pack(module.scene(**default)), first)


@pytest.mark.parametrize("name", names())
def test_a_reader_meets_few_controls_and_some_experiments(name):
    module = load(name)
    assert len([control for control in module.CONTROLS if not control.more]) <= 4
    assert 2 <= len(presets(module)) <= 4
    assert module.__doc__
    assert len({control.name for control in module.CONTROLS}) == len(module.CONTROLS)


@pytest.mark.parametrize("name", names())
def test_one_is_not_written_as_many(name):
    module = load(name)
    numeric = [control for control in module.CONTROLS if control.kind == "slider"]
    ones = [{control.name: 1} for control in numeric if 1 in control.values]
    clipped = [one | {"tau": 0.01} for one in ones if "steps" in one]
    scenes = [module.scene(**resolve(module.CONTROLS, params)) for params in [{}, *ones, *clipped]]
    if hasattr(module, "run"):
        scenes += itertools.islice(module.run(**resolve(module.CONTROLS, {})), 2)
    words = [scene.reading for scene in scenes] + [control.text(1) for control in numeric]
    assert [found for text in words for found in MANY.findall(text)] == []
