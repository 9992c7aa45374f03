"""Controls are data: the HTML inputs, defaults, links, presets, checks and tests all read the same objects."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from widgets.kit.format import number_text


ROUNDING = 1e-9  # of a step: so far off it a number may be and count as on it


class ControlError(ValueError):
    """A control was given a value it cannot take; the text names the control and what it takes."""


@dataclass(frozen=True)
class Slider:
    """A number between `minimum` and `maximum` in steps of `step`.

    With `log=True` its positions are equal ratios: `step` is then how many there are per factor of ten. They are for
    the hand: the value may be any number between the limits. `sides` are words for values below, at and above 0, shown
    instead of a number that the picture does not use. `idle` names another control and the value of it with which this
    one has no effect.
    """

    name: str
    label: str
    minimum: float
    maximum: float
    step: float
    default: float
    unit: str = ""
    log: bool = False
    more: bool = False
    sides: tuple[str, str, str] | None = None
    idle: tuple[str, Any] | None = None
    kind: str = field(default="slider", init=False)

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum:
            raise ControlError(f"slider {self.name}: minimum {self.minimum} must be below maximum {self.maximum}")
        if not self.step > 0:
            raise ControlError(f"slider {self.name}: step {self.step} must be above 0")
        if self.log and self.minimum <= 0:
            raise ControlError(f"slider {self.name}: a logarithmic slider needs a minimum above 0")
        self.check(self.default)

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Every position of the slider, lowest first."""
        if self.log:
            count = round(self.step * math.log10(self.maximum / self.minimum))
            raw = (self.minimum * (self.maximum / self.minimum) ** (i / count) for i in range(count + 1))
            return tuple(_tidy(float(f"{v:.3g}")) for v in raw)
        count = math.floor((self.maximum - self.minimum) / self.step + 1e-9)
        return tuple(_tidy(round(self.minimum + i * self.step, 10)) for i in range(count + 1))

    def check(self, value: Any) -> float:
        """The value itself, if it is a number within the limits and on a step; raises `ControlError` otherwise."""
        near = self._nearest(value)
        if abs(near - value) > ROUNDING * self.step:
            raise ControlError(f"{self._expected(value)} in steps of {self.step:g}")
        return near

    def parse(self, text: str) -> float:
        """The value written as text, moved to the nearest step; raises `ControlError` if it is out of range."""
        return self._nearest(_number(text))

    def text(self, value: Any) -> str:
        """The value with its unit, as shown beside the slider."""
        if self.sides:
            return self.sides[(value > 0) - (value < 0) + 1]
        shown = number_text(value, 4)
        unit = self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{shown} {unit}" if unit else shown

    def _nearest(self, value: Any) -> float:
        """The nearest value on a step; raises `ControlError` if it is not a number within the limits."""
        if not (_is_number(value) and self.minimum <= value <= self.maximum):
            raise ControlError(self._expected(value))
        if self.log:
            return _tidy(value)
        return self.values[min(_whole((value - self.minimum) / self.step), len(self.values) - 1)]

    def _expected(self, value: Any) -> str:
        return f"{self.name}={value!r}: expected a number from {self.minimum:g} to {self.maximum:g}"


@dataclass(frozen=True)
class Choice:
    """One of several named options; `options` maps each value to the words a reader sees."""

    name: str
    label: str
    options: dict[str, str]
    default: str
    more: bool = False
    kind: str = field(default="choice", init=False)

    def __post_init__(self) -> None:
        self.check(self.default)

    @property
    def values(self) -> tuple[str, ...]:
        """Every option, in the order shown."""
        return tuple(self.options)

    def check(self, value: Any) -> str:
        """The value itself, if it is an option; raises `ControlError` otherwise."""
        if value not in self.values:
            raise ControlError(f"{self.name}={value!r}: expected one of {', '.join(map(repr, self.options))}")
        return value

    parse = check

    def text(self, value: Any) -> str:
        """The words shown for the value."""
        return self.options[value]


@dataclass(frozen=True)
class Toggle:
    """A switch, on or off."""

    name: str
    label: str
    default: bool = False
    more: bool = False
    kind: str = field(default="toggle", init=False)
    values = (False, True)

    def check(self, value: Any) -> bool:
        """The value itself, if it is a boolean; raises `ControlError` otherwise."""
        if not isinstance(value, bool):
            raise ControlError(f"{self.name}={value!r}: expected true or false")
        return value

    def parse(self, text: str) -> bool:
        """The value written as "true" or "false"."""
        if text not in ("true", "false"):
            raise ControlError(f"{self.name}={text!r}: expected true or false")
        return text == "true"

    def text(self, value: Any) -> str:
        """The words shown for the value."""
        return "on" if value else "off"


@dataclass(frozen=True)
class Seed:
    """The seed of everything random in a simulation: an integer that a reader can change or share."""

    name: str = "seed"
    label: str = "seed"
    default: int = 0
    maximum: int = 9999
    more: bool = False
    kind: str = field(default="seed", init=False)

    @property
    def values(self) -> tuple[int, ...]:
        """A few seeds, for tests and recordings."""
        return tuple(range(self.default, self.default + 4))

    def check(self, value: Any) -> int:
        """The value itself, if it is a whole number in range; raises `ControlError` otherwise."""
        if not (_is_number(value) and float(value).is_integer() and 0 <= value <= self.maximum):
            raise ControlError(f"{self.name}={value!r}: expected a whole number from 0 to {self.maximum}")
        return int(value)

    def parse(self, text: str) -> int:
        """The value written as text, moved to the nearest whole number; raises `ControlError` if it is out of range."""
        value: Any = _number(text)
        return self.check(_whole(value) if _is_number(value) and 0 <= value <= self.maximum else value)

    def text(self, value: Any) -> str:
        """The value as shown."""
        return str(value)


Control = Slider | Choice | Toggle | Seed


@dataclass(frozen=True)
class Preset:
    """An experiment worth trying: the words of the link, what to look for, and the controls it sets."""

    label: str
    look: str
    params: dict[str, Any]


def resolve(controls: Iterable[Control], params: Mapping[str, Any]) -> dict[str, Any]:
    """All controls with their values: the given ones checked, the others at their defaults.

    Raises `ControlError` for an unknown control or a value out of range.
    """
    known = {control.name: control for control in controls}
    for name in params:
        if name not in known:
            raise ControlError(f"no control named {name!r}; expected one of {', '.join(known)}")
    return {name: control.check(params.get(name, control.default)) for name, control in known.items()}


def _number(text: str) -> float | str:
    """The number that text stands for, or the text itself."""
    try:
        return _tidy(float(text))
    except (ValueError, OverflowError):
        return text


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _whole(value: float) -> int:
    """The nearest whole number; a tie goes up, as in the browser."""
    floor = math.floor(value)
    return floor + (value - floor >= 0.5)


def _tidy(value: float) -> int | float:
    """Whole numbers as int, so that a step count is usable as one."""
    return int(value) if float(value).is_integer() else float(value)
