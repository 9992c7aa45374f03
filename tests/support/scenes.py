"""What the browser shows, brought beside what CPython answers."""

import json
import re
from typing import Any

import numpy as np
from playwright.sync_api import Locator

from widgets.__main__ import main
from widgets.kit.registry import load

WRITTEN = """(name, part) => !ArrayBuffer.isView(part) ? part
  : {flat: Array.from(part, (v) => (Number.isFinite(v) ? v : null)), shape: part.shape}"""
PLAIN = f"figure => JSON.stringify(figure.scene, {WRITTEN})"
ROUNDING = (1e-9, 1e-12)  # relative and absolute


def native(name: str, params: dict) -> dict:
    """What `python -m widgets NAME key=value …` prints."""
    written = [f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in params.items()]
    return json.loads(main([name, *written]))


def shown(figure: Locator) -> dict:
    """The scene that a figure draws, as plain data; a typed array is `{"flat": …, "shape": …}`."""
    return json.loads(figure.evaluate(PLAIN))


def elsewhere(name: str) -> dict:
    """A state of a simulation away from its defaults: its first slider, or first control, a third of the way."""
    controls = load(name).CONTROLS
    control = next((c for c in controls if c.kind == "slider"), controls[0])
    others = [value for value in control.values if value != control.default]
    return {control.name: others[len(others) // 3]}


def differences(ours: Any, theirs: Any, where: str = "scene", within: tuple[float, float] = ROUNDING) -> list[str]:
    """Where two scenes differ by more than rounding, relative or absolute; by more than one level for shades."""
    if isinstance(theirs, dict) and "flat" in theirs:
        return _arrays(_array(ours), _array(theirs), where, within)
    if isinstance(ours, dict):
        same = set(ours) <= set(theirs)
        pairs = ((key, part, theirs[key]) for key, part in ours.items()) if same else ()
        return [where] * (not same) + [d for key, a, b in pairs for d in differences(a, b, f"{where}.{key}", within)]
    if isinstance(ours, list):
        both = zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ()
        found = [d for i, (a, b) in enumerate(both) for d in differences(a, b, f"{where}[{i}]", within)]
        return found or [where] * (len(ours) != len(theirs))
    if {type(ours), type(theirs)} <= {int, float}:
        return [] if np.isclose(ours, theirs, *within) else [f"{where}: {ours} and {theirs}"]
    near = within != ROUNDING and np.isclose(_written(ours), _written(theirs), *within)
    return [] if near or ours == theirs else [f"{where}: {ours!r} and {theirs!r}"]


def _written(text: Any) -> float:
    """The number that a text such as "1.5 × 10²⁰⁰" consists of; nan, which is close to nothing, if it is not one."""
    found = re.fullmatch(r"(−?[\d.]+) × 10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", str(text))
    power = found[2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) if found else ""
    return float(f"{found[1].replace('−', '-')}e{power}") if found else np.nan


def _array(part: Any) -> np.ndarray:
    flat = isinstance(part, dict)
    return np.array(part["flat"], float).reshape(part["shape"]) if flat else np.array(part, float)


def _arrays(ours: np.ndarray, theirs: np.ndarray, where: str, within: tuple[float, float]) -> list[str]:
    if ours.shape != theirs.shape:
        return [f"{where}: shapes {ours.shape} and {theirs.shape}"]
    relative, absolute = (0, 1) if where.endswith("levels") else within
    off = ~np.isclose(ours, theirs, relative, absolute, equal_nan=True)
    return [f"{where}: {off.sum()} of {off.size} differ, by {np.nanmax(np.abs(ours - theirs)):g}"] if off.any() else []
