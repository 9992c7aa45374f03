"""The folder is the list: what a simulation file must hold, and the command line over all of them."""

import json

import pytest

from widgets.__main__ import main
from widgets.kit import Preset, Slider
from widgets.kit.controls import ControlError
from widgets.kit.registry import WidgetError, _check_parameters, _check_presets, load, names
from widgets.kit.wire import as_json


class Broken:
    CONTROLS = (Slider("w", "w", 0, 1, 0.1, 0.5),)
    PRESETS = (Preset("Far", "away", {"w": 3}),)

    @staticmethod
    def scene(T):
        return T


def test_an_unknown_simulation_is_refused_with_those_there_are():
    with pytest.raises(WidgetError, match="no simulation named 'cliff_9d'; expected one of .*cliff_1d"):
        load("cliff_9d")


def test_controls_and_parameters_must_agree():
    with pytest.raises(WidgetError, match=r"broken.py: scene takes \['T'\], CONTROLS names \['w'\]"):
        _check_parameters("broken", Broken)


def test_a_preset_out_of_range_is_refused():
    with pytest.raises(WidgetError, match="broken.py: preset 'Far': w=3: expected a number from 0 to 1"):
        _check_presets("broken", Broken)


def test_the_list_names_every_simulation_with_its_title():
    assert [line.split()[0] for line in main([]).splitlines()] == names()


def test_a_scene_is_printed_as_json():
    printed = json.loads(main(["cliff_1d", "T=10", "at=0.5"]))
    module = load("cliff_1d")
    assert printed == json.loads(json.dumps(as_json(module.scene(at=0.5, T=10, zoom=1, w=5))))


@pytest.mark.parametrize(
    ("pair", "message"),
    [("T", "expected key=value with key one of at, T, zoom, w"), ("K=1", "expected key=value"), ("T=1000", "T=1000")],
)
def test_a_wrong_argument_is_refused(pair, message):
    with pytest.raises(ControlError, match=message):
        main(["cliff_1d", pair])
