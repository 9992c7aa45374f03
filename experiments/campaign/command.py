"""`python -m experiments` makes every stored result that is missing.

Options: `--only letters`, `--list`, `--again NAME`, `--jobs 2`; to try it `--seeds 4 --updates 20 --folder ELSEWHERE`.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from experiments import language, letters
from experiments.campaign.plan import SEEDS, SETTINGS, Condition, conditions

FOLDER = Path(__file__).resolve().parents[1] / "results/remedies"
SINGLE = {"letters": letters.make, "language": language.make}  # results of a file of their own, beside the folder


def make(condition: Condition, folder: Path, updates: int | None = None) -> str:
    """Measure a condition and write its file whole or not at all; return its name."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core a condition, all cores over conditions
    from experiments.campaign.runner import measure

    save(folder / f"{condition.name}.json", measure(condition, updates))
    return condition.name


def make_single(name: str, folder: Path) -> str:
    """Make one of SINGLE and write its file beside the folder; return its name."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from experiments.campaign.runner import versions

    made = SINGLE[name]()
    save(
        folder.parent / f"{name}.json",
        {"name": name, "parameters": made.pop("parameters"), "versions": versions()} | made,
    )
    return name


def save(target: Path, data: dict[str, Any]) -> None:
    """Write a result whole or not at all."""
    part = target.with_suffix(".part")
    part.write_text(json.dumps(data, indent=1) + "\n")
    part.replace(target)


def missing(folder: Path, only: str, seeds: int) -> list[Condition]:
    """Return the conditions of a task, or of all, that have no file yet."""
    return [c for c in conditions(seeds) if only in ("", c.task) and not (folder / f"{c.name}.json").exists()]


def missing_singles(folder: Path) -> list[str]:
    """Return which of SINGLE have no file beside the folder."""
    return [name for name in SINGLE if not (folder.parent / f"{name}.json").exists()]


def progress(done: int, total: int, name: str) -> None:
    """Print a line that is overwritten on a terminal, one line a result elsewhere."""
    bar = "█" * round(30 * done / total) + "·" * (30 - round(30 * done / total))
    print(f"{bar} {done}/{total} {name:32}", end="\r" if sys.stdout.isatty() and done < total else "\n", flush=True)


def main(arguments: list[str]) -> None:
    """Make what is missing, on several cores; a stop loses only the results under way."""
    options = _options(arguments)
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    if options.again:
        (folder.parent if options.again in SINGLE else folder).joinpath(f"{options.again}.json").unlink(missing_ok=True)
    todo = [c for c in missing(folder, options.only, options.seeds) if options.again in ("", c.name)]
    whole = not options.only and folder == FOLDER  # a trial elsewhere is of conditions only
    singles = [name for name in missing_singles(folder) if options.again == name or (whole and not options.again)]
    if options.list:
        print("\n".join([*(c.name for c in todo), *singles]) or "nothing is missing")
        return
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(make, condition, folder, options.updates) for condition in todo]
        waiting += [pool.submit(make_single, name, folder) for name in singles]
        for done, future in enumerate(as_completed(waiting), 1):
            progress(done, len(waiting), future.result())


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m experiments", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many results at a time")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="networks a condition")
    parser.add_argument("--updates", type=int, help="updates a network, instead of the plan's")
    parser.add_argument("--only", default="", choices=["", *SETTINGS], metavar="TASK", help="one task")
    parser.add_argument(
        "--again",
        default="",
        choices=["", *SINGLE, *(condition.name for condition in conditions())],
        metavar="NAME",
        help="one result to make anew",
    )
    parser.add_argument("--list", action="store_true", help="say what is missing and stop")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the conditions are")
    return parser.parse_args(arguments)
