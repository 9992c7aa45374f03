"""The measured cells in `experiments/results/remedies`: read, checked against the plan, and turned into shares."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.campaign.plan import REMEDIES, SETTINGS, Cell, cells
from experiments.campaign.runner import counts, parameters
from sim.analysis.intervals import wilson_interval

FOLDER = Path(__file__).resolve().parents[1] / "results/remedies"
_FIELDS = {
    "cell": str,
    "task": str,
    "T": int,
    "remedy": str,
    "seeds": int,
    "parameters": dict,
    "versions": dict,
    "counts": dict,
    "first_loss": list,
    "last_loss": list,
    "error": list,
    "died_at": list,
    "clipped": list,
}
_BY_SEED = ("first_loss", "last_loss", "error", "died_at", "clipped")


class ResultError(ValueError):
    """The file of a cell is damaged or not of the plan; the text names file, field and what was expected."""


class Share(NamedTuple):
    """How many networks of how many, the share, and the ends of its 95 % interval (Wilson 1927)."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Result(NamedTuple):
    """A measured cell: solved, and lost (non-finite, or finite and worse than at the start)."""

    cell: Cell
    file: str
    solved: Share
    lost: Share
    non_finite: int
    clipped: float
    parameters: dict
    versions: dict


def result(task: str, T: int, remedy: str, folder: Path = FOLDER) -> Result | None:
    """The result of a cell, or None while it is not measured; raises ResultError for a damaged file."""
    _known(task, T, remedy)
    path = folder / f"{Cell(task, T, remedy).name}.json"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


def results(task: str, folder: Path = FOLDER) -> dict:
    """Every cell of a task by (T, remedy), None where it is not measured."""
    return {(cell.T, cell.remedy): result(task, cell.T, cell.remedy, folder) for cell in cells() if cell.task == task}


def _known(task, T, remedy):
    for name, value, there in (("task", task, SETTINGS), ("remedy", remedy, REMEDIES)):
        if value not in there:
            raise ResultError(f"{name} {value!r} is not in the plan; expected one of {', '.join(there)}")
    if T not in SETTINGS[task].lengths:
        raise ResultError(f"T = {T} is not in the plan of {task}; expected one of {SETTINGS[task].lengths}")


@cache
def _read(path, _changed):
    data = _checked(path)
    cell, n = Cell(data["task"], data["T"], data["remedy"], data["seeds"]), data["counts"]
    share_clipped = float(np.mean(data["clipped"]))
    return Result(
        cell,
        f"experiments/results/remedies/{path.name}",
        _share(n["solved"], cell.seeds),
        _share(n["non_finite"] + n["worse"], cell.seeds),
        n["non_finite"],
        share_clipped,
        data["parameters"],
        data["versions"],
    )


def _share(count, of):
    low, high = wilson_interval(count, of)
    return Share(count, of, count / of, float(low), float(high))


def _checked(path) -> dict:
    """The data of a cell's file, if every part of it is there and agrees with the others and with the plan."""
    data = _json(path)
    for field, kind in _FIELDS.items():
        if not isinstance(data.get(field), kind):
            raise _fault(path, field, f"a {kind.__name__}", data.get(field))
    cell = Cell(data["task"], data["T"], data["remedy"], data["seeds"])
    expected = {"cell": path.stem, "parameters": parameters(cell)}
    if cell.name != path.stem:
        raise _fault(path, "task, T, remedy", f"those of {path.stem}", cell.name)
    for field in _BY_SEED:
        if len(data[field]) != cell.seeds:
            raise _fault(path, field, f"{cell.seeds} values, one a network", f"{len(data[field])} values")
    expected["counts"] = _recounted(data)
    for field, value in expected.items():
        if data[field] != value:
            raise _fault(path, field, value, data[field])
    return data


def _json(path) -> dict:
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ResultError(
            f"{path.name}: not JSON ({error}); `python -m experiments --again {path.stem}` makes it anew"
        ) from None
    if not isinstance(data, dict):
        raise _fault(path, "the file", "an object", data)
    return data


def _recounted(data) -> dict:
    first, last, error = (np.array(data[field], float) for field in ("first_loss", "last_loss", "error"))
    died = np.array([-1 if step is None else step for step in data["died_at"]])
    with np.errstate(invalid="ignore"):
        return counts(first, last, error, died)


def _fault(path, field, expected, found):
    return ResultError(
        f"{path.name}: {field}: expected {expected}, found {_short(found)}; "
        f"`python -m experiments --again {path.stem}` makes it anew"
    )


def _short(value) -> str:
    text = repr(value)
    return text if len(text) < 200 else text[:200] + " ..."
