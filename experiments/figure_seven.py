"""The paper's figure 7 as far as it has been run again: how many seeds have ended and succeeded, by condition.

`python -m experiments.reproduction report` writes the summary that is read here from the results of the single runs.
"""

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from experiments import stored
from sim.analysis.intervals import wilson_interval

NAME = "figure7"  # of the summary in experiments/results
TANH = ("basic_tanh", "smart_tanh")


class Cell(NamedTuple):
    """A condition: of its ``seeds``, ``ended`` are over; ``solved_at`` has for each of those its updates, or None."""

    T: int
    start: str
    method: str
    seeds: int
    ended: int
    solved_at: tuple[int | None, ...]

    @property
    def open(self) -> bool:
        """Return whether seeds are still running or waiting."""
        return self.ended < self.seeds

    @property
    def solved(self) -> int:
        """Return how many of those that ended have succeeded."""
        return sum(updates is not None for updates in self.solved_at)

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share that succeeds; everything is possible before a run has ended."""
        low, high = wilson_interval(self.solved, self.ended) if self.ended else (0.0, 1.0)
        return float(low), float(high)


@functools.cache
def summary() -> dict[str, Any]:
    """Return the stored summary: the plan, and what has ended."""
    return stored.load(NAME, cap=int, seeds=int, lengths=list, starts=dict, methods=dict, ended=list)


def cells() -> dict[tuple[int, str, str], Cell]:
    """Return every condition of the plan by length, start and method, those of which nothing has ended too."""
    plan = summary()
    ended = {(e["T"], e["start"], e["method"]): tuple(e["solved_at"]) for e in plan["ended"]}
    return {
        key: Cell(*key, plan["seeds"], len(ended.get(key, ())), ended.get(key, ()))
        for key in ((T, s, m) for T in plan["lengths"] for s in plan["starts"] for m in plan["methods"])
    }


def chosen(T: Iterable[int] = (), starts: Iterable[str] = (), methods: Iterable[str] = ()) -> list[Cell]:
    """Return the conditions of these lengths, starts and methods; what is left empty is not asked for."""
    asked: list[set] = [set(T), set(starts), set(methods)]
    return [cell for key, cell in cells().items() if all(not w or k in w for k, w in zip(key, asked, strict=True))]
