"""Every benchmark that `python -m benchmarks` lists can be run by it."""

import importlib

import pytest

from benchmarks.__main__ import names


@pytest.mark.parametrize("name", names())
def test_a_benchmark_measures(name):
    assert callable(importlib.import_module(f"benchmarks.{name}").measure)
