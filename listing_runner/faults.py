"""What went wrong in a reader's code, in the reader's own lines."""

import traceback

FILE = "<listing>"
HERE = "In this page there are NumPy, matplotlib, sim and Python's standard library.\n"


def described(error: BaseException) -> tuple[str, int]:
    """The traceback without the frames of others, and the line at which the text failed (0 when none did)."""
    full = traceback.TracebackException.from_exception(error)
    for part in _chain(full):
        part.stack = traceback.StackSummary.from_list([frame for frame in part.stack if frame.filename == FILE])
    line = full.stack[-1].lineno if full.stack else getattr(error, "lineno", None) if _written(error) else 0
    text = "".join(full.format() if full.stack else full.format_exception_only())
    return text + (HERE if isinstance(error, ModuleNotFoundError) else ""), line or 0


def _written(error: BaseException) -> bool:
    return isinstance(error, SyntaxError) and error.filename == FILE


def _chain(part: traceback.TracebackException | None) -> list[traceback.TracebackException]:
    """The exception, what caused it, what was being handled when it was raised, and the members of a group."""
    if part is None:
        return []
    others = [part.__cause__, part.__context__, *(part.exceptions or ())]
    return [part, *(found for other in others for found in _chain(other))]
