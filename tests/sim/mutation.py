"""Seeded bugs: every small change of a function's syntax tree that a slip of the pen could make."""

import ast
import inspect
import itertools
import sys
import textwrap

SIGNS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}


def mutants(function):
    """Return (words, source tree) for every mutant of a function."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    nodes = list(ast.walk(ast.parse(source)))
    equal = {id(n) for node in nodes if _only_a_size(node) for n in ast.walk(node)}
    found = []
    for place, node in enumerate(nodes):
        if not isinstance(node, CHANGED) or id(node) in equal:
            continue
        for change in CHANGES:
            twin = ast.parse(source)
            mutant = next(itertools.islice(ast.walk(twin), place, None))
            if change(mutant):
                found.append((f"{function.__name__}: {ast.unparse(node)} -> {ast.unparse(mutant)}", twin))
    return found


def install(monkeypatch, function, tree):
    """Put the mutant of a function in its place, in every module of the engine that knows it."""
    home, made = sys.modules[function.__module__], {}
    exec(compile(tree, home.__file__, "exec"), home.__dict__, made)  # noqa: S102
    for name, module in list(sys.modules.items()):
        if name.startswith("sim.") and getattr(module, function.__name__, None) is function:
            monkeypatch.setattr(module, function.__name__, made[function.__name__])


def _only_a_size(node):
    """Whether an expression is asked for its shape alone, or compared with the floor, which no value meets exactly."""
    words = ast.unparse(node)
    return words.startswith(("np.empty_like(", "np.zeros_like(")) or words.endswith((".shape", ">= FLOOR"))


def other_sign(node):
    """Take + for -, * for + and so on."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in SIGNS:
        node.op = SIGNS[type(node.op)]()
        return True
    return False


def untransposed(node):
    """Forget to transpose a matrix."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "transpose":
        node.func = ast.parse("(lambda W: W)", mode="eval").body
        return True
    return False


def one_further(node):
    """Be one step out along time: [1:] for [:-1], [t] for [t - 1]."""
    if not isinstance(node, ast.Subscript):
        return False
    shifted = {"1:": ":-1", ":-1": "1:", "t - 1": "t", "t": "t - 1"}.get(ast.unparse(node.slice))
    if shifted is None or not isinstance(node.ctx, ast.Load):
        return False
    node.slice = ast.parse(f"a[{shifted}]", mode="eval").body.slice
    return True


def other_power(node):
    """Take a cube for a square."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant):
        node.right.value += 1
        return True
    return False


def other_comparison(node):
    """Take > for >= and < for <=, and the other way round."""
    pairs = {ast.GtE: ast.Gt, ast.Gt: ast.GtE, ast.LtE: ast.Lt, ast.Lt: ast.LtE}
    if isinstance(node, ast.Compare) and type(node.ops[0]) in pairs:
        node.ops[0] = pairs[type(node.ops[0])]()
        return True
    return False


CHANGES = (other_sign, untransposed, one_further, other_power, other_comparison)
CHANGED = (ast.BinOp, ast.AugAssign, ast.Call, ast.Subscript, ast.Compare)  # the nodes that a change can be made to
