"""Every benchmark that `python -m bench` lists can be run by it."""

import importlib

import pytest

from bench.__main__ import names


@pytest.mark.parametrize("name", names())
def test_a_benchmark_measures(name):
    assert callable(importlib.import_module(f"bench.{name}").measure)
