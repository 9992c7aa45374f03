"""Controls: what they take, what they refuse, and how a value is shown."""

import pytest

from widgets.__main__ import main
from widgets.kit import Choice, ControlError, Seed, Slider, Toggle
from widgets.kit.controls import resolve

T = Slider("T", "length", 5, 100, 1, 50, unit="steps")
TAU = Slider("tau", "threshold", 0.01, 100, 10, 1, log=True)
RULE = Choice("rule", "rule", {"norm": "by norm", "value": "by value"}, "norm")
CONTROLS = (T, TAU, RULE, Toggle("clip", "clip"), Seed())


def test_defaults_fill_what_is_not_given():
    assert resolve(CONTROLS, {"T": 20}) == {"T": 20, "tau": 1, "rule": "norm", "clip": False, "seed": 0}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"T": 101}, "T=101: expected a number from 5 to 100"),
        ({"T": float("nan")}, "T=nan: expected a number from 5 to 100"),
        ({"T": 50.5}, "T=50.5: expected a number from 5 to 100 in steps of 1"),
        ({"T": True}, "T=True: expected a number from 5 to 100"),
        ({"rule": "x"}, "rule='x': expected one of 'norm', 'value'"),
        ({"rule": 20}, "rule=20: expected one of 'norm', 'value'"),
        ({"rule": ["norm"]}, "rule=['norm']: expected one of 'norm', 'value'"),
        ({"clip": 1}, "clip=1: expected true or false"),
        ({"seed": 1.5}, "seed=1.5: expected a whole number from 0 to 9999"),
        ({"eta": 1}, "no control named 'eta'; expected one of T, tau, rule, clip, seed"),
    ],
)
def test_a_wrong_value_is_refused_by_name(params, expected):
    with pytest.raises(ControlError) as error:
        resolve(CONTROLS, params)
    assert str(error.value) == expected


def test_positions_of_a_linear_slider_are_its_steps():
    assert Slider("x", "x", -1, 1, 0.5, 0).values == (-1, -0.5, 0, 0.5, 1)


def test_positions_of_a_logarithmic_slider_are_equal_ratios():
    assert TAU.values[:3] == (0.01, 0.0126, 0.0158)
    assert len(TAU.values) == 41
    assert TAU.values[-1] == 100


def test_a_slider_checks_itself():
    with pytest.raises(ControlError, match="minimum 2 must be below maximum 1"):
        Slider("x", "x", 2, 1, 1, 1)
    with pytest.raises(ControlError, match="x=3: expected a number from 0 to 1"):
        Slider("x", "x", 0, 1, 0.1, 3)
    with pytest.raises(ControlError, match="slider x: step 0 must be above 0"):
        Slider("x", "x", 0, 1, 0, 1)
    with pytest.raises(ControlError, match="needs a minimum above 0"):
        Slider("x", "x", 0, 1, 10, 1, log=True)


@pytest.mark.parametrize(
    ("control", "text", "value"),
    [
        (T, "20", 20),
        (T, "50.5", 51),
        (T, "20.4", 20),
        (TAU, "0.5", 0.5),
        (RULE, "value", "value"),
        (Toggle("c", "c"), "true", True),
        (Seed(), "7", 7),
        (Seed(), "7.5", 8),
    ],
)
def test_values_are_read_from_text(control, text, value):
    assert control.parse(text) == value


@pytest.mark.parametrize(
    ("control", "text"),
    [
        (T, "many"),
        (RULE, "none"),
        (Toggle("c", "c"), "yes"),
        (Seed(), "-1"),
    ],
)
def test_wrong_text_is_refused(control, text):
    with pytest.raises(ControlError, match="expected"):
        control.parse(text)


def test_values_are_shown_with_their_unit():
    assert T.text(50) == "50 steps"
    assert RULE.text("norm") == "by norm"
    assert Toggle("c", "c").text(True) == "on"


def test_the_command_line_moves_a_number_to_its_step_and_says_so(capsys):
    moved = main(["cliff_1d", "T=20.4"])
    assert capsys.readouterr().err == "T moved to 20, the nearest value allowed\n"
    assert moved == main(["cliff_1d", "T=20"]) and capsys.readouterr().err == ""
