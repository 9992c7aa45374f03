"""The results of the paper's experiments as they are kept: read, and counted by condition."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from experiments.campaign.store import Share
from sim.analysis.intervals import wilson_interval

FOLDER = Path(__file__).resolve().parents[1] / "results"


class Condition(NamedTuple):
    """All runs of one task, length, start and method: how many succeeded, and the records themselves.

    ``updates`` are those of success by seed, None where the cap came first; ``cap`` is the smallest of the runs.
    """

    task: str
    T: int
    start: str
    method: str
    share: Share
    updates: list
    cap: int
    runs: list


def conditions(folder: Path = FOLDER / "figure7") -> list[Condition]:
    """Return every condition of which a run is there, by task, length, start and method."""
    grouped: dict[tuple[str, int, str, str], list] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        task, T, start, method = (record["parameters"][name] for name in ("task", "T", "start", "method"))
        grouped.setdefault((task, T, start, method), []).append(record)
    return [_condition(key, sorted(grouped[key], key=lambda r: r["seed"])) for key in sorted(grouped)]


def _condition(key: tuple[str, int, str, str], runs: list[dict[str, Any]]) -> Condition:
    updates = [run["solved_at"] for run in runs]
    return Condition(
        *key, share(sum(u is not None for u in updates), len(runs)), updates, min(run["cap"] for run in runs), runs
    )


def share(count: int, of: int) -> Share:
    """Return a Share with its 95 % Wilson interval."""
    low, high = wilson_interval(count, of)
    return Share(count, of, count / of, float(low), float(high))
