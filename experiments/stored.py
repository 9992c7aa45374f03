"""Results that were made once and are stored as JSON in `experiments/results`, read here and by figures in the browser.

`python -m experiments` makes what is missing, `python -m experiments --again NAME` makes one of them anew.
"""

import json
import pkgutil
from collections.abc import Iterable
from typing import Any

import numpy as np


class ResultError(ValueError):
    """A stored result is damaged or not of the plan; the text names file, field and what was expected."""


def load(name: str, **fields: type) -> dict[str, Any]:
    """Return the data of `experiments/results/<name>.json`; raises ResultError unless it has fields of these types."""
    try:
        data = json.loads(pkgutil.get_data("experiments", f"results/{name}.json") or b"")
    except OSError:
        raise fault(name, "there is no such file") from None
    except ValueError as error:
        raise fault(name, f"not JSON ({error})") from None
    for field, kind in fields.items():
        if not isinstance(data, dict) or not isinstance(data.get(field), kind):
            raise fault(name, f"{field}: expected a {kind.__name__}")
    return data


def cause(name: str) -> dict[str, Any]:
    """Return the numbers of `experiments/results/causes/<name>.json`: what an intervention found."""
    numbers: dict[str, Any] = load(f"causes/{name}", numbers=dict)["numbers"]
    return numbers


def fault(name: str, what: str) -> ResultError:
    """Return the error that says what is wrong with a stored result, and how to make it anew."""
    return ResultError(f"{name}.json: {what}; `python -m experiments --again {name}` makes it anew")


def rounded(values: Iterable[float], digits: int = 3) -> list[float | None]:
    """Return numbers to so many significant digits, as JSON has them: None for infinity."""
    return [float(f"{v:.{digits}g}") if np.isfinite(v) else None for v in values]


def numbers(values: Iterable[float | None]) -> np.ndarray:
    """Return what `rounded` returned as an array, with infinity for None."""
    return np.array([np.inf if value is None else value for value in values], float)
