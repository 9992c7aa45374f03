"""One kind of error for every mistake an author can make; its text is all that MkDocs prints."""

from pathlib import Path

from mkdocs.exceptions import BuildError


class AuthoringError(BuildError):
    """A mistake in a chapter, a quiz or a table: what is wrong and what was expected."""


class PlacedError(AuthoringError):
    """An authoring mistake whose text begins with `file:line:` or `file:line:column:`."""


def placed(message: str, path: Path, line: int, column: int | None = None) -> PlacedError:
    """Return the error `message` at a line (1 is the first) of a file, followed by that line of the file."""
    spot = f"{_short(path)}:{line}" + (f":{column}" if column else "")
    quoted = _line_of(path, line)
    return PlacedError(f"{spot}: {message}" + (f"\n    {quoted}" if quoted else ""))


def _short(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _line_of(path: Path, line: int) -> str:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
