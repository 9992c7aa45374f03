"""Listings: one file a language in `chapters/listings`, shown as text that can be read, copied and run."""

import ast
import hashlib
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from builder.base import paths
from builder.base.errors import AuthoringError, placed


class Listing(NamedTuple):
    """One tab: its label, the text of the file, a hash of it, the text highlighted, and whether the page runs it."""

    label: str
    code: str
    hash: str
    html: Markup
    runs: bool


def names() -> list[str]:
    """Return every listing, by file name, without the PyTorch twins."""
    stems = {path.stem for path in paths.chapters("listings").glob("*.py")}
    return sorted(stem for stem in stems if not stem.endswith("_torch"))


def load(name: str) -> tuple[str, list[Listing]]:
    """Return the title (first line of the docstring) and the tabs of a listing."""
    if name not in names():
        raise AuthoringError(f"unknown listing {name!r}; chapters/listings has {', '.join(names()) or 'none yet'}")
    main = paths.chapters("listings", f"{name}.py")
    twin = main.with_name(f"{name}_torch.py")
    tabs = [_tab("NumPy", main, runs=True)] + ([_tab("PyTorch", twin, runs=False)] if twin.is_file() else [])
    return _title(main), tabs


def _tab(label: str, path: Path, runs: bool) -> Listing:
    code = path.read_text("utf-8").rstrip() + "\n"
    html = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True))
    return Listing(label, code, hashlib.sha256(code.encode()).hexdigest()[:12], Markup(html.rstrip()), runs)


def _title(path: Path) -> str:
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    if not doc:
        raise placed("a listing begins with a docstring; its first line is the title", path, 1)
    return doc.splitlines()[0].rstrip(".")
