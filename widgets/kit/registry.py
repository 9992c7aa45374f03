"""Which simulations there are: the files of the `widgets` folder, and what each must hold."""

import functools
import importlib
import inspect
import pkgutil
from types import ModuleType

import widgets
from widgets.kit.controls import ControlError, Preset, resolve


class WidgetError(ValueError):
    """A simulation is missing or malformed; the text names the file and what was expected."""


def names() -> list[str]:
    """Every simulation, by file name, in alphabetical order."""
    return sorted(m.name for m in pkgutil.iter_modules(widgets.__path__) if not m.ispkg and m.name != "__main__")


@functools.cache
def load(name: str) -> ModuleType:
    """The module of a simulation; raises `WidgetError` if there is none or it lacks a part."""
    if name not in names():
        raise WidgetError(f"no simulation named {name!r}; expected one of {', '.join(names())}")
    module = importlib.import_module(f"widgets.{name}")
    for part in ("TITLE", "CONTROLS", "scene"):
        if not hasattr(module, part):
            raise WidgetError(f"widgets/{name}.py: {part} is missing")
    _check_parameters(name, module)
    _check_presets(name, module)
    return module


def presets(module: ModuleType) -> tuple[Preset, ...]:
    """The experiments that a simulation proposes, possibly none."""
    return getattr(module, "PRESETS", ())


def _check_parameters(name: str, module: ModuleType) -> None:
    expected = list(inspect.signature(module.scene).parameters)
    given = [control.name for control in module.CONTROLS]
    if sorted(expected) != sorted(given):
        raise WidgetError(f"widgets/{name}.py: scene takes {expected}, CONTROLS names {given}; expected the same")


def _check_presets(name: str, module: ModuleType) -> None:
    for preset in presets(module):
        try:
            resolve(module.CONTROLS, preset.params)
        except ControlError as error:
            raise WidgetError(f"widgets/{name}.py: preset {preset.label!r}: {error}") from error
