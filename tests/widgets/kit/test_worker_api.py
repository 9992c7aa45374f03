"""What the worker calls: answers, runs that unfold, and scenes pinned for comparison."""

import json
from dataclasses import replace

import numpy as np
import pytest

from builder.chapter.quizzes import goal
from widgets.kit import Line, Panel, Scene, linear, log, worker_api
from widgets.kit.compare import beside
from widgets.kit.controls import resolve
from widgets.kit.registry import load
from widgets.kit.wire import as_json, pack


def scene(high: float, reading: str = "It rises.") -> Scene:
    line = Line(np.arange(3.0), np.array([0.1, 1.0, high]), "loss", "loss")
    return Scene((Panel("Loss", linear("step", 0, high), log("loss", line.y), (line,)),), reading)


def test_an_answer_is_the_packed_scene():
    size = worker_api.answer("cliff_1d", json.dumps({"T": 20}), "f")
    module = load("cliff_1d")
    expected = pack(module.scene(**resolve(module.CONTROLS, {"T": 20})))
    assert size == expected.size
    np.testing.assert_array_equal(worker_api._answer, expected)
    assert worker_api.address() == worker_api._answer.ctypes.data


def test_a_run_gives_its_scenes_and_ends(monkeypatch):
    monkeypatch.setitem(worker_api._runs, "r", iter([scene(10.0)]))
    assert worker_api.advance("r") > 0
    assert worker_api.advance("r") == 0
    worker_api.end("r")


def test_a_run_or_a_picture_that_python_has_lost_is_told_in_a_sentence():
    with pytest.raises(LookupError, match="has lost this run: Train and Step"):
        worker_api.advance("nobody")
    for act in (worker_api.pin, worker_api.again):
        with pytest.raises(LookupError, match="has lost this picture"):
            act("nobody")
    assert "nobody" not in worker_api._pinned


def test_pinned_curves_stand_beside_the_current_one():
    both = beside(scene(10.0), [scene(1000.0, "It leaps.")])
    pinned, current = both.panels[0].layers
    assert (pinned.role, pinned.label, current.role) == ("second", "pinned 1", "loss")
    assert both.panels[0].y.high == 1000
    assert both.panels[0].x.high == 1000
    assert both.reading == "It rises. Pinned beside it: 1 state."
    assert as_json(both)["tables"][-1]["rows"] == (("pinned 1", "It leaps."),)
    assert as_json(both)["pinned"] == 1
    pack(both)


def test_the_picture_on_the_screen_is_pinned_though_later_ones_have_been_computed(monkeypatch):
    film = [replace(scene(10.0, f"Picture {n}."), moment=(n / 2, 3)) for n in range(3)]
    monkeypatch.setitem(worker_api._runs, "film", iter(film))
    for _ in film:
        worker_api.advance("film")
    worker_api.pin("film", 1)
    assert worker_api._pinned["film"] == [film[1]] and worker_api._shown["film"] == film[1]
    worker_api.pin("film")
    worker_api.end("film")
    assert "film" not in worker_api._films


def test_three_are_kept_and_the_oldest_makes_room():
    worker_api.answer("cliff_1d", "{}", "kept")
    assert [worker_api.pin("kept") for _ in range(4)] == [1, 2, 3, 3]
    alone = pack(worker_api._shown["kept"]).size
    assert worker_api.answer("cliff_1d", "{}", "kept") > alone
    worker_api.unpin("kept")
    assert worker_api.answer("cliff_1d", "{}", "kept") == alone


def test_a_kept_run_is_resumed_under_any_name():
    worker_api.begin("first", "language_model", '{"cell": "gru"}')
    worker_api.advance("first"), worker_api.advance("first")
    worker_api.save("first", "language_model")
    kept = worker_api._answer.tobytes()
    worker_api.advance("first")
    expected = worker_api._answer.copy()
    worker_api.resume("second", "language_model", '{"cell": "gru"}', memoryview(kept))
    worker_api.advance("second")
    np.testing.assert_array_equal(worker_api._answer, expected)
    worker_api.end("first"), worker_api.end("second")


@pytest.mark.parametrize("kept", [b"", b"text", b"\x93NUMPY"])
def test_what_is_no_kept_run_is_said_to_be_unreadable(kept):
    with pytest.raises(ValueError, match=r"^What was kept could not be read: .+\.$"):
        worker_api.resume("nobody", "language_model", "{}", memoryview(kept))


def test_a_run_that_has_not_begun_has_nothing_to_keep():
    assert worker_api.save("nobody", "language_model") == 0


VALUES = {"gradient": 5.0, "T": 50, "loss": None, "mode": "norm"}
GOALS = {
    "gradient > 4": True,
    "1 < gradient < 4": False,
    "T >= 50 and gradient < 6": True,
    "loss < 1": False,
    "not loss < 1": True,
    "abs(-gradient) == 5": True,
    "mode == 'norm' or T < 1": True,
    "-gradient > 0": False,
    "T != 50": False,
    "not (T == 50 and loss > 0)": True,
    "abs(loss) >= 0": False,
}


@pytest.mark.parametrize("text", GOALS)
def test_a_goal_is_judged_as_it_was_written(text):
    assert worker_api.judge(json.dumps(goal.parse(text, VALUES)), json.dumps(VALUES)) is GOALS[text]


def test_a_goal_over_a_number_that_the_picture_lacks_is_not_reached():
    assert worker_api.judge(json.dumps(goal.parse("loss < 1", VALUES)), "{}") is False
