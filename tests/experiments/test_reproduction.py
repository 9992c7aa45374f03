"""Runs at the paper's settings: a reduced plan from end to end; stopped, killed and gone on with, it tells the same."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments import figure_seven, stored
from experiments.reproduction import baselines, report
from experiments.reproduction.command import main, missing, store
from experiments.reproduction.plan import CAP, METHODS, STARTS, Run, figure7, other_tasks
from experiments.reproduction.run import FULL, Journey, carry_out
from experiments.reproduction.store import conditions
from sim.analysis.spectra import spectral_radius
from sim.training.loop import Training

ROOT = Path(__file__).resolve().parents[2]
RUN = Run("temporal_order", 20, "basic_tanh", "clipped_omega", 0)


def told(record):
    """A record without what depends on the machine."""
    return {name: value for name, value in record.items() if name not in ("seconds", "versions", "cap")}


def test_figure_7_is_five_lengths_three_starts_four_methods_five_seeds():
    runs = figure7()
    assert len({run.name for run in runs}) == len(runs) == 5 * 3 * 4 * 5
    assert {run.name for run in runs[:8]} == {
        f"temporal_order-T20-{start}-{method}-seed0" for start in ("basic_tanh", "smart_tanh") for method in METHODS
    }
    config = RUN.config()
    assert (config.N, config.B, config.alpha, config.tau, config.lam) == (50, 20, 0.01, 1.0, 4.0)


@pytest.mark.parametrize("start", STARTS)
def test_the_starts_are_the_papers(start):
    params = Training(Run("temporal_order", 20, start, "none", 0).config()).params
    W_h, std = params["W_h"][0], 0.1 if start == "basic_tanh" else 0.01
    assert params["W_x"].std() == pytest.approx(std, rel=0.15)
    assert params["W_y"].std() == pytest.approx(std, rel=0.15)
    if start == "smart_tanh":
        assert ((W_h != 0).sum(axis=1) == 15).all()
        assert spectral_radius(W_h) == pytest.approx(0.95)
    else:
        assert W_h.std() == pytest.approx(std, rel=0.05)


@pytest.mark.parametrize("run", {run.task: run for run in other_tasks(1)}.values(), ids=lambda run: run.name)
def test_every_other_task_trains(run, tmp_path):
    record = carry_out(run, 1, tmp_path)
    assert record["updates"] == 1
    assert record["solved_at"] is None
    assert 0 < record["along"]["loss"][0] < 6


def test_a_run_that_was_stopped_goes_on_as_if_it_never_had(tmp_path):
    whole = carry_out(RUN, 30, tmp_path / "whole", window=10)
    carry_out(RUN, 10, tmp_path / "parts", window=10)
    parts = carry_out(RUN, 30, tmp_path / "parts", window=10)
    assert told(parts) == told(whole)
    assert whole["along"]["update"] == [10, 20, 30]


def test_success_is_decided_on_ten_thousand_sequences_and_ends_the_run(tmp_path):
    record = carry_out(RUN, 5000, tmp_path, window=500)
    assert record["solved_at"] == record["updates"] < 5000
    assert record["along"]["tested"][-1] == FULL
    assert record["along"]["error"][-1] < 0.01
    assert all(error >= 0.01 for error in record["along"]["error"][:-1])


def test_a_checkpoint_of_nothing_or_of_another_run_is_begun_anew(tmp_path):
    path = tmp_path / f"{RUN.name}.checkpoint"
    path.write_bytes(b"not a checkpoint")
    assert Journey.load(RUN, path).updates == 0


def test_a_plan_that_is_killed_loses_nothing_that_was_kept(tmp_path):
    part = "T50-basic_tanh-none-seed0"
    how = ["figure7", "--only", part, "--cap", "600", "--window", "5", "--keep", "0", "--jobs", "1"]
    places = ["--folder", str(tmp_path / "results"), "--cache", str(tmp_path / "cache")]
    checkpoint = tmp_path / f"cache/figure7/temporal_order-{part}.checkpoint"
    process = subprocess.Popen([sys.executable, "-m", "experiments.reproduction", *how, *places], cwd=ROOT)
    deadline = time.monotonic() + 60
    while not checkpoint.is_file() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    run = next(run for run in figure7(seeds=1) if run.name.endswith(part))
    kept = Journey.load(run, checkpoint).updates
    assert 0 < kept < 600
    assert missing([run], tmp_path / "results", 600)
    main([*how[:4], str(kept + 10), *how[5:], *places])
    record = json.loads((tmp_path / f"results/{run.name}.json").read_text())
    assert told(record) == told(carry_out(run, kept + 10, tmp_path / "whole", window=5))


def test_a_larger_cap_goes_on_and_results_are_counted(tmp_path, capsys):
    how = ["figure7", "--only", "T20-", "clipped-", "--seeds", "2", "--window", "5", "--jobs", "1"]
    places = ["--folder", str(tmp_path / "results"), "--cache", str(tmp_path / "cache")]
    main([*how, "--cap", "5", *places])
    assert len(capsys.readouterr().out.splitlines()) == 6
    main([*how, "--cap", "5", *places])
    assert capsys.readouterr().out == ""
    main([*how, "--cap", "10", "--list", *places])
    assert capsys.readouterr().out.splitlines()[0].endswith("5 of 10 updates")
    found = conditions(tmp_path / "results")
    assert {(c.T, c.method, c.share.of, c.share.count) for c in found} == {(20, "clipped", 2, 0)}
    assert {c.start for c in found} == set(STARTS)


def test_two_cores_make_what_one_makes(tmp_path):
    how = ["figure7", "--only", "T20-", "basic", "--seeds", "1", "--window", "5", "--cap", "5"]
    for jobs in (1, 2):
        places = ["--folder", str(tmp_path / f"results{jobs}"), "--cache", str(tmp_path / f"cache{jobs}")]
        main([*how, "--jobs", str(jobs), *places])
    for path in (tmp_path / "results1").glob("*.json"):
        other = tmp_path / "results2" / path.name
        assert told(json.loads(path.read_text())) == told(json.loads(other.read_text()))


def test_stored_runs_are_of_the_plan():
    found = conditions()
    assert {c.start for c in found} <= set(STARTS)
    assert all(run["parameters"] == Run(**identity(run)).parameters() for c in found for run in c.runs)


def identity(record):
    """The fields of a Run, from its record."""
    parameters = record["parameters"]
    return {name: parameters[name] for name in ("task", "T", "T_max", "start", "method")} | {"seed": record["seed"]}


@pytest.mark.slow  # they train again
def test_stored_runs_made_again_give_the_stored_numbers(tmp_path):
    quick = [run for c in conditions() for run in c.runs if c.T == 20 and (run["solved_at"] or 1e9) <= 1500]
    for kept in random.Random(2013).sample(quick, 3):
        again = carry_out(Run(**identity(kept)), kept["cap"], tmp_path)
        assert told(again) == told(kept)


def test_every_rate_of_a_baseline_has_the_same_budget():
    for name, setting in baselines.SETTINGS.items():
        assert len(setting.alphas) >= 6
        runs = [b for b in baselines.baselines() if b.task == name]
        assert {round(b.updates * b.alpha / setting.budget, 3) for b in runs} == {1.0}
        assert {b.seeds for b in runs} <= {16, 64}


def test_a_baseline_that_was_stopped_goes_on(tmp_path):
    baseline = baselines.Baseline("letters", 20, "clipped", 0.3, 3)
    whole = baselines.carry_out(baseline, 40, tmp_path / "whole", window=10)
    baselines.carry_out(baseline, 20, tmp_path / "parts", window=10)
    parts = baselines.carry_out(baseline, 40, tmp_path / "parts", window=10)
    assert told(whole) == told(parts)
    assert whole["updates"] == 40
    assert baselines.carry_out(baseline, 400, tmp_path / "whole", window=100)["solved_at_end"] == 3


def test_the_summary_is_what_the_single_runs_give():
    assert stored.load("figure7") == json.loads(json.dumps(report.summed_up())), (
        "`python -m experiments.reproduction report`"
    )


def a_run(seed, solved_at=None, died_at=None, updates=CAP):
    """What the summary reads of a record."""
    names = {"task": "temporal_order", "T": 50, "start": "basic_tanh", "method": "none"}
    ends = {"solved_at": solved_at, "died_at": died_at, "updates": updates, "cap": updates}
    return {"run": f"seed{seed}", "seed": seed, "parameters": names, "along": {}} | ends


def test_what_has_not_ended_is_open_and_no_failure(tmp_path):
    runs = [a_run(0, 500, updates=500), a_run(1), a_run(2, None, 40, 40), a_run(3, updates=CAP // 2)]
    runs += [a_run(4, CAP + 500, updates=CAP + 500)]
    for record in runs:
        store(record, tmp_path / "figure7")
    main(["report", "--folder", str(tmp_path)])
    (condition,) = json.loads((tmp_path / "figure7.json").read_text())["ended"]
    assert condition["solved_at"] == [500, None, None, None]


def test_an_open_condition_says_how_many_have_ended():
    cell = figure_seven.Cell(50, "basic_tanh", "none", 5, 2, (500, None))
    assert (cell.open, cell.solved) == (True, 1)
    assert cell.interval == pytest.approx((0.0945, 0.9055), abs=1e-4)
    nothing = figure_seven.Cell(200, "sigmoid", "none", 5, 0, ())
    assert (nothing.open, nothing.interval) == (True, (0, 1))
    assert len(figure_seven.cells()) == 5 * 3 * 4
    assert len(figure_seven.chosen((20,), figure_seven.TANH)) == 8
