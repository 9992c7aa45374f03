"""`python -m experiments.reproduction figure7` makes every run of a plan that is missing, the cheap ones first.

It goes on where it was stopped. `--list` says what is missing and how far it got; `--cap 300000` goes on with what did
not succeed; `--scheduler tcp://host:8786` gives the runs to a Dask cluster (`pip install distributed`).
"""

import argparse
import functools
import json
import os
import time
from pathlib import Path

from experiments.reproduction.plan import CAP, PLANS, SEEDS, Run
from experiments.reproduction.pool import each
from experiments.reproduction.run import Journey, carry_out, checkpoint_of, write_whole

RESULTS = Path(__file__).resolve().parents[1] / "results"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "cliffwalk/runs"


def main(arguments: list[str]) -> None:
    """Make what is missing; a stop loses the last minute of the runs under way."""
    options = _options(arguments)
    folder, cache = options.folder or RESULTS / options.plan, options.cache / options.plan
    todo = missing(PLANS[options.plan](seeds=options.seeds), folder, options.cap, options.only)
    if options.list:
        print("\n".join(f"{run.name}: {updates_of(run, cache)} of {options.cap} updates" for run in todo))
        return
    clock = Clock(todo, options.cap, 1 if options.scheduler else options.jobs)
    work = functools.partial(carry_out, cap=options.cap, cache=cache)
    for run, record in each(work, todo, options.jobs, options.scheduler):
        store(record, folder)
        if record["solved_at"] is not None:
            checkpoint_of(run, cache).unlink(missing_ok=True)
        print(clock.line(run, record), flush=True)


def missing(runs: list[Run], folder: Path, cap: int, only: str = "") -> list[Run]:
    """Return the runs with no file, or with one of a run that neither ended nor made ``cap`` updates."""
    return [run for run in runs if only in run.name and not _finished(folder / f"{run.name}.json", cap)]


def _finished(path: Path, cap: int) -> bool:
    if not path.is_file():
        return False
    record = json.loads(path.read_text())
    return record["solved_at"] is not None or record["died_at"] is not None or record["updates"] >= cap


def updates_of(run: Run, cache: Path) -> int:
    """Return how many updates of a run are kept in the cache."""
    return Journey.load(run, checkpoint_of(run, cache)).updates


def store(record: dict, folder: Path) -> None:
    """Write the file of a run whole or not at all: one line a field, so that it can be read and compared."""
    lines = [f' "{name}": {json.dumps(value)}' for name, value in record.items() if name != "along"]
    along = [f'  "{name}": {json.dumps(value)}' for name, value in record["along"].items()]
    text = "{\n" + ",\n".join(lines) + ',\n "along": {\n' + ",\n".join(along) + "\n }\n}\n"
    write_whole(folder / f"{record['run']}.json", text.encode())


class Clock:
    """Progress and time left, from what the runs were expected to cost and what they did."""

    def __init__(self, todo: list[Run], cap: int, jobs: int):
        self.began, self.cap, self.jobs = time.monotonic(), cap, jobs
        self.total, self.done = len(todo), 0
        self.left = sum(run.cost for run in todo) * cap / 1000
        self.expected = self.spent = 0.0

    def line(self, run: Run, record: dict) -> str:
        """Count a finished run and return a line that says how it ended and how long the rest takes at most."""
        self.done += 1
        self.left -= run.cost * self.cap / 1000
        self.expected += run.cost * record["updates"] / 1000
        slower = self.jobs * (time.monotonic() - self.began) / max(self.expected, 1e-9)
        hours = self.left * slower / self.jobs / 3600
        return f"{self.done}/{self.total} {run.name}: {_ended(record)}; {hours:.1f} h left at most"


def _ended(record) -> str:
    if record["solved_at"] is not None:
        return f"solved at {record['solved_at']} ({record['seconds']} s)"
    if record["died_at"] is not None:
        return f"non-finite at {record['died_at']}"
    return f"not solved in {record['updates']}, {100 * record['along']['error'][-1]:.1f} % wrong"


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m experiments.reproduction", description=__doc__)
    parser.add_argument("plan", choices=PLANS, help="which experiment")
    parser.add_argument("--cap", type=int, default=CAP, help="updates after which a run is given up")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="networks a condition")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many runs at a time")
    parser.add_argument("--only", default="", metavar="PART", help="runs with this in their name")
    parser.add_argument("--list", action="store_true", help="say what is missing and stop")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler to give the runs to")
    parser.add_argument("--folder", type=Path, help="where the results are")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where runs are kept that have not ended")
    return parser.parse_args(arguments)
