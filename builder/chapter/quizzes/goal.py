"""The goal of a reach-this-state question: a condition in Python syntax, as a tree that a browser can evaluate.

A tree is a number, `{"name": n}`, `{"neg": t}`, `{"abs": t}`, `{"not": t}`, `{"and": [t, …]}`, `{"or": [t, …]}` or
`{"compare": [t, op, t, op, t, …]}`.
"""

import ast
import operator
from collections.abc import Callable, Collection
from typing import Any

from builder.base.errors import AuthoringError

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_APPLY: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ALLOWED = "comparisons, and, or, not, abs(), names and numbers"


def parse(text: str, names: Collection[str]) -> dict:
    """Return the tree of a condition over `names`; raises an error for anything else."""
    try:
        tree = _tree(ast.parse(text, mode="eval").body, names)
    except SyntaxError as error:
        raise AuthoringError(f"goal {text!r} is not an expression: {error.msg}") from None
    if not isinstance(tree, dict) or not tree.keys() & {"and", "or", "not", "compare"}:
        raise AuthoringError(f"goal {text!r} is not a condition; expected {_ALLOWED}")
    return tree


def holds(tree: Any, values: dict) -> Any:
    """Return the value of a tree. A comparison with a name that has no finite value (None) is false."""
    if not isinstance(tree, dict):
        return tree
    ((kind, part),) = tree.items()
    return _HOLDS[kind](part, values)


def _tree(node: ast.expr, names: Collection[str]) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise AuthoringError(
                f"goal: {node.id!r} is neither a control nor a number of the figure; expected one of {', '.join(names)}"
            )
        return {"name": node.id}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        return {"not" if isinstance(node.op, ast.Not) else "neg": _tree(node.operand, names)}
    if isinstance(node, ast.BoolOp):
        return {"and" if isinstance(node.op, ast.And) else "or": [_tree(v, names) for v in node.values]}
    if isinstance(node, ast.Compare) and all(type(op) in _COMPARE for op in node.ops):
        chain = [_tree(node.left, names)]
        for op, right in zip(node.ops, node.comparators, strict=True):
            chain += [_COMPARE[type(op)], _tree(right, names)]
        return {"compare": chain}
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "abs" and len(node.args) == 1 and not node.keywords:
        return {"abs": _tree(node.args[0], names)}
    raise AuthoringError(f"goal: {ast.unparse(node)!r} is not allowed; expected {_ALLOWED}")


def _compare(chain: list, values: dict) -> bool:
    terms = [holds(term, values) for term in chain[::2]]
    return None not in terms and all(
        _APPLY[op](left, right) for left, op, right in zip(terms, chain[1::2], terms[1:], strict=False)
    )


def _number(part: Any, values: dict, function: Callable[[float], float]) -> float | None:
    value = holds(part, values)
    return None if value is None else function(value)


_HOLDS: dict[str, Callable[[Any, dict], Any]] = {
    "name": lambda part, values: values[part],
    "neg": lambda part, values: _number(part, values, operator.neg),
    "abs": lambda part, values: _number(part, values, abs),
    "not": lambda part, values: not holds(part, values),
    "and": lambda part, values: all(holds(p, values) for p in part),
    "or": lambda part, values: any(holds(p, values) for p in part),
    "compare": _compare,
}
