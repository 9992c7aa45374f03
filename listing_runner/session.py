"""Run a reader's text as a program of its own: names of its own, streams, a last value, short tracebacks."""

import ast
import builtins
import contextlib
import io
import linecache
import sys
import types
import warnings
from collections.abc import Callable, Iterator

from listing_runner.faults import FILE, described
from listing_runner.streams import Limit, Stream

Show = Callable[[bytes, int, int, str], None]


def wants(code: str, package: str) -> bool:
    """Say whether this text imports the package or a part of it; a text that is not Python imports nothing."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError):
        return False
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return any(name.partition(".")[0] == package for name in names)


def run(code: str, write: Callable[[str, str], None], finish: Callable[[], None] = lambda: None) -> int | None:
    """Run the text; return None, or the line at which it failed (0 when no line of the text did).

    `write(kind, text)` gets what is printed as it comes: kind is out, err, value or note. `finish` is called when the
    text came to its end, with everything still in place; figures are shown then.
    """
    limit = Limit(write)
    out, err = Stream(limit, "out"), Stream(limit, "err")
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    with _place(out, err) as names:
        try:
            _execute(code, names, out)
            finish()
            line = None
        except SystemExit as end:
            line = _left(end, err)
        except BaseException as error:  # whatever a reader's code raises is told, never lost
            text, line = described(error)
            err.write(text)
        out.close_line()
    return line


def _execute(code: str, names: dict, out: Stream) -> None:
    """Run a text; write what its last statement is worth, if it is an expression."""
    tree = ast.parse(code, FILE)
    docstring = len(tree.body) == 1 and ast.get_docstring(tree) is not None
    last = tree.body[-1] if tree.body and not docstring else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, FILE, "exec", dont_inherit=True), names)
    if not isinstance(last, ast.Expr):
        return
    value = eval(compile(ast.Expression(last.value), FILE, "eval", dont_inherit=True), names)
    if value is not None:
        out.value(repr(value))


def _left(end: SystemExit, err: Stream) -> int | None:
    """What `sys.exit(...)` means: nothing or 0 is an end, everything else a failure."""
    if isinstance(end.code, str):
        err.write(f"{end.code}\n")
    return None if end.code in (None, 0) else described(end)[1]


@contextlib.contextmanager
def _place(out: Stream, err: Stream) -> Iterator[dict]:
    """A module `__main__` of its own; streams, warnings and main module are as before afterwards."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    before = sys.modules["__main__"], sys.stdin
    sys.modules["__main__"], sys.stdin = main, io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
            yield main.__dict__
    finally:
        sys.modules["__main__"], sys.stdin = before
