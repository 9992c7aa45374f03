"""Chapter 6: its numbers, its table of patterns, and the claims of its sentences."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from builder.chapter import numbers
from builder.chapter.quizzes.load import load
from experiments.lab import Run, Settings
from sim.analysis.diagnosis import ROWS, diagnose
from widgets import training_lab
from widgets.kit.controls import resolve

CHAPTER = Path(__file__).resolve().parents[2] / "chapters/6-training-lab.md"
STATE = re.compile(r'\{\{ state\("training_lab", "([^"]*)", (.*?)\) \}\}', re.S)


def number(name, **arguments):
    return numbers.value(f"lab.{name}", arguments)


def states():
    """The controls of every link to a state of the lab, by the words of the link, in order."""
    found = STATE.findall(CHAPTER.read_text("utf-8"))
    calls = ((words, ast.parse(f"dict({rest})", mode="eval").body) for words, rest in found)
    return {words: {k.arg: ast.literal_eval(k.value) for k in call.keywords} for words, call in calls}


def trained(updates, **params):
    run = Run(Settings(**resolve(training_lab.CONTROLS, params)))
    while run.updates < updates and not run.over:
        run.go()
    return run


def rows():
    """The states of the table of patterns, first row first."""
    table = CHAPTER.read_text("utf-8").split("## Reading the norm")[1].split("This table is practice")[0]
    return [states()[words] for words, _ in STATE.findall(table)]


@pytest.mark.parametrize("row", range(1, 6))
def test_each_row_opens_the_lab_in_a_run_that_shows_it(row):
    assert training_lab.scene(**resolve(training_lab.CONTROLS, rows()[row - 1])).numbers["pattern"] == row


def test_the_table_has_a_row_for_every_rule():
    assert len(rows()) == len(ROWS)


def test_growth_turns_into_spikes_and_then_into_silence():
    run = trained(1026, **rows()[2])
    seen = [diagnose(run.loss[:n], run.norm[:n], run.config.task.chance).name for n in range(50, 1027)]
    turns = [seen.index(name) for name in ("slow steady growth", "rare massive spikes", "near zero")]
    assert turns == sorted(turns)
    assert run.loss[-100:].min() > run.config.task.chance / 2


def test_the_thresholds_in_the_order_of_the_text():
    shares = [number("ensemble", result="solved", tau=tau) for tau in ("none", 20, 5, 1)]
    assert shares == sorted(shares)
    assert shares[-2:] == [1, 1]
    median = {tau: number("ensemble", result="median", tau=tau) for tau in (20, 5, 1, 0.1)}
    assert median[1] == min(median.values())
    assert median[0.1] > 2 * median[1]


def test_a_small_learning_rate_needs_no_clipping():
    run = trained(1000, **states()["see for yourself"])
    assert run.solved and not run.clipped.any()


def test_one_seed_at_four_thresholds():
    assert number("run", result="non_finite", updates=400) == 298
    assert number("lowest") < 0.04
    assert number("solved_at", clip="norm", tau=1) < number("solved_at", clip="norm", tau=5) < 200


def test_the_recipe_works_and_so_does_less():
    whole, less = (states()[words] for words in ("the whole recipe at T = 60", "Leave out the gates"))
    assert number("solved_at", **less) < number("solved_at", **whole) < 1000


def test_the_listing_speaks_before_the_end():
    assert number("listing", result="first_alert") < number("listing", result="end") < 300


def test_every_challenge_has_a_solution_and_is_not_solved_at_the_start():
    challenges = [item for item in load("6") if item.fields["kind"] == "reach"]
    assert len(challenges) == 3


def test_solved_is_not_said_of_a_run_that_ended():
    assert np.isnan(trained(400, alpha=0.3, clip="none").loss[-1])
    assert not trained(400, alpha=0.3, clip="none").solved
