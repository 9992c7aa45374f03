"""`python -m benchmarks` runs every benchmark of this folder and writes bench.json, with names only these.

A benchmark is a module with a function `measure() -> dict`. Speed is told as a ratio to a peer in the same run.
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

import benchmarks

RESULTS = Path(__file__).resolve().parent.parent / "bench.json"


def names() -> list[str]:
    """The benchmarks there are, by file name."""
    modules = pkgutil.iter_modules(benchmarks.__path__)
    return sorted(m.name for m in modules if not m.ispkg and not m.name.startswith("_"))


def main(chosen: list[str]) -> None:
    """Run the chosen benchmarks, print them, and write them over their old results."""
    unknown = set(chosen) - set(names())
    if unknown:
        sys.exit(f"no benchmark named {', '.join(sorted(unknown))}; expected some of {', '.join(names())}")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in chosen or names():
        print(f"== {name}", flush=True)
        results[name] = importlib.import_module(f"benchmarks.{name}").measure()
        print(json.dumps(results[name], indent=1), flush=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
