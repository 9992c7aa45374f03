"""The evidence on the pages: tables equal the data, every share opens the lab, figures obey the site's policy."""

import re
from xml.etree import ElementTree

import pytest

from builder.base import paths
from builder.base.build import Build, begin
from builder.chapter import numbers, provenance
from builder.chapter.macros import study_tables
from builder.chapter.markdown.source import page_source, reading
from builder.figure import study_plots
from experiments.campaign.plan import REMEDIES, SETTINGS, Condition
from experiments.campaign.runner import config_of
from experiments.campaign.store import results as measured
from experiments.lab import Run, Settings
from widgets.kit.controls import resolve
from widgets.kit.registry import load

CHAPTER = paths.ROOT / "chapters/7-connections.md"


@pytest.fixture
def table():
    """A function from a task to its table as on the page of chapter 7."""

    def html(task):
        with reading(page_source(CHAPTER, CHAPTER.read_text("utf-8"), CHAPTER.name, "7-connections/")):
            return str(study_tables.study_table(task))

    return html


@pytest.mark.parametrize("task", SETTINGS)
def test_the_table_equals_the_data(task, table):
    begin(Build(paths.chapters()))
    html, found = table(task), measured(task)
    shown = [float(share) for share in re.findall(r'<data value="([^"]*)">', html)]
    cells = [found[T, remedy] for T in SETTINGS[task].lengths for remedy in REMEDIES if found[T, remedy]]
    assert shown == [cell.solved.share for cell in cells]
    assert html.count("lost: ") == sum(cell.lost.count > 0 for cell in cells)
    assert {number.source for number in provenance.noted()} == {cell.file for cell in cells}
    assert html.count('href="../6-training-lab/#w.training_lab=') == len(cells)


@pytest.mark.parametrize("task", SETTINGS)
@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_share_opens_the_lab_in_the_configuration_of_its_cell(task, remedy):
    cell = Condition(task, SETTINGS[task].lengths[0], remedy)
    lab = Run(Settings(**resolve(load("training_lab").CONTROLS, study_tables.lab_state(cell, 64)))).config
    wanted = config_of(cell)
    for field in ("N", "B", "alpha", "clip", "lam", "cell", "activation", "optimiser"):
        assert getattr(lab, field) == getattr(wanted, field), field
    assert lab.clip == "none" or lab.tau == wanted.tau
    assert type(lab.task) is type(wanted.task) and lab.task.T == wanted.task.T
    assert lab.start == {"scheme": "gaussian", "gain": 1} | wanted.start
    assert lab.seeds == (64,) and 64 not in wanted.seeds


@pytest.mark.parametrize("width", study_plots.WIDTHS)
def test_a_figure_is_small_repeatable_and_takes_its_colours_from_the_page(width):
    found = measured("pattern")
    svg = study_plots.success("pattern", found, width)
    assert svg == study_plots.success("pattern", found, width) and len(svg) < 40_000
    assert "style" not in svg and "font" not in svg and " href" not in svg and "metadata" not in svg
    assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= {"#000000", "#ffffff"}
    root = ElementTree.fromstring(svg.replace("xlink:href", "href"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) and all(name.startswith(f"plot-pattern-{width}-") for name in ids)
    assert {words.words for words in REMEDIES.values()} <= {element.text for element in root.iter()}


def test_a_figure_without_data_is_an_empty_frame():
    nothing = dict.fromkeys(measured("pattern"))
    assert "T = 40" in study_plots.success("pattern", nothing, "wide")


def test_the_list_of_cells_has_every_file_with_its_counts_and_versions():
    html = str(study_tables.study_conditions())
    for task in SETTINGS:
        for (T, remedy), cell in measured(task).items():
            assert f"<code>{task}-T{T}-{remedy}.json</code>" in html
            assert cell is None or f"numpy {cell.versions['numpy']}" in html
    assert "N 16, B 1, alpha 0.3, updates 3000, optimiser sgd, cell rnn, std_x 1.0, weights rounded, python" in html


def test_an_unknown_task_is_refused(table):
    with pytest.raises(Exception, match="unknown task 'order'; the course has measured letters, pattern"):
        table("order")


def test_numbers_in_the_text_are_those_of_the_table():
    for (T, remedy), cell in measured("letters").items():
        assert numbers.value("connections.solved", {"task": "letters", "T": T, "remedy": remedy}) == cell.solved.share
    assert numbers.value("connections.measured", {"what": "cells", "task": "pattern"}) == 20


def test_what_is_missing_is_said_and_not_made_up(monkeypatch, table):
    monkeypatch.setattr(study_tables, "results", lambda task: dict.fromkeys(measured(task)))
    html = table("pattern")
    assert "<data" not in html and html.count("not measured") == len(SETTINGS["pattern"].lengths)
