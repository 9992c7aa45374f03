"""The runtime supply: what is fetched is what the lock pins, and every failure is one sentence."""

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from builder.base.archive import read_zip
from builder.runtime import RuntimeSupplyError, fetch, font_file, install, pack_sources, read_lock
from builder.runtime.lock import Kernel, Lock, Member, Source
from builder.runtime.matplotlib_archive import matplotlib_archive
from builder.runtime.sources import imported_modules
from builder.runtime.trim import trimmed_archives

FILES = {"core.bin": b"core" * 1000, "numpy.bin": b"numpy" * 1000}
WHEEL = "carrier-1.0-py3-none-any.whl"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder with one small carrying wheel, the only place where pip may look; an empty cache."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    with ZipFile(shelf / WHEEL, "w") as wheel:
        for name, data in FILES.items():
            wheel.writestr(f"carrier/{name}", data)
        wheel.writestr("carrier-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        wheel.writestr("carrier-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("carrier-1.0.dist-info/RECORD", "")
    only_from(shelf, monkeypatch)
    monkeypatch.setenv("CLIFFWALK_CACHE", str(tmp_path / "cache"))
    return shelf


@pytest.fixture
def known(shelf, monkeypatch):
    """The shelf, whose wheel is found without pip: for what happens once pip has said where it is."""
    monkeypatch.setattr(sys.modules["builder.runtime.fetch"], "resolve", lambda source: (shelf / WHEEL).as_uri())
    return shelf


def only_from(place, monkeypatch):
    """Let pip see one place and nothing else, whatever the machine's own configuration is."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(place))


def lock_for(shelf):
    members = (Member(name, "all", name.partition(".")[0], len(data), sha256(data)) for name, data in FILES.items())
    source = Source("carrier==1.0", sha256((shelf / WHEEL).read_bytes()), {"all": "carrier/"})
    return Lock("0", "3.14", "0", Kernel("none", ""), (source,), tuple(members))


def with_hash(lock, digest):
    return replace(lock, members=(replace(lock.members[0], sha256=digest), lock.members[1]))


def test_the_lock_pins_every_file_of_every_group():
    lock = read_lock()
    assert {member.group for member in lock.members} == {"core", "numpy", "stock", "matplotlib", "font"}
    assert all(re.fullmatch("[0-9a-f]{64}", pinned.sha256) for pinned in (*lock.members, *lock.sources))
    assert all(any(source.path(member) for source in lock.sources) for member in lock.members)


def test_a_file_that_is_no_lock_is_named(tmp_path):
    (tmp_path / "other.json").write_text('{"sources": [], "members": [{"name": "x"}]}')
    with pytest.raises(RuntimeSupplyError, match="other.json"):
        read_lock(tmp_path / "other.json")


def test_only_the_wanted_groups_are_fetched(shelf):
    folder = fetch("core", lock=lock_for(shelf))
    assert [path.name for path in folder.iterdir()] == ["core.bin"]
    assert (folder / "core.bin").read_bytes() == FILES["core.bin"]


def test_a_damaged_file_is_fetched_again_and_no_other(known):
    folder = fetch("core", "numpy", lock=lock_for(known))
    (folder / "core.bin").write_bytes(b"damaged")
    kept = (folder / "numpy.bin").stat().st_mtime_ns
    fetch("core", "numpy", lock=lock_for(known))
    assert (folder / "core.bin").read_bytes() == FILES["core.bin"]
    assert (folder / "numpy.bin").stat().st_mtime_ns == kept


def test_a_full_cache_needs_no_network(known, monkeypatch):
    fetch("core", lock=(lock := lock_for(known)))
    monkeypatch.setattr(sys.modules["builder.runtime.fetch"], "resolve", lambda source: pytest.fail("it asks"))
    assert fetch("core", lock=lock).is_dir()


def test_a_member_with_other_bytes_is_refused(known):
    with pytest.raises(RuntimeSupplyError, match=r"core\.bin in carrier==1\.0 has not the pinned SHA-256"):
        fetch("core", lock=with_hash(lock_for(known), "0" * 64))


def test_a_wheel_with_other_bytes_is_refused(shelf):
    lock = lock_for(shelf)
    with (shelf / WHEEL).open("ab") as wheel:
        wheel.write(b"tampered")
    with pytest.raises(RuntimeSupplyError, match="another file than the pinned one"):
        fetch("core", lock=lock)


def test_the_next_source_is_asked_when_one_fails(shelf):
    lock = lock_for(shelf)
    gone = Source("nowhere==9.9", "0" * 64, {"all": ""})
    assert fetch("core", lock=replace(lock, sources=(gone, *lock.sources))).is_dir()


@contextmanager
def serving(folder):
    """Python's own web server, which knows no range reads, as a process; gives its address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield re.search(r"http://[^)]+", server.stdout.readline()).group()
        finally:
            server.kill()


def test_a_server_without_range_reads_gives_the_whole_wheel(shelf, monkeypatch, capfd):
    with serving(shelf) as address:
        monkeypatch.setenv("PIP_FIND_LINKS", address)
        folder = fetch("core", lock=lock_for(shelf))
    assert (folder / "core.bin").read_bytes() == FILES["core.bin"]
    assert "downloading all of carrier==1.0" in capfd.readouterr().out


def test_without_network_there_is_one_sentence(shelf, monkeypatch):
    lock = lock_for(shelf)
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(RuntimeSupplyError) as caught:
        fetch("core", lock=lock)
    message = str(caught.value)
    assert "\n" not in message
    assert "core.bin" in message and "check the network" in message


def test_the_trimmed_archives_hold_bytecode_and_together_everything():
    folder = trimmed_archives()
    stdlib, numpy, rest = (set(read_zip(folder / name)) for name in ("stdlib.zip", "numpy.zip", "rest.zip"))
    assert not [name for name in stdlib | numpy | rest if name.endswith(".py")]
    assert not (stdlib | numpy) & rest
    complete = read_zip(fetch("core") / "python_stdlib.zip")
    assert {name + "c" for name in complete if name.endswith(".py")} <= stdlib | rest
    assert "site-packages/numpy/random/mtrand.cpython-314-wasm32-emscripten.so" in rest


def package(folder, body):
    """Make a package of one module."""
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "thing.py").write_text(body)
    return folder


def test_imports_are_read_from_the_code(tmp_path):
    body = "import csv, numpy.linalg as la\nfrom decimal import Decimal\nfrom . import other\nimport mine.thing\n"
    assert imported_modules([package(tmp_path / "mine", body)]) == {"csv", "numpy.linalg", "decimal"}


def test_our_own_archive_is_bytecode_named_by_its_content(tmp_path):
    mine = package(tmp_path / "mine", "X = 1\n")
    first = pack_sources([mine], tmp_path / "out")
    assert set(read_zip(first)) == {"mine/__init__.pyc", "mine/thing.pyc"}
    assert pack_sources([mine], tmp_path / "out") == first
    (mine / "thing.py").write_text("X = 2\n")
    assert pack_sources([mine], tmp_path / "out") != first


def test_a_syntax_error_in_our_code_is_told(tmp_path):
    with pytest.raises(RuntimeSupplyError, match=r"mine/thing\.py"):
        pack_sources([package(tmp_path / "mine", "def broken(:\n")], tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the runtime in it, and the manifest."""
    site = tmp_path_factory.mktemp("installed")
    return site, install(site)


def test_an_installed_site_matches_its_manifest(installed):
    site, manifest = installed
    runtime = site / "assets/runtime"
    assert json.loads((runtime / "manifest.json").read_text()) == manifest
    assert {name: (runtime / entry["path"]).stat().st_size for name, entry in manifest["files"].items()} == {
        name: entry["size"] for name, entry in manifest["files"].items()
    }
    assert not list(runtime.rglob("*.mjs"))  # many hosts have no type for it
    licences = next(runtime.glob("*/LICENSES.txt")).read_text()
    assert all(spdx in licences for spdx in ("MPL-2.0", "PSF-2.0", "BSD-3-Clause"))
    assert "Redistribution and use" in next(runtime.glob("*/LICENSE-numpy.txt")).read_text()
    plots = next(runtime.glob("*/LICENSE-matplotlib.txt")).read_text()
    assert all(name in plots for name in ("matplotlib-3.", "pillow-", "contourpy-", "kiwisolver-", "LICENSE_DEJAVU"))


def test_what_only_code_cells_need_is_not_part_of_the_start(installed):
    _, manifest = installed
    later = {"rest.zip", "matplotlib.zip", "listing_runner.zip"}
    assert manifest["total"] == sum(file["size"] for name, file in manifest["files"].items() if name not in later)


def test_the_archive_of_matplotlib_draws_with_its_own_fonts():
    files = read_zip(matplotlib_archive(trimmed_archives()))
    fonts = {name.rpartition("/")[2] for name in files if name.endswith(".ttf")}
    assert {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "Inter-Regular.ttf", "cmex10.ttf"} <= fonts
    listed = json.loads(files["site-packages/matplotlib/fontlist.json"])["ttflist"]
    assert {font["fname"].rpartition("/")[2] for font in listed} == fonts
    assert {font["name"] for font in listed} == {"DejaVu Sans", "DejaVu Sans Mono", "Inter", "cmex10"}
    assert {"site-packages/matplotlib/pyplot.pyc", "site-packages/matplotlib/backends/backend_svg.pyc"} <= set(files)
    assert not [name for name in files if not name.startswith("site-packages/") or name.endswith(".py")]


def test_our_own_archive_has_no_docstrings(tmp_path):
    files = read_zip(pack_sources([package(tmp_path / "mine", '"""Spoken."""\nX = "kept"\n')], tmp_path, "own", "at/"))
    assert b"kept" in files["at/mine/thing.pyc"] and b"Spoken" not in files["at/mine/thing.pyc"]


def test_installing_twice_changes_nothing(installed, tmp_path):
    assert install(tmp_path) == installed[1]


def test_the_font_is_the_pinned_one():
    assert Path(font_file()).read_bytes()[:4] == b"\x00\x01\x00\x00"
