"""What browser tests share: a site with one page a simulation, the course, and where each is served."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.support.small_sites import build_course, build_lab
from tests.support.visits import serving, visiting


def built(tmp_path_factory, name: str, build) -> Path:
    """The folder of a site, built once for all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if base.name.startswith("popen-") else base) / name
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "done").exists():
            build(root, "http://127.0.0.1:8000/")
            (root / "done").touch()
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The site with one page a simulation; CLIFFWALK_LAB names one built before."""
    return Path(os.environ.get("CLIFFWALK_LAB") or built(tmp_path_factory, "lab", build_lab))


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served during the tests."""
    with serving(site) as (_, here):
        yield here


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The whole course: its folder and where it is served; CLIFFWALK_COURSE names one built before."""
    folder = Path(os.environ.get("CLIFFWALK_COURSE") or built(tmp_path_factory, "course", build_course))
    with serving(folder) as (_, address):
        yield folder, address


@pytest.fixture
def visit(browser, address):
    """A visit of one test."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture(scope="module")
def reader(browser, address):
    """A visit that goes on from simulation to simulation with `follow`, so that one Python serves them all."""
    with visiting(browser, address, viewport={"width": 1400, "height": 1000}) as visit:
        yield visit
