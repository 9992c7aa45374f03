"""The language model: its record, its baseline, what clipping does to it, and a run that is kept and gone on with."""

import numpy as np
import pytest

from experiments import language
from experiments.lab import course_text
from sim.training.checkpoint import from_bytes, to_bytes
from widgets import language_model as widget
from widgets.kit.controls import resolve


def controls(**given):
    return resolve(widget.CONTROLS, given)


def learner(updates, tau=1.0, alpha=1.5, cell="rnn", seed=0):
    going = language.Learner(cell, tau, alpha, seed)
    return going.go(updates)


@pytest.fixture(scope="module")
def pair():
    """The default network, clipped and not, after 120 updates."""
    return {True: learner(120), False: learner(120, np.inf)}


def test_clipping_a_few_updates_separates_learning_from_being_thrown_back(pair):
    assert 0 < pair[True].clipped.sum() < 15
    assert pair[True].loss[-30:].mean() < language.unigram() - 0.5
    assert pair[False].loss[-30:].mean() > 10 and pair[False].norm.max() > 100


def test_the_baseline_is_the_entropy_of_the_letters():
    text = course_text()
    bits = [-np.log2(text.count(letter) / len(text)) for letter in text]
    assert language.unigram() == pytest.approx(np.mean(bits), rel=1e-12)
    assert language.unigram() < np.log2(len(set(text)))


def test_the_first_picture_of_a_run_is_the_scene():
    first, then = next(widget.run(**controls())), widget.scene(**controls())
    assert first.numbers == then.numbers and first.reading == then.reading
    assert then.numbers["updates"] == language.STRIDE["rnn"]
    assert then.writing.count("Recorded") == 2 and first.writing in then.writing


def test_a_kept_run_goes_on_as_if_it_had_never_stopped():
    whole, stopped = (widget.run(**controls(seed=3)) for _ in range(2))
    frames = [next(whole) for _ in range(9)]
    for _ in range(4):
        next(stopped)
    later = widget.resume(from_bytes(to_bytes(widget.checkpoint(stopped))), **controls(seed=3))
    for expected in frames[3:]:
        found = next(later)
        assert (found.numbers, found.writing) == (expected.numbers, expected.writing)


def test_what_it_writes_is_a_function_of_its_weights():
    going = learner(30)
    before = going.samples[-1]
    going.write()
    assert going.samples[-1] == before
    assert set(before[1]) <= set(course_text()) and len(before[1]) <= language.LETTERS


def test_it_writes_again_after_a_while_and_keeps_the_last_three(monkeypatch):
    monkeypatch.setattr(language, "PAUSE", 4)
    going = learner(2, cell="gru")
    for _ in range(9):
        going.go()
    assert [updates for updates, _ in going.samples] == [10, 14, 18]


def test_the_presets_do_what_they_say():
    free, clipped, high, gated = (controls(**preset.params) for preset in widget.PRESETS)
    ends = [widget._learner(**params).go(150) for params in (free, clipped, high, gated)]
    bits = [going.loss[-30:].mean() for going in ends]
    assert bits[0] > 10 and bits[2] > language.unigram() + 1
    assert bits[1] < language.unigram() - 0.5 and bits[3] < language.unigram() - 0.5
    assert ends[3].loss.max() < 5.5


def test_a_run_that_leaves_the_finite_numbers_says_so():
    going = learner(3)
    going.training.params["W_y"][...] = np.inf
    with np.errstate(invalid="ignore"):
        scene = widget.picture(going.go())
    assert going.over and "no longer finite" in scene.reading
