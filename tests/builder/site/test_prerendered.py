"""What is recorded at build: the scenes as they travel, in small files that are equal in every build."""

import gzip
import json
from itertools import accumulate

import numpy as np
import pytest

from builder.base import paths
from builder.base.build import Build, begin, now
from builder.figure.element import States, linked_state, render_widget
from builder.site import prerendered
from builder.site.pages import Site
from builder.site.prerendered import MOST_BYTES, POSITIONS, prerender, star, supply
from widgets.kit.controls import resolve
from widgets.kit.registry import load, presets
from widgets.kit.wire import pack

SMALL = ("norm_or_value", "tau_sweep", "echo_state")  # sliders, a choice, a seed, controls under "more"
LARGE = ("cliff_1d", "bifurcation")


def default(name: str) -> dict:
    return resolve(load(name).CONTROLS, {})


def frames(data: bytes) -> list[tuple[dict, bytes]]:
    """The states of a record with their scenes, read apart from the code that wrote it."""
    whole = gzip.decompress(data)
    start = 4 + int.from_bytes(whole[:4], "little")
    header = json.loads(whole[4:start])
    ends = [start, *(start + end for end in accumulate(header["sizes"]))]
    assert ends[-1] == len(whole)
    return [
        (frame["params"], b"".join(whole[ends[at] : ends[at + 1]] for at in frame["blocks"]))
        for frame in header["frames"]
    ]


@pytest.mark.parametrize("name", SMALL)
def test_a_record_holds_the_star_around_a_state_as_packed(name):
    found = frames(prerender(name, [default(name)], []))
    assert found[0][0] == default(name)
    for params, scene in found:
        assert scene == pack(load(name).scene(**params)).tobytes()
    for control in load(name).CONTROLS:
        values = {params[control.name] for params, _ in found}
        assert len(values) == 1 if control.more else {control.values[0], control.values[-1]} <= values
        if control.kind != "slider" and not control.more:
            assert values == set(control.values)


def test_sliders_are_recorded_at_even_distances():
    slider = next(c for c in load("norm_or_value").CONTROLS if c.kind == "slider")
    _, *around = star("norm_or_value", default("norm_or_value"), 5)
    places = [slider.values.index(state[slider.name]) for state in around[:5]]
    assert places[0] == 0 and places[-1] == len(slider.values) - 1
    assert max(np.diff(places)) - min(np.diff(places)) <= 1


@pytest.mark.parametrize("name", LARGE)
def test_a_large_record_gets_fewer_positions_and_not_fewer_than_it_must(name):
    data = prerender(name, [default(name)], [])
    assert len(data) <= MOST_BYTES
    counts = [len({tuple(state.items()) for state in star(name, default(name), count)}) for count in POSITIONS]
    assert len(frames(data)) in counts[1:]


def test_what_scenes_share_is_kept_once():
    data = prerender("cliff_surface", [default("cliff_surface")], [])
    assert len(gzip.decompress(data)) < sum(len(scene) for _, scene in frames(data)) / 2


def test_two_records_are_equal_to_the_byte():
    assert prerender("tau_sweep", [default("tau_sweep")], []) == prerender("tau_sweep", [default("tau_sweep")], [])


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Two pages with the same simulation in two states, and a link; an empty cache."""
    monkeypatch.setenv("CLIFFWALK_CACHE", str(tmp_path / "cache"))
    begin(Build(paths.chapters()))
    site = tmp_path / "site"
    (site / "two").mkdir(parents=True)
    (site / "index.html").write_text(render_widget("norm_or_value", {}), "utf-8")
    link = linked_state({"g1": 3, "g2": 1.5}, "norm_or_value")
    (site / "two" / "index.html").write_text(str(render_widget("norm_or_value", {"tau": 2})) + link, "utf-8")
    return Site(site)


def written(site):
    (file,) = (site.folder / "assets" / "records").iterdir()
    return file


def test_the_pages_of_a_site_say_what_is_recorded(site):
    supply(site, now().ledger(States))
    states = [params for params, _ in frames(written(site).read_bytes())]
    bases = [default("norm_or_value"), default("norm_or_value") | {"tau": 2}]
    for asked in ({}, {"g1": 3, "g2": 1.5}, *(preset.params for preset in presets(load("norm_or_value")))):
        assert all(base | asked in states for base in bases)
    for page in site.pages:
        assert f'"record": "{written(site).name}"' in page.text


def test_what_is_recorded_is_kept_between_builds(site, monkeypatch):
    supply(site, now().ledger(States))
    before = written(site).read_bytes()
    monkeypatch.setattr(prerendered, "prerender", lambda *_: pytest.fail("recorded again"))
    supply(site, now().ledger(States))
    assert written(site).read_bytes() == before
