"""Make many runs at once: on the cores of one machine, or on the workers of a cluster's scheduler."""

from collections.abc import Callable, Iterator
from typing import Any

import joblib

Work = Callable[[Any], dict]


def each(work: Work, runs: list, jobs: int, scheduler: str = "") -> Iterator[tuple[Any, dict]]:
    """Yield (run, work(run)) as they end. ``scheduler`` is the address of a Dask scheduler; without it, joblib's cores.

    A Dask worker that is lost loses nothing but time: its run goes to another one. There ``jobs`` is not used.
    """
    if scheduler:
        return _on_cluster(work, runs, scheduler)
    return _on_cores(work, runs, jobs)


def _on_cores(work: Work, runs: list, jobs: int) -> Iterator[tuple[Any, dict]]:
    if jobs == 1:  # in this process: nothing is started, and Ctrl+C stops it at once
        return ((run, work(run)) for run in runs)
    with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
        pool = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1, pre_dispatch=jobs)
        return pool(joblib.delayed(_with_run)(work, run) for run in runs)


def _on_cluster(work: Work, runs: list, scheduler: str) -> Iterator[tuple[Any, dict]]:
    from distributed import Client, as_completed

    with Client(scheduler) as client:
        futures = [
            client.submit(_with_run, work, run, priority=-k, pure=False, retries=3) for k, run in enumerate(runs)
        ]
        for future in as_completed(futures):
            yield future.result()


def _with_run(work: Work, run: Any) -> tuple[Any, dict]:
    return run, work(run)
