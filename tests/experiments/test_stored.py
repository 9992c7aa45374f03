"""Results of one file: what is said about one that is damaged, and that all can be made again by name."""

import json
import pkgutil

import pytest

from builder.base import paths
from builder.runtime.sources import everything
from experiments import language, letters, stored
from experiments.campaign.command import FOLDER, SINGLE, main

READ = {"letters": letters.results, "language": language.results}


@pytest.fixture
def damaged(monkeypatch):
    """A function that has a result read as other text."""

    def read_as(text):
        monkeypatch.setattr(pkgutil, "get_data", lambda *_: text.encode())

    for results in READ.values():
        results.cache_clear()
    yield read_as
    for results in READ.values():
        results.cache_clear()


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"parameters": ', "not JSON"),
        ("[]", "parameters: expected a dict"),
        ('{"parameters": {}, "runs": [{}], "ensembles": [{}]}', "is not whole"),
        ('{"parameters": {}, "runs": [], "ensembles": []}', "expected "),
    ],
)
def test_a_damaged_result_is_named_with_the_command_that_makes_it_anew(damaged, name, text, said):
    damaged(text)
    with pytest.raises(stored.ResultError) as caught:
        READ[name]()
    assert f"{name}.json: " in str(caught.value) and said in str(caught.value)
    assert f"`python -m experiments --again {name}`" in str(caught.value)


def test_a_result_that_is_not_there_is_named():
    with pytest.raises(stored.ResultError, match="nothing.json: there is no such file"):
        stored.load("nothing")


@pytest.mark.parametrize("name", SINGLE)
def test_a_stored_result_says_with_what_it_was_made(name):
    data = json.loads((FOLDER.parent / f"{name}.json").read_text())
    assert data["name"] == name and {"python", "numpy"} == data["versions"].keys()
    assert data["parameters"]["updates"] and data["parameters"]["seeds"]


def test_the_browser_gets_what_figures_read_and_no_more():
    shipped = [name for name in everything(paths.ROOT / "experiments") if name.endswith(".json")]
    others = (
        "figure7",
        *(f"causes/{name}" for name in ("damage_of_the_crash", "fold_and_border", "latch_or_memorise")),
    )
    assert sorted(shipped) == sorted(f"results/{name}.json" for name in (*READ, *others))


def test_one_result_is_made_anew_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "UPDATES", 10)
    monkeypatch.setattr(letters, "LENGTHS", (20,))
    monkeypatch.setattr("experiments.campaign.command.ProcessPoolExecutor", _Here)
    main(["--again", "letters", "--folder", str(tmp_path / "remedies")])
    made = json.loads((tmp_path / "letters.json").read_text())
    assert [(e["T"], e["alpha"]) for e in made["ensembles"]] == [(20, 0.03), (20, 0.1), (20, 0.3)]
    assert made["parameters"]["updates"] == 10 and not list((tmp_path / "remedies").iterdir())


class _Here:
    """A pool that works at once, in this process."""

    def __init__(self, _):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def submit(self, call, *arguments):
        from concurrent.futures import Future

        future = Future()
        future.set_result(call(*arguments))
        return future
