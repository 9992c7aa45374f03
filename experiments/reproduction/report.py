"""Sum up the runs of figure 7 in one small file, which the figure and the numbers of the course read.

A run has ended when it succeeded, became non-finite, or made the plan's updates. What has not is no failure.
"""

import json
from pathlib import Path
from typing import Any

from experiments.figure_seven import NAME
from experiments.reproduction.plan import CAP, LENGTHS, METHODS, SEEDS, STARTS
from experiments.reproduction.sitting import write_whole
from experiments.reproduction.store import FOLDER, conditions


def write(folder: Path = FOLDER) -> None:
    """Write the summary of folder/figure7/*.json beside that folder, one line a condition."""
    report = summed_up(folder / NAME)
    ended = ",\n".join(f"  {json.dumps(condition)}" for condition in report.pop("ended"))
    lines = "".join(f' "{name}": {json.dumps(value, ensure_ascii=False)},\n' for name, value in report.items())
    write_whole(folder / f"{NAME}.json", f'{{\n{lines} "ended": [\n{ended}\n ]\n}}\n'.encode())


def summed_up(folder: Path = FOLDER / NAME) -> dict[str, Any]:
    """Return the plan, and of each condition the updates of success of the seeds that have ended, None where none."""
    ended = [
        {"T": c.T, "start": c.start, "method": c.method, "solved_at": [_success(run) for run in c.runs if over(run)]}
        for c in conditions(folder)
    ]
    return {
        "cap": CAP,
        "seeds": SEEDS,
        "lengths": list(LENGTHS),
        "starts": STARTS,
        "methods": {name: method.words for name, method in METHODS.items()},
        "ended": [condition for condition in ended if condition["solved_at"]],
    }


def over(run: dict[str, Any]) -> bool:
    """Return whether nothing that the run still does would count."""
    return run["solved_at"] is not None or run["died_at"] is not None or run["updates"] >= CAP


def _success(run: dict[str, Any]) -> int | None:
    """The updates of a success, if it came within those of the plan, so that no seed was given more than another."""
    at = run["solved_at"]
    return at if at is not None and at <= CAP else None
