"""Numbers as a reader wants to see them: few digits, powers of ten, true minus signs."""

import math

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    """10 to an integer power, as text: `power_of_ten(-3)` is "10⁻³"."""
    return "10" + str(exponent).translate(_SUPERSCRIPT)


def number_text(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits: "0.345", "6,770", "2.2 × 10⁷", "∞", "not a number"."""
    value = float(value) + 0.0  # a negative zero is written as zero
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = _plain(value, digits) if value == 0 or 1e-3 <= abs(value) < 1e5 else _scientific(value, digits)
    return text.replace("-", "−")


def settled(value: float) -> float:
    """The value, or 0 where it is but a residue of rounding, below 1e-9."""
    return 0.0 if abs(value) < 1e-9 else value


def count_text(count: int, things: str) -> str:
    """A count with the plural that it counts: `count_text(1, "steps")` is "1 step", of 1,200 "1,200 steps"."""
    return f"{count:,} {things.removesuffix('s') if count == 1 else things}"


def _plain(value: float, digits: int) -> str:
    rounded = float(f"{value:.{digits}g}")
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded)))) if rounded else 0
    text = f"{rounded:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa} × {power_of_ten(int(exponent))}"
