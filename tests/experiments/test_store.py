"""Reading the cells: shares, intervals, and what is said about a damaged file."""

import json
import shutil

import pytest

from experiments.campaign.command import FOLDER
from experiments.campaign.plan import SETTINGS
from experiments.campaign.store import ResultError, result, results

NAME = "letters-T40-none"


@pytest.fixture
def copy(tmp_path):
    """A folder with one cell, and a function that changes its data."""
    path = tmp_path / f"{NAME}.json"
    shutil.copy(FOLDER / path.name, path)

    def change(**fields):
        path.write_text(json.dumps(json.loads(path.read_text()) | fields))

    return tmp_path, path, change


def test_every_stored_cell_is_whole():
    for task in SETTINGS:
        for cell in filter(None, results(task).values()):
            assert cell.solved.low <= cell.solved.share <= cell.solved.high
            assert cell.solved.count + cell.lost.count <= cell.solved.of and 0 <= cell.clipped <= 1


def test_a_share_is_the_count_over_the_networks():
    data, cell = json.loads((FOLDER / f"{NAME}.json").read_text()), result("letters", 40, "none")
    assert cell.solved.share == data["counts"]["solved"] / data["seeds"]
    assert cell.lost.count == data["counts"]["non_finite"] + data["counts"]["worse"]


def test_what_is_not_there_is_not_measured(tmp_path):
    assert result("letters", 40, "none", tmp_path) is None


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"seeds": "64"}, "seeds: expected a int, found '64'"),
        ({"T": 20}, "task, T, remedy: expected those of letters-T40-none, found 'letters-T20-none'"),
        ({"error": [0.0]}, "error: expected 64 values, one a network, found '1 values'"),
        ({"counts": {"non_finite": 0, "worse": 0, "solved": 64}}, "counts: expected"),
        ({"parameters": {"alpha": 0.2}}, "parameters: expected {'N': 16"),
    ],
)
def test_a_damaged_field_is_named(copy, fields, said):
    folder, _, change = copy
    change(**fields)
    with pytest.raises(ResultError) as caught:
        result("letters", 40, "none", folder)
    assert f"{NAME}.json: {said}" in str(caught.value)
    assert f"python -m experiments --again {NAME}" in str(caught.value)


@pytest.mark.parametrize(
    "text, said", [('{"cell": ', "not JSON (Expecting value: line 1"), ("[]", "the file: expected an object")]
)
def test_a_broken_file_is_named(copy, text, said):
    folder, path, _ = copy
    path.write_text(text)
    with pytest.raises(ResultError, match=f"{NAME}.json: .*") as caught:
        result("letters", 40, "none", folder)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("letter", 40, "none"), "task 'letter' is not in the plan; expected one of letters"),
        (("letters", 41, "none"), "T = 41 is not in the plan of letters"),
        (("letters", 40, "tau2"), "remedy 'tau2' is not in the plan; expected one of none"),
    ],
)
def test_a_cell_outside_the_plan_is_refused(arguments, said):
    with pytest.raises(ResultError, match=said):
        result(*arguments)
