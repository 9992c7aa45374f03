"""The course's own results on its pages: tables of shares whose every entry opens the training lab, and figures."""

from typing import Any

from markupsafe import Markup

from builder.base import paths
from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.chapter import provenance
from builder.chapter.markdown.source import current
from builder.figure import element, study_plots
from experiments.campaign.plan import REMEDIES, SETTINGS, Condition
from experiments.campaign.store import ResultError, results
from widgets.kit.controls import ControlError, resolve
from widgets.kit.registry import load, names

LAB = "training_lab"
_TASKS = {
    "letters": "letters",
    "pattern": "pattern",
    "addition": "addition",
    "multiplication": "multiplication",
    "temporal_order": "order",
}


def study_table(task: str) -> Markup:
    """Return lengths by remedies: the share that solved the task, its interval, the share lost, a link to the lab."""
    found = _results(task)
    for measured in filter(None, found.values()):
        provenance.note(Markup(_sentence(measured)), source=measured.file, place=_how(measured))
    there = {T for (T, _), measured in found.items() if measured}
    return render("study_table", task=SETTINGS[task], remedies=REMEDIES, results=found, there=there, link=_lab_link)


def study_plot(task: str) -> Markup:
    """Return the same shares as curves over the length, for wide and narrow pages."""
    found = _results(task)
    pictures = {width: Markup(study_plots.success(task, found, width)) for width in study_plots.WIDTHS}
    return render("study_plot", task=SETTINGS[task], pictures=pictures)


def study_conditions() -> Markup:
    """Return every condition with its parameters, versions and counts; what is not measured says so."""
    found = {task: _results(task) for task in SETTINGS}
    shared = {task: _shared(conditions) for task, conditions in found.items()}
    return render("study_conditions", settings=SETTINGS, tasks=found, shared=shared)


def lab_state(condition: Condition, seeds: int) -> dict:
    """Return the controls of the training lab for the first network that a condition of so many seeds did not count."""
    setting, remedy = SETTINGS[condition.task], REMEDIES[condition.remedy]
    return {
        "task": _TASKS[condition.task],
        "alpha": setting.alpha,
        "clip": "none" if remedy.tau is None else "norm",
        "tau": remedy.tau or 1,
        "cell": "tanh",
        "N": setting.N,
        "T": condition.T,
        "init": "gaussian",
        "gain": 1,
        "optimiser": "sgd",
        "lam": remedy.lam,
        "seed": seeds,
    }


def _results(task: str) -> dict:
    if task not in SETTINGS:
        raise AuthoringError(f"unknown task {task!r}; the course has measured {', '.join(SETTINGS)}")
    try:
        return results(task)
    except ResultError as error:
        raise AuthoringError(str(error)) from None


def _lab_link(measured: Any) -> str:
    """Return the address of the lab in the state of a condition; empty while there is no lab that can take it."""
    page = next(iter(sorted(paths.chapters().glob("6-*.md"))), None)
    if page is None or LAB not in names():
        return ""
    try:
        params = resolve(load(LAB).CONTROLS, lab_state(measured.condition, measured.condition.seeds))
    except ControlError:
        return ""
    return current().link(page.name) + element.linked_state(params, LAB)


def _shared(found: dict) -> list[str]:
    """Return what holds for every measured cell of a task: its parameters without the remedy, and the versions met."""
    cells = [cell for cell in found.values() if cell]
    parts = {
        f"{name} {value}": None
        for cell in cells
        for name, value in cell.parameters.items()
        if name not in ("clip", "tau", "lam")
    }
    return [*parts, *dict.fromkeys(f"{name} {version}" for cell in cells for name, version in cell.versions.items())]


def _sentence(measured: Any) -> str:
    return f"{measured.solved.count} of {measured.solved.of} solved, {measured.lost.count} lost"


def _how(measured: Any) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in measured.versions.items())
    return f"{measured.parameters['updates']} updates, measured with {versions}"
