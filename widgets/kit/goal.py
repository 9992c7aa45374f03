"""What a condition on a picture means: the tree that `builder/chapter/quizzes/goal.py` makes of Python's syntax.

A tree is a number or text, `{"name": n}`, `{"neg": t}`, `{"abs": t}`, `{"not": t}`, `{"and": [t, …]}`,
`{"or": [t, …]}` or `{"compare": [t, op, t, op, t, …]}`.
"""

import operator
from collections.abc import Callable
from typing import Any

COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def holds(tree: Any, values: dict) -> Any:
    """Return the value of a tree over named values; a comparison with what has no finite value (None) is false."""
    if not isinstance(tree, dict):
        return tree
    ((kind, part),) = tree.items()
    return _HOLDS[kind](part, values)


def _compare(chain: list, values: dict) -> bool:
    terms = [holds(term, values) for term in chain[::2]]
    return None not in terms and all(
        COMPARE[op](left, right) for left, op, right in zip(terms, chain[1::2], terms[1:], strict=False)
    )


def _number(part: Any, values: dict, function: Callable[[float], float]) -> float | None:
    value = holds(part, values)
    return None if value is None else function(value)


_HOLDS: dict[str, Callable[[Any, dict], Any]] = {
    "name": lambda part, values: values.get(part),
    "neg": lambda part, values: _number(part, values, operator.neg),
    "abs": lambda part, values: _number(part, values, abs),
    "not": lambda part, values: not holds(part, values),
    "and": lambda part, values: all(holds(p, values) for p in part),
    "or": lambda part, values: any(holds(p, values) for p in part),
    "compare": _compare,
}
