"""The goal of a reach-this-state question: a condition in Python syntax, as a tree (see `widgets/kit/goal.py`)."""

import ast
from collections.abc import Collection
from typing import Any

from builder.base.errors import AuthoringError

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
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
