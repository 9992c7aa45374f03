"""Numbers in prose: computed by a function of `chapters/numbers/*.py`, and how they are written."""

import importlib.util
import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from markupsafe import Markup

from builder.base import paths
from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.base.value_cache import cached_value
from widgets.kit.format import number_text

_FROM_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


class Shown(Markup):
    """The HTML of a number; `latex` is the same number inside a formula."""

    latex: str


def files() -> list[str]:
    """Return the modules of `chapters/numbers`, by name."""
    return sorted(path.stem for path in paths.chapters("numbers").glob("*.py"))


def function(name: str) -> Callable[..., Any]:
    """Return the function behind `file.function`; raises an error that names what there is."""
    file, _, asked = name.partition(".")
    if file not in files():
        raise AuthoringError(
            f"unknown number {name!r}: no file {file}.py in chapters/numbers; "
            f"expected one of {', '.join(files()) or 'none yet'}"
        )
    functions = public_functions(module(file))
    if asked not in functions:
        raise AuthoringError(f"unknown number {name!r}; {file}.py has {', '.join(sorted(functions))}")
    return functions[asked]


def module(file: str) -> ModuleType:
    """Return the module `chapters/numbers/<file>.py`, loaded again whenever it has changed."""
    path = paths.chapters("numbers", f"{file}.py")
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, _changed: int) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"numbers_{path.stem}", path)
    assert spec and spec.loader, f"{path} is no module"
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def public_functions(loaded: ModuleType) -> dict[str, Callable[..., Any]]:
    """Return the functions that a module itself defines, by name."""
    return {
        name: f
        for name, f in vars(loaded).items()
        if inspect.isfunction(f) and f.__module__ == loaded.__name__ and not name.startswith("_")
    }


def value(name: str, arguments: dict[str, Any]) -> Any:
    """Return what the function answers; raises an error if the arguments do not fit or it fails."""
    asked = function(name)
    try:
        inspect.signature(asked).bind(**arguments)
    except TypeError as error:
        raise AuthoringError(f"{name}: {error}; it takes {inspect.signature(asked)}") from None
    if not first_sentence(asked):
        raise AuthoringError(f"{name} has no docstring; the evidence page shows its first sentence")
    return _computed(name, asked, tuple(sorted(arguments.items())))


@cache
def _computed(name: str, asked: Callable[..., Any], arguments: tuple[tuple[str, Any], ...]) -> Any:
    try:
        return cached_value(name, dict(arguments), lambda: asked(**dict(arguments)))
    except Exception as error:
        raise AuthoringError(f"{asked.__name__}{arguments} failed: {type(error).__name__}: {error}") from error


def called(name: str) -> Callable[..., Any]:
    """Return the function `file.function` as an expression may call it, by position or by name."""
    parameters = inspect.signature(function(name))
    return lambda *given, **named: value(name, dict(parameters.bind(*given, **named).arguments))


def first_sentence(asked: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring, or nothing."""
    return (inspect.getdoc(asked) or "").split("\n")[0]


def shown(number: Any, digits: int | None = None, decimals: int | None = None, percent: bool = False) -> Shown:
    """Return a number as HTML and LaTeX: `digits` significant digits, or `decimals` after the point; text stays text.

    Whole numbers are written out in full unless `digits` is given; other numbers get 3 significant digits.
    """
    if isinstance(number, str):
        return _both(number, "", "")
    number = number.item() if hasattr(number, "item") else number
    return _both(*_parts(number * 100 if percent else number, digits, decimals), " %" if percent else "")


def _parts(number: float, digits: int | None, decimals: int | None) -> tuple[str, str]:
    if decimals is not None:
        return f"{number:,.{decimals}f}".replace("-", "−"), ""
    if isinstance(number, int) and digits is None and abs(number) < 10**9:
        return f"{number:,}".replace("-", "−"), ""
    mantissa, _, power = number_text(number, digits or 3).partition(" × 10")
    return mantissa, power.translate(_FROM_SUPERSCRIPT)


def _both(mantissa: str, exponent: str, unit: str) -> Shown:
    html = Shown(render("number", mantissa=mantissa, exponent=exponent.replace("-", "−"), unit=unit))
    latex = re.sub(r"(?<=\d),(?=\d{3})", "{,}", mantissa).replace("−", "-").replace("∞", r"\infty")
    html.latex = latex + (rf"\times 10^{{{exponent}}}" if exponent else "") + (r"\,\%" if unit else "")
    return html
