"""The measured conditions in `experiments/results/remedies`: read, checked against the plan, and turned into shares."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.campaign.plan import REMEDIES, SETTINGS, Condition, conditions
from experiments.campaign.runner import counts, parameters
from experiments.stored import ResultError
from sim.analysis.intervals import wilson_interval

FOLDER = Path(__file__).resolve().parents[1] / "results/remedies"
_FIELDS = {
    "condition": str,
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


class Share(NamedTuple):
    """How many networks of how many, the share, and the ends of its 95 % interval (Wilson 1927)."""

    count: int  # type: ignore[assignment]
    of: int
    share: float
    low: float
    high: float


class Result(NamedTuple):
    """A measured condition: solved, and lost (non-finite, or finite and worse than at the start)."""

    condition: Condition
    file: str
    solved: Share
    lost: Share
    non_finite: int
    clipped: float
    parameters: dict[str, Any]
    versions: dict[str, str]


def result(task: str, T: int, remedy: str, folder: Path = FOLDER) -> Result | None:
    """Return the result of a condition, or None while it is not measured; raises ResultError for a damaged file."""
    _known(task, T, remedy)
    path = folder / f"{Condition(task, T, remedy).name}.json"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


def results(task: str, folder: Path = FOLDER) -> dict[tuple[int, str], Result | None]:
    """Return every condition of a task by (T, remedy), None where it is not measured."""
    return {(c.T, c.remedy): result(task, c.T, c.remedy, folder) for c in conditions() if c.task == task}


def _known(task: str, T: int, remedy: str) -> None:
    for name, value, there in (("task", task, SETTINGS), ("remedy", remedy, REMEDIES)):
        if value not in there:
            raise ResultError(f"{name} {value!r} is not in the plan; expected one of {', '.join(there)}")
    if T not in SETTINGS[task].lengths:
        raise ResultError(f"T = {T} is not in the plan of {task}; expected one of {SETTINGS[task].lengths}")


@cache
def _read(path: Path, _changed: int) -> Result:
    data = _checked(path)
    condition, n = Condition(data["task"], data["T"], data["remedy"], data["seeds"]), data["counts"]
    share_clipped = float(np.mean(data["clipped"]))
    return Result(
        condition,
        f"experiments/results/remedies/{path.name}",
        _share(n["solved"], condition.seeds),
        _share(n["non_finite"] + n["worse"], condition.seeds),
        n["non_finite"],
        share_clipped,
        data["parameters"],
        data["versions"],
    )


def _share(count: int, of: int) -> Share:
    low, high = wilson_interval(count, of)
    return Share(count, of, count / of, float(low), float(high))


def _checked(path: Path) -> dict[str, Any]:
    """The data of a file, if every part of it is there and agrees with the others and with the plan."""
    data = _json(path)
    for field, kind in _FIELDS.items():
        if not isinstance(data.get(field), kind):
            raise _fault(path, field, f"a {kind.__name__}", data.get(field))
    condition = Condition(data["task"], data["T"], data["remedy"], data["seeds"])
    expected = {"condition": path.stem, "parameters": parameters(condition)}
    if condition.name != path.stem:
        raise _fault(path, "task, T, remedy", f"those of {path.stem}", condition.name)
    for field in _BY_SEED:
        if len(data[field]) != condition.seeds:
            raise _fault(path, field, f"{condition.seeds} values, one a network", f"{len(data[field])} values")
    expected["counts"] = _recounted(data)
    for field, value in expected.items():
        if data[field] != value:
            raise _fault(path, field, value, data[field])
    return data


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ResultError(
            f"{path.name}: not JSON ({error}); `python -m experiments --again {path.stem}` makes it anew"
        ) from None
    if not isinstance(data, dict):
        raise _fault(path, "the file", "an object", data)
    return data


def _recounted(data: dict[str, Any]) -> dict[str, int]:
    first, last, error = (np.array(data[field], float) for field in ("first_loss", "last_loss", "error"))
    died = np.array([-1 if step is None else step for step in data["died_at"]])
    with np.errstate(invalid="ignore"):
        return counts(first, last, error, died)


def _fault(path: Path, field: str, expected: object, found: object) -> ResultError:
    return ResultError(
        f"{path.name}: {field}: expected {expected}, found {_short(found)}; "
        f"`python -m experiments --again {path.stem}` makes it anew"
    )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 200 else text[:200] + " ..."
