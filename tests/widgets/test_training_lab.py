"""The training lab: what its presets promise, every combination, and the program to take home."""

import itertools
import runpy

import numpy as np
import pytest

from experiments.lab import BATCH, CELLS, Run, Settings
from widgets import training_lab
from widgets.kit.controls import resolve
from widgets.kit.wire import as_json
from widgets.training_lab import CONTROLS, PRESETS, scene, script

OPTIMISERS, CLIPS = CONTROLS[9].values, CONTROLS[2].values


def settings(**params):
    return Settings(**resolve(CONTROLS, params))


def trained(updates, **params):
    run = Run(settings(**params))
    while run.updates < updates and not run.over:
        run.go()
    return run


def preset(number, updates):
    return trained(updates, **PRESETS[number].params)


def first_solved(run):
    """The first update from which the mean of 20 losses is below a tenth of chance, or None."""
    mean = np.convolve(run.loss, np.full(20, 0.05), "valid")
    low = mean < 0.1 * run.config.task.chance
    return int(low.argmax()) + 19 if low.any() else None


def test_without_clipping_it_starts_well_and_is_destroyed():
    run = preset(0, 400)
    assert run.loss[:66].min() < run.loss[0] / 10
    assert run.loss[75] > 1000 * run.loss[0]
    assert run.ended.step == 298


def test_at_tau_5_it_jumps_once_and_learns():
    run = preset(1, 500)
    assert run.loss.max() > 5 * run.loss[0]
    assert run.solved


def test_at_tau_1_it_does_not_jump_and_is_first():
    run = preset(2, 500)
    assert run.loss.max() < 1.5 * run.loss[0]
    assert first_solved(run) < first_solved(preset(1, 500))
    assert run.solved and 0 < run.clipped.mean() < 0.1


def test_at_tau_20_nothing_overflows_and_it_does_not_learn():
    run = preset(3, 2000)
    assert run.ended is None
    assert run.loss.max() > 100 * run.loss[0]
    assert not run.solved


def test_the_first_picture_already_shows_the_destruction():
    numbers = scene(**resolve(CONTROLS, {})).numbers
    assert numbers["updates"] == 76
    assert numbers["loss"] > 1000 * numbers["first_loss"]
    assert numbers["pattern"] == 2


PLAIN, *OTHERS = itertools.product(OPTIMISERS, CLIPS)


@pytest.mark.parametrize(
    ("optimiser", "clip"), [PLAIN, *(pytest.param(*other, marks=pytest.mark.slow) for other in OTHERS)]
)
def test_every_combination_makes_twenty_updates(optimiser, clip):
    for task, cell in itertools.product(BATCH, CELLS):
        params = {"task": task, "cell": cell, "optimiser": optimiser, "clip": clip, "N": 4, "T": 10, "alpha": 0.01}
        run = trained(20, **params)
        assert run.updates >= 20, params
        assert np.isfinite(run.loss).all(), params
        assert training_lab.picture(run).numbers["loss"] > 0


def test_a_run_without_any_finite_loss_is_a_scene_that_says_so():
    run = Run(settings())
    run.training.params["W_y"][...] *= 1e200
    shown = training_lab.picture(run.go())
    assert run.over and np.isnan(shown.numbers["largest_loss"]) and shown.numbers["non_finite"] == 0
    assert "At update 0 training ended" in shown.reading and "No update was made." in shown.reading
    assert not as_json(shown)["panels"][0]["layers"][-1]["x"]


def test_outputs_far_apart_do_not_end_a_run():
    run = trained(5, cell="relu", task="letters", gain=2, T=50, N=32, clip="norm")
    assert run.loss[0] > 1e5 and run.updates >= 5 and run.ended is None


@pytest.mark.parametrize(("task", "steps"), [("order", 10), ("multiplication", 10), ("pattern", 5), ("text", 5)])
def test_a_task_has_the_steps_that_it_needs_and_says_so(task, steps):
    params = resolve(CONTROLS, {"task": task, "T": 5, "alpha": 0.01})
    assert steps == Run(Settings(**params)).config.task.T
    said = "needs at least 10 steps, so T = 10 here" in scene(**params).reading
    assert said is (steps > 5)
    for written in (f"T={steps}", f"T = {steps},"):
        assert written in script(**params)


def test_a_run_goes_on_from_the_scene():
    params = resolve(CONTROLS, {})
    first, *_, last = training_lab.run(**params)
    assert first.numbers["updates"] == scene(**params).numbers["updates"] * 3 // 2
    assert last.numbers["non_finite"] == 298
    assert "training ended" in last.reading


def test_a_long_run_has_few_points_and_marks_its_clipped_steps():
    shown = training_lab.picture(preset(2, 5000))
    lines = [layer for panel in shown.panels for layer in panel.layers if hasattr(layer, "x")]
    assert max(layer.x.size for layer in lines if not isinstance(layer.x, float)) < 1250
    marks = next(layer for layer in shown.panels[1].layers if layer.kind == "points")
    assert marks.x.size and (marks.y >= 1).all()


def test_the_reading_names_pattern_and_rule():
    reading = scene(**resolve(CONTROLS, {})).reading
    assert "rare massive spikes, because" in reading
    assert "ten times the median around them" in reading


def test_omega_is_off_for_gated_cells_and_says_so():
    assert "here it is off" in scene(**resolve(CONTROLS, {"cell": "lstm", "lam": 1})).reading
    plain, taxed = (trained(40, lam=lam, alpha=0.1).loss[-1] for lam in (0, 1))
    assert plain != taxed


def test_the_adaptive_rule_shows_its_threshold():
    run = trained(60, clip="adaptive", alpha=0.1)
    assert np.isnan(run.threshold[0])
    assert (run.norm[run.clipped] >= run.threshold[run.clipped]).all()
    assert run.clipped.any()


@pytest.mark.parametrize(
    "params",
    [
        {"alpha": 0.1, "clip": "norm", "tau": 1},
        {"task": "text", "cell": "lstm", "alpha": 0.01, "optimiser": "adam", "clip": "norm", "N": 8},
        {"task": "order", "lam": 1, "alpha": 0.05, "clip": "norm", "N": 8},
    ],
)
def test_the_program_makes_the_same_run(params, tmp_path, monkeypatch, capsys):
    updates = 200 if "task" not in params else 40
    path = tmp_path / "lab_run.py"
    path.write_text(script(**resolve(CONTROLS, params)), "utf-8")
    monkeypatch.setattr("sys.argv", ["lab_run.py", str(updates)])
    program = runpy.run_path(str(path))
    run = trained(updates, **params)
    np.testing.assert_allclose(program["losses"], run.loss[:updates], rtol=1e-9)
    np.testing.assert_allclose(program["norms"], run.norm[:updates], rtol=1e-9)
    assert capsys.readouterr().out.count("update") == updates // 10


def test_the_course_is_its_own_text():
    task = settings(task="text")
    run = Run(task)
    assert run.config.task.I == len(set(run.config.task.text)) <= 36
    assert 5_000 < len(run.config.task.text) <= 20_000
