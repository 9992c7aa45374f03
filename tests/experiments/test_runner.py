"""The runner of the evidence: a reduced plan from beginning to end, and one stored cell made again."""

import json
import random

import pytest

from experiments.campaign.command import FOLDER, main
from experiments.campaign.plan import SETTINGS, Condition, conditions
from experiments.campaign.runner import measure, versions

SMALL = ["--seeds", "4", "--updates", "5", "--jobs", "1"]
CHEAP = [(task, T) for task in ("letters", "pattern") for T in SETTINGS[task].lengths if T <= 20]


@pytest.mark.slow
def test_a_reduced_plan_runs_resumes_and_repeats_itself(tmp_path, capsys):
    main([*SMALL, "--folder", str(tmp_path / "one")])
    made = sorted((tmp_path / "one").glob("*.json"))
    assert [path.stem for path in made] == sorted(cell.name for cell in conditions())
    for path in made[::3]:
        path.unlink()
    kept = {path: path.stat().st_mtime_ns for path in made[1::3]}
    capsys.readouterr()
    main([*SMALL, "--folder", str(tmp_path / "one")])
    assert len(capsys.readouterr().out.splitlines()) == len(made[::3])
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    main([*SMALL, "--only", "letters", "--folder", str(tmp_path / "two")])
    for path in (tmp_path / "two").glob("*.json"):
        assert path.read_text() == (tmp_path / "one" / path.name).read_text()
    main([*SMALL, "--list", "--folder", str(tmp_path / "one")])
    assert capsys.readouterr().out.endswith("nothing is missing\n")


def test_one_cell_is_made_anew(tmp_path, capsys):
    main([*SMALL, "--again", "pattern-T5-tau1", "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["pattern-T5-tau1.json"]
    with pytest.raises(SystemExit):
        main(["--again", "pattern-T6-tau1", "--folder", str(tmp_path)])
    assert "invalid choice: 'pattern-T6-tau1'" in capsys.readouterr().err


@pytest.mark.slow
def test_a_stored_cell_made_again_gives_the_stored_numbers():
    task, T = random.Random(2013).choice(CHEAP)
    stored = json.loads((FOLDER / f"{task}-T{T}-none.json").read_text())
    again = measure(Condition(task, T, "none"))
    assert again.pop("versions").keys() == stored.pop("versions").keys() == versions().keys()
    assert again == stored


def test_the_seeds_of_a_cell_are_networks_of_their_own():
    few, more = (measure(Condition("letters", 10, "tau1", seeds), 20) for seeds in (2, 3))
    assert few["last_loss"] == more["last_loss"][:2]
