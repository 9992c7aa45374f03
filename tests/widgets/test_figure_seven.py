"""The picture of figure 7: its marks are the counts of the summary, and what is still open is hollow."""

import numpy as np
import pytest

from experiments.figure_seven import cells
from widgets.figure_seven import ASIDE, CONTROLS, ROLES, scene
from widgets.kit.controls import resolve
from widgets.kit.wire import as_json


def picture(start="basic_tanh"):
    return scene(**resolve(CONTROLS, {"start": start}))


@pytest.mark.parametrize("start", CONTROLS[0].values)
def test_the_numbers_are_those_of_the_summary(start):
    numbers = picture(start).numbers
    for (T, of, method), cell in cells().items():
        if of == start and cell.ended:
            said = [numbers[f"{method}_{T}_{name}"] for name in ("ended", "solved", "low", "high")]
            assert said == [cell.ended, cell.solved, *cell.interval]


@pytest.mark.parametrize("start", CONTROLS[0].values)
def test_a_condition_with_open_seeds_is_a_ring_and_a_whole_one_is_filled(start):
    layers = [layer for layer in as_json(picture(start))["panels"][0]["layers"] if layer["kind"] == "points"]
    marks = [(x, y, layer["marker"]) for layer in layers for x, y in zip(layer["x"], layer["y"], strict=True) if x % 1]
    lengths = sorted({T for T, *_ in cells()})
    for (T, of, method), cell in cells().items():
        place = lengths.index(T) + ASIDE * ([*ROLES].index(method) - 1.5)
        found = [(y, marker) for x, y, marker in marks if x == place]
        if of == start and cell.ended:
            assert [y for y, _ in found] == [100 * cell.solved / cell.ended]
            assert (found[0][1] == "ring") == cell.open


def test_every_success_is_a_mark_at_its_updates():
    layers = [layer for layer in picture().panels[1].layers if layer.kind == "points"]
    drawn = np.concatenate([layer.y for layer in layers])
    stored = [u for (_, start, _), cell in cells().items() if start == "basic_tanh" for u in cell.solved_at if u]
    assert sorted(drawn) == sorted(stored)


def test_the_reading_counts_what_has_ended():
    assert "at T = 20, 5 of 5 without either, 5 of 5 with clipping" in picture().reading
    assert "T = 200" not in picture("sigmoid").reading or cells()[200, "sigmoid", "none"].ended


def test_the_table_says_what_is_still_running():
    (table,) = picture().tables
    for row in table.rows:
        for method, said in zip(ROLES, row[1:], strict=True):
            cell = cells()[int(row[0]), "basic_tanh", method]
            assert said.startswith(f"{cell.solved} of {cell.ended}")
            assert ("still running" in said) == cell.open
