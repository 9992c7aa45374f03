"""`python -m experiments.reproduction figure7` makes every run of a plan that is missing, the cheap ones first.

It goes on where it was stopped. `--list` says what is missing and how far it got; `--cap 300000` goes on with what did
not succeed; `report` sums figure 7 up for the course; `--scheduler tcp://host:8786` gives the runs to a Dask cluster.
"""

import argparse
import functools
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from experiments.reproduction import baselines, plan, report, run, sitting
from experiments.reproduction.plan import CAP, Run
from experiments.reproduction.pool import each
from experiments.reproduction.run import Journey
from experiments.reproduction.sitting import checkpoint_of, write_whole

Entry = Run | baselines.Baseline
RESULTS = Path(__file__).resolve().parents[1] / "results"
PLANS: dict[str, Callable] = {"figure7": plan.figure7, "tasks": plan.other_tasks, "baselines": baselines.baselines}
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "cliffwalk/runs"


def main(arguments: list[str]) -> None:
    """Make what is missing; a stop loses the last minute of the runs under way."""
    options = _options(arguments)
    if options.plan == "report":
        report.write(options.folder or RESULTS)
        return
    folder, cache = options.folder or RESULTS / options.plan, options.cache / options.plan
    runs = PLANS[options.plan](**({"seeds": options.seeds} if options.seeds else {}))
    todo = missing(runs, folder, options.cap, options.only)
    if options.list:
        print("\n".join(f"{run.name}: {updates_of(run, cache)} of {options.cap} updates" for run in todo))
        return
    clock = Clock(todo, options.cap, 1 if options.scheduler else options.jobs)
    carry_out = (baselines if options.plan == "baselines" else run).carry_out
    how = {"cap": options.cap, "cache": cache, "keep": options.keep} | (
        {"window": options.window} if options.window else {}
    )
    for entry, record in each(functools.partial(carry_out, **how), todo, options.jobs, options.scheduler):
        store(record, folder)
        if ended(record, entry):
            checkpoint_of(entry, cache).unlink(missing_ok=True)
        print(clock.line(entry, record), flush=True)


def missing(runs: list, folder: Path, cap: int, only: list | tuple = ()) -> list:
    """Return the runs with no file, or with one of a run that neither ended nor made ``cap`` updates."""

    def done(entry: Entry) -> bool:
        path = folder / f"{entry.name}.json"
        record = json.loads(path.read_text()) if path.is_file() else None
        return record is not None and (ended(record, entry) or record["updates"] >= cap)

    return [entry for entry in runs if all(part in entry.name for part in only) and not done(entry)]


def ended(record: dict, entry: Entry) -> bool:
    """Return whether a larger cap would not change the record: success, no finite network left, or a spent budget."""
    if isinstance(entry, Run):
        return record["solved_at"] is not None or record["died_at"] is not None
    return record["updates"] >= entry.updates or record["non_finite"] == record["seeds"]


def updates_of(entry: Entry, cache: Path) -> int:
    """Return how many updates of a run are kept in the cache."""
    path = checkpoint_of(entry, cache)
    kept = Journey.load(entry, path) if isinstance(entry, Run) else baselines.Ensemble.load(entry, path)
    return kept.training.step


def store(record: dict, folder: Path) -> None:
    """Write the file of a run whole or not at all: one line a field, so that it can be read and compared."""
    lines = [f' "{name}": {json.dumps(value)}' for name, value in record.items() if name != "along"]
    along = [f'  "{name}": {json.dumps(value)}' for name, value in record["along"].items()]
    text = "{\n" + ",\n".join(lines) + ',\n "along": {\n' + ",\n".join(along) + "\n }\n}\n"
    write_whole(folder / f"{record['run']}.json", text.encode())


class Clock:
    """Progress and time left, from what the runs were expected to cost and what they did."""

    def __init__(self, todo: list, cap: int, jobs: int):
        self.began, self.cap, self.jobs = time.monotonic(), cap, jobs
        self.total, self.done = len(todo), 0
        self.left = sum(map(self._most, todo))
        self.expected = 0.0

    def line(self, entry: Entry, record: dict) -> str:
        """Count a finished run and return a line that says how it ended and how long the rest takes at most."""
        self.done += 1
        self.left -= self._most(entry)
        self.expected += entry.cost * record["updates"] / 1000
        slower = self.jobs * (time.monotonic() - self.began) / max(self.expected, 1e-9)
        hours = self.left * slower / self.jobs / 3600
        return f"{self.done}/{self.total} {entry.name}: {outcome(record)}; {hours:.1f} h left at most"

    def _most(self, entry: Entry) -> float:
        """Seconds that a run may take on an idle core."""
        return entry.cost * min(self.cap, getattr(entry, "updates", self.cap)) / 1000


def outcome(record: dict) -> str:
    """Say in a few words how a run ended."""
    if "seeds" in record:
        return f"{record['solved_at_end']} of {record['seeds']} solved ({record['seconds']} s)"
    if record["solved_at"] is not None:
        return f"solved at {record['solved_at']} ({record['seconds']} s)"
    if record["died_at"] is not None:
        return f"non-finite at {record['died_at']}"
    return f"not solved in {record['updates']}, {100 * record['along']['error'][-1]:.1f} % wrong"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m experiments.reproduction", description=__doc__)
    parser.add_argument("plan", choices=[*PLANS, "report"], help="which experiment")
    parser.add_argument("--cap", type=int, default=CAP, help="updates after which a run is given up")
    parser.add_argument("--seeds", type=int, help="networks a condition, instead of the plan's")
    parser.add_argument("--window", type=int, help="updates between two tests, instead of the plan's")
    parser.add_argument("--keep", type=float, default=sitting.KEEP, help="seconds between two checkpoints of a run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many runs at a time")
    parser.add_argument("--only", nargs="*", default=(), metavar="PART", help="runs with all of these in their name")
    parser.add_argument("--list", action="store_true", help="say what is missing and stop")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler to give the runs to")
    parser.add_argument("--folder", type=Path, help="where the results are")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where runs are kept that have not ended")
    return parser.parse_args(arguments)
