"""Fetch the pinned runtime files once per user, through pip's own configuration."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from zipfile import BadZipFile, ZipFile

import click
import requests
from remotezip import RemoteZip, RemoteZipError

from builder.base.cache import cache_folder, write_atomically
from builder.runtime.lock import Lock, Member, RuntimeSupplyError, Source, read_lock

# The carrying wheel may ask for an older Python than ours; only its data files are used.
PIP_FLAGS = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--quiet"]
# What a server without range reads, a broken connection or a damaged wheel raises.
BROKEN = (requests.RequestException, RemoteZipError, BadZipFile, OSError)


def fetch(*groups: str, lock: Lock | None = None) -> Path:
    """Make the members of these groups present and verified in the cache and return their folder.

    Only missing or damaged files are fetched. Raises RuntimeSupplyError when no source
    can supply a file, or when a source holds other bytes than the lock names.
    """
    lock = lock or read_lock()
    folder = cache_folder() / f"pyodide-{lock.pyodide}"
    missing = [member for member in lock.group(*groups) if not present(folder, member)]
    reasons = []
    for source in lock.sources if missing else ():
        try:
            missing = take(source, missing, folder)
        except (RuntimeSupplyError, *BROKEN) as error:
            reasons.append(str(error))
        if not missing:
            break
    if missing:
        raise RuntimeSupplyError(failure(missing, reasons))
    return folder


def present(folder: Path, member: Member) -> bool:
    """Say whether the cache holds exactly the pinned bytes."""
    path = folder / member.name
    return path.is_file() and member.matches(path.read_bytes())


def failure(missing: list[Member], reasons: list[str]) -> str:
    """Say in one sentence what is missing and why."""
    names = ", ".join(member.name for member in missing[:3]) + (", ..." if len(missing) > 3 else "")
    because = "; ".join(reasons) or "no source in runtime.lock.json holds them"
    return f"The Python runtime for the browser is incomplete ({names}): {because}."


def take(source: Source, needed: list[Member], folder: Path) -> list[Member]:
    """Copy what this source holds into the cache; return the members it does not hold."""
    with open_wheel(source) as wheel:
        names = set(wheel.namelist())
        held = [member for member in needed if source.path(member) in names]
        label = f"Python runtime ({sum(m.size for m in held) / 1e6:.1f} MB)"
        with click.progressbar(length=sum(m.size for m in held), label=label) as bar:
            for member in held:
                copy_member(wheel, source, member, folder)
                bar.update(member.size)
    return [member for member in needed if member not in held]


def copy_member(wheel: ZipFile, source: Source, member: Member, folder: Path) -> None:
    """Copy one file into the cache; refuse bytes that the lock does not name."""
    data = wheel.read(source.path(member) or member.name)
    if not member.matches(data):
        raise RuntimeSupplyError(f"{member.name} in {source.requirement} has not the pinned SHA-256")
    write_atomically(folder / member.name, data)


@contextmanager
def open_wheel(source: Source) -> Iterator[ZipFile]:
    """Open the wheel by range reads where the server allows them, else fetch all of it."""
    url = resolve(source)
    with ExitStack() as stack:
        try:
            wheel = open_ranges(url)
        except BROKEN:
            wheel = ZipFile(download(source, Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        yield stack.enter_context(wheel)


def open_ranges(url: str) -> ZipFile:
    """Open a wheel at a file: address directly, any other by reading its last bytes first."""
    if url.startswith("file:"):
        return ZipFile(url2pathname(urlsplit(url).path))
    return RemoteZip(url, timeout=60)


def resolve(source: Source) -> str:
    """Ask pip where the wheel is; refuse a file with another hash than the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        pip(source, "install", "--dry-run", "--ignore-installed", "--report", str(report), source.requirement)
        found = json.loads(report.read_text(encoding="utf-8"))["install"][0]["download_info"]
    if found["archive_info"].get("hashes", {}).get("sha256") != source.sha256:
        raise RuntimeSupplyError(f"{source.requirement}: the package index offers another file than the pinned one")
    return found["url"]


def download(source: Source, folder: Path) -> Path:
    """Let pip download the whole wheel and verify its hash."""
    pinned = folder / "pinned.txt"
    pinned.write_text(f"{source.requirement} --hash=sha256:{source.sha256}\n", encoding="utf-8")
    click.echo(f"No range reads here: downloading all of {source.requirement} (about 100 MB)")
    pip(source, "download", "--require-hashes", "--dest", str(folder), "--requirement", str(pinned))
    return next(folder.glob("*.whl"))


def pip(source: Source, *arguments: str) -> None:
    """Run pip with the user's own configuration; its last error line becomes ours."""
    command = [sys.executable, "-m", "pip", arguments[0], *PIP_FLAGS, *arguments[1:]]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR:")]
        last = errors[-1].removeprefix("ERROR:").strip() if errors else "pip failed"
        raise RuntimeSupplyError(f"pip cannot get {source.requirement} ({last}); check the network and pip's index")


def font_file() -> Path:
    """Return the cached Inter-Variable.ttf (SIL Open Font License), fetching it when needed."""
    return fetch("font") / "Inter-Variable.ttf"
