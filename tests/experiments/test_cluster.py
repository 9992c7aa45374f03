"""Runs on a Dask cluster of two workers, one of which is killed half-way: all arrive, and tell what one core tells."""

import functools
import os
import signal
import threading
import time

import pytest

from experiments.reproduction.plan import Run
from experiments.reproduction.pool import each
from experiments.reproduction.run import carry_out

RUNS = [Run("temporal_order", 20, "basic_tanh", method, seed) for seed in (0, 1) for method in ("none", "clipped")]


@pytest.mark.slow  # it starts a cluster of processes
@pytest.mark.filterwarnings("default")
def test_a_killed_worker_loses_no_run(tmp_path):
    import distributed  # takes most of a second, in every process that collects the tests

    work = functools.partial(carry_out, cap=150, cache=tmp_path / "cache", window=10, keep=0)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        victim = cluster.workers[0].pid
        killer = threading.Thread(target=kill_when_busy, args=(victim, tmp_path / "cache"))
        killer.start()
        found = dict(each(work, RUNS, 1, cluster.scheduler_address))
        killer.join()
    assert set(found) == set(RUNS)
    alone = carry_out(RUNS[0], 150, tmp_path / "alone", window=10)
    for name in ("updates", "solved_at", "along"):
        assert found[RUNS[0]][name] == alone[name]


def kill_when_busy(pid, cache):
    """Kill a worker as soon as two runs have left a checkpoint."""
    deadline = time.monotonic() + 30
    while len(list(cache.glob("*.checkpoint"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
