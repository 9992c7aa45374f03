"""What the browser shows, brought beside what CPython answers."""

import json

import numpy as np

from widgets.__main__ import main
from widgets.kit.listing import load

PLAIN = """figure => JSON.stringify(figure.scene, (name, part) => !ArrayBuffer.isView(part) ? part
  : {flat: Array.from(part, (v) => (Number.isFinite(v) ? v : null)), shape: part.shape})"""


def native(name: str, params: dict) -> dict:
    """What `python -m widgets NAME key=value …` prints."""
    written = [f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in params.items()]
    return json.loads(main([name, *written]))


def shown(figure) -> dict:
    """The scene that a figure draws, as plain data; a typed array is `{"flat": …, "shape": …}`."""
    return json.loads(figure.evaluate(PLAIN))


def elsewhere(name: str) -> dict:
    """A state of a simulation away from its defaults: its first slider, or first control, a third of the way."""
    controls = load(name).CONTROLS
    control = next((c for c in controls if c.kind == "slider"), controls[0])
    others = [value for value in control.values if value != control.default]
    return {control.name: others[len(others) // 3]}


def differences(ours, theirs, where="scene") -> list[str]:
    """Where two scenes differ by more than rounding: relative 1e-9 or absolute 1e-12, one level for shades."""
    if isinstance(theirs, dict) and "flat" in theirs:
        return _arrays(np.array(ours, float), np.array(theirs["flat"], float).reshape(theirs["shape"]), where)
    if isinstance(ours, dict):
        same = set(ours) <= set(theirs)
        return [d for key in ours for d in differences(ours[key], theirs[key], f"{where}.{key}")] if same else [where]
    if isinstance(ours, list):
        pairs = enumerate(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else ()
        found = [d for i, (a, b) in pairs for d in differences(a, b, f"{where}[{i}]")]
        return found or [where] * (len(ours) != len(theirs))
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        return [] if np.isclose(ours, theirs, rtol=1e-9, atol=1e-12) else [f"{where}: {ours} and {theirs}"]
    return [] if ours == theirs else [f"{where}: {ours!r} and {theirs!r}"]


def _arrays(ours, theirs, where) -> list[str]:
    if ours.shape != theirs.shape:
        return [f"{where}: shapes {ours.shape} and {theirs.shape}"]
    slack = {"rtol": 0, "atol": 1} if where.endswith("levels") else {"rtol": 1e-9, "atol": 1e-12}
    off = ~np.isclose(ours, theirs, equal_nan=True, **slack)
    return [f"{where}: {off.sum()} of {off.size} differ, by {np.nanmax(np.abs(ours - theirs)):g}"] if off.any() else []
