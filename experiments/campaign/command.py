"""`python -m experiments` makes every missing cell of the plan.

Options: `--only letters`, `--list`, `--again NAME`, `--jobs 2`; to try it `--seeds 4 --updates 20 --folder ELSEWHERE`.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from experiments.campaign.plan import SEEDS, SETTINGS, Cell, cells

FOLDER = Path(__file__).resolve().parents[1] / "results/remedies"


def make(cell: Cell, folder: Path, updates: int | None = None) -> str:
    """Measure a cell and write its file whole or not at all; returns its name."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core a cell, all cores over cells
    from experiments.campaign.runner import measure

    target = folder / f"{cell.name}.json"
    part = target.with_suffix(".part")
    part.write_text(json.dumps(measure(cell, updates), indent=1) + "\n")
    part.replace(target)
    return cell.name


def missing(folder: Path, only: str, seeds: int) -> list[Cell]:
    """The cells of a task, or of all, that have no file yet."""
    return [c for c in cells(seeds) if only in ("", c.task) and not (folder / f"{c.name}.json").exists()]


def progress(done: int, total: int, name: str) -> None:
    """One line that is overwritten on a terminal, one line a cell elsewhere."""
    bar = "█" * round(30 * done / total) + "·" * (30 - round(30 * done / total))
    print(f"{bar} {done}/{total} {name:32}", end="\r" if sys.stdout.isatty() and done < total else "\n", flush=True)


def main(arguments: list[str]) -> None:
    """Make what is missing, on several cores; a stop loses only the cells under way."""
    options = _options(arguments)
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    if options.again:
        (folder / f"{options.again}.json").unlink(missing_ok=True)
    todo = [cell for cell in missing(folder, options.only, options.seeds) if options.again in ("", cell.name)]
    if options.list:
        print("\n".join(cell.name for cell in todo) or "nothing is missing")
        return
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(make, cell, folder, options.updates) for cell in todo]
        for done, future in enumerate(as_completed(waiting), 1):
            progress(done, len(todo), future.result())


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m experiments", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many cells at a time")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="networks a cell")
    parser.add_argument("--updates", type=int, help="updates a network, instead of the plan's")
    parser.add_argument("--only", default="", choices=["", *SETTINGS], metavar="TASK", help="one task")
    parser.add_argument(
        "--again",
        default="",
        choices=["", *(cell.name for cell in cells())],
        metavar="NAME",
        help="one cell to measure anew",
    )
    parser.add_argument("--list", action="store_true", help="say what is missing and stop")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the cells are")
    return parser.parse_args(arguments)
