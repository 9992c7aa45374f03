"""The key of a numeric question: a Python expression over `math`, `np`, `sim` and the functions in chapters/numbers."""

import importlib
import math
import pkgutil
from types import SimpleNamespace

import numpy as np

import sim
from builder.base.errors import AuthoringError
from builder.chapter import numbers


def evaluate(expression: str) -> float:
    """Return the value of an expression; raises an error unless it is a finite number."""
    try:
        value = float(eval(compile(expression, "check", "eval"), _names()))
    except Exception as error:
        raise AuthoringError(f"{expression!r} does not evaluate: {type(error).__name__}: {error}") from error
    if not math.isfinite(value):
        raise AuthoringError(f"{expression!r} is {value}; expected a finite number")
    return value


def _names() -> dict:
    for module in pkgutil.iter_modules(sim.__path__):
        importlib.import_module(f"sim.{module.name}")
    computed = {file: _callable(file) for file in numbers.files()}
    return {"math": math, "np": np, "sim": sim, **computed}


def _callable(file: str) -> SimpleNamespace:
    names = numbers.public_functions(numbers.module(file))
    return SimpleNamespace(**{name: numbers.called(f"{file}.{name}") for name in names})
