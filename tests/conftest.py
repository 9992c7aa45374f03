"""What all tests share: one browser a process, and which tests stay together in a process."""

import logging
from pathlib import Path

import pytest
from hypothesis import settings
from mkdocs.commands.build import build
from mkdocs.config import load_config

from builder.base import paths
from builder.base.build import begin, now
from tests.support.chromium import chromium

settings.register_profile("cliffwalk", deadline=None)  # a slow machine is no failure
settings.load_profile("cliffwalk")

APART = {"opened"}  # module fixtures that cost a page each, one a simulation
DRIVEN = {"browser", "course"}  # a test that asks for one of these drives a browser, or needs the whole site


@pytest.fixture(autouse=True)
def own_chapters():
    """Leave the build under way as it was: a test that builds a small site changes nothing for those after it."""
    before = now()
    yield
    begin(before)


@pytest.fixture(scope="session")
def browser():
    """A Chromium for all tests of a process."""
    with chromium() as browser:
        yield browser


def pytest_collection_modifyitems(items):
    """Mark the tests that drive a browser; group the tests of a file, or of one simulation in it, in one process."""
    for item in items:
        if DRIVEN & set(item.fixturenames):
            item.add_marker("browser")
        call = getattr(item, "callspec", None)
        apart = sorted(str(value) for name, value in call.params.items() if name in APART) if call else []
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("-".join([item.path.stem, *apart])))


@pytest.fixture
def build_site(tmp_path, monkeypatch):
    """A function from pages (name to text) to the folder of the finished site, without the runtime."""
    monkeypatch.setenv("CLIFFWALK_STILL", "1")
    monkeypatch.setattr(logging.getLogger("mkdocs"), "level", logging.WARNING)

    def build_pages(pages: dict[str, str]) -> Path:
        chapters = tmp_path / "chapters"
        for name, text in pages.items():
            (chapters / name).parent.mkdir(parents=True, exist_ok=True)
            (chapters / name).write_text(text, "utf-8")
        config = load_config(str(paths.ROOT / "mkdocs.yml"), docs_dir=str(chapters), site_dir=str(tmp_path / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return tmp_path / "site"

    return build_pages
