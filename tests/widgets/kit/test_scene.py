"""Scenes: what is refused, how they travel, and that nothing is lost on the way."""

import json

import numpy as np
import pytest

from widgets.kit import Bars, Handle, Heatmap, Line, Move, Panel, Points, Rule, Scene, linear
from widgets.kit.scene import SceneError
from widgets.kit.tables import tables_of
from widgets.kit.wire import as_json, pack

X = linear("x", 0, 4)
Y = linear("y", 0, 1)
CURVE = Line(np.arange(5.0), np.array([0, 1, np.nan, np.inf, 0.5]), "loss", "E")
GRID = Heatmap(np.arange(6, dtype=np.uint8).reshape(2, 3), 0, 4, 0, 1)
SCENE = Scene(
    (Panel("Error", X, Y, (GRID, CURVE, Rule(0.5, "y"), Handle(1, 0.5, "here", Move("w", 1, 2)))),),
    "The error is 0.5.",
    {"error": 0.5, "overflow": np.inf},
)


def unpack(block: np.ndarray) -> tuple[dict, bytes]:
    """The header and the arrays of a packed scene."""
    size = int.from_bytes(block[:4].tobytes(), "little")
    return json.loads(block[4 : 4 + size].tobytes()), block[4 + size :].tobytes()


def read(reference: dict, body: bytes) -> np.ndarray:
    count = int(np.prod(reference["shape"]))
    types = {"f8": np.float64, "f4": np.float32, "u1": np.uint8}
    return np.frombuffer(body, types[reference["type"]], count, reference["at"]).reshape(reference["shape"])


def test_arrays_survive_the_journey():
    header, body = unpack(pack(SCENE))
    grid, curve = header["panels"][0]["layers"][:2]
    np.testing.assert_array_equal(read(curve["y"], body), CURVE.y)
    np.testing.assert_array_equal(read(grid["levels"], body), GRID.levels)


def test_every_array_starts_at_a_multiple_of_eight():
    block = pack(SCENE)
    size = int.from_bytes(block[:4].tobytes(), "little")
    header, _ = unpack(block)
    assert (4 + size) % 8 == 0
    assert all(
        v["at"] % 8 == 0
        for layer in header["panels"][0]["layers"]
        for v in layer.values()
        if isinstance(v, dict) and "at" in v and "type" in v
    )


def test_json_never_carries_nan():
    written = as_json(SCENE)
    json.dumps(written, allow_nan=False)
    assert written["panels"][0]["layers"][1]["y"] == [0, 1, None, None, 0.5]
    assert written["numbers"] == {"error": 0.5, "overflow": None}


def test_a_label_travels_with_its_layer_and_its_place_with_the_layout():
    written = as_json(SCENE)
    assert written["panels"][0]["layers"][1]["label"] == "E"
    placed = [written["layouts"][kind]["boxes"][0]["labels"] for kind in ("wide", "narrow")]
    assert all("E" in [label["text"] for label in labels] for labels in placed)


def test_an_unknown_role_is_refused_by_name():
    with pytest.raises(SceneError, match="panel 'Error', layer Line: role 'pink' is unknown"):
        Panel("Error", X, Y, (Line(np.zeros(2), np.zeros(2), "pink"),))


def test_arrays_of_different_length_are_refused():
    with pytest.raises(SceneError, match="layer Points: arrays differ in shape"):
        Panel("Error", X, Y, (Points(np.zeros(2), np.zeros(3), "loss"),))


def test_what_is_not_a_layer_is_refused():
    with pytest.raises(SceneError, match="layer str: expected one of line, points"):
        Panel("Error", X, Y, ("line",))


def test_tables_hold_the_numbers_and_the_labelled_curves():
    numbers, curve = tables_of(SCENE)
    assert numbers.rows == (("error", "0.5"), ("overflow", "∞"))
    assert curve.caption == "Error: E"
    assert curve.rows[0] == ("0", "0")
    bars = Scene((Panel("B", X, Y, (Bars(np.arange(40.0), np.ones(40), "loss", "n"),)),), "r")
    assert len(tables_of(bars)[0].rows) == 12


def test_what_a_simulation_writes_travels_as_plain_text():
    panel = Panel("P", linear("x", 0, 1), linear("y", 0, 1), ())
    scene = Scene((panel,), "It wrote.", writing="<b>not bold</b>\nand a second line")
    assert as_json(scene)["writing"] == scene.writing
