"""Where the browser of the tests comes from: each way is tried in its turn, and the last is a sentence."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support import chromium


class Machine:
    """A machine with some commands, on which installers may bring a browser; what was run stands in `ran`."""

    def __init__(self, folder: Path):
        self.own = folder / "own-chromium"
        self.commands = {"apt-get": "/usr/bin/apt-get"}
        self.root, self.installers, self.ran = False, (), []
        self.driver = SimpleNamespace(chromium=SimpleNamespace(executable_path=str(self.own)))

    def run(self, command, **_):
        self.ran.append(command)
        if command not in self.installers:
            return
        if command == chromium.PLAYWRIGHT_INSTALL:
            self.own.touch()
        if command == chromium.APT_INSTALL:
            self.commands["chromium"] = "/usr/bin/chromium"

    def path(self):
        return chromium.chromium_path(self.driver)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    machine = Machine(tmp_path)
    monkeypatch.delenv("CLIFFWALK_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: machine.commands.get(name))
    monkeypatch.setattr(chromium.subprocess, "run", machine.run)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0 if machine.root else 1000)
    return machine


def test_the_named_browser_comes_first(machine, monkeypatch):
    machine.commands["chromium"] = "/usr/bin/chromium"
    monkeypatch.setenv("CLIFFWALK_CHROMIUM", "/somewhere/chrome")
    assert (machine.path(), machine.ran) == ("/somewhere/chrome", [])


@pytest.mark.parametrize("name", chromium.NAMES)
def test_an_installed_browser_is_taken_and_nothing_is_fetched(machine, name):
    machine.commands[name] = f"/usr/bin/{name}"
    machine.own.touch()
    assert (machine.path(), machine.ran) == (f"/usr/bin/{name}", [])


def test_playwrights_browser_is_taken_if_it_is_there(machine):
    machine.own.touch()
    assert (machine.path(), machine.ran) == (str(machine.own), [])


def test_playwright_brings_its_own_where_none_is(machine):
    machine.root, machine.installers = True, (chromium.PLAYWRIGHT_INSTALL, chromium.APT_INSTALL)
    assert (machine.path(), machine.ran) == (str(machine.own), [chromium.PLAYWRIGHT_INSTALL])


def test_apt_brings_one_where_playwright_cannot(machine):
    machine.root, machine.installers = True, (chromium.APT_INSTALL,)
    assert machine.path() == "/usr/bin/chromium"
    assert machine.ran == [chromium.PLAYWRIGHT_INSTALL, chromium.APT_UPDATE, chromium.APT_INSTALL]


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False), (True, True)])
def test_without_any_there_is_one_sentence_that_says_what_to_type(machine, root, apt):
    machine.root = root
    if not apt:
        del machine.commands["apt-get"]
    with pytest.raises(RuntimeError) as caught:
        machine.path()
    assert "sudo apt-get install chromium libatomic1" in str(caught.value) and "\n" not in str(caught.value)
    assert (chromium.APT_INSTALL in machine.ran) == (root and apt)
