"""What a mark means. A painter turns a role into a colour through the CSS variable `--cw-ROLE`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a role differs when colour is not seen: dash lengths in CSS pixels, and the shape of its marks."""

    dash: tuple[float, ...] = ()
    marker: str = "circle"


# Roles whose colour means one thing in the whole course; what is compared beside them is neutral and differs by dash.
MEANINGS = {
    "danger": ("unclipped", "explode", "unstable"),
    "safe": ("clipped", "stable"),
    "vanishing": ("vanish",),
    "the wall": ("wall",),
    "the reader's hand": ("handle",),
}

ROLES = {
    "ink": Style(),
    "reference": Style(dash=(3, 4)),
    "handle": Style(),
    "loss": Style(),
    "gradient": Style(dash=(7, 3), marker="diamond"),
    "unclipped": Style(marker="triangle"),
    "clipped": Style(dash=(6, 3), marker="square"),
    "explode": Style(marker="triangle"),
    "vanish": Style(dash=(2, 3), marker="square"),
    "stable": Style(),
    "unstable": Style(dash=(5, 4), marker="ring"),
    "path": Style(marker="circle"),
    "wall": Style(dash=(1, 3), marker="cross"),
    "quiet": Style(),
    "first": Style(),
    "second": Style(dash=(7, 3), marker="square"),
    "third": Style(dash=(2, 3), marker="diamond"),
    "fourth": Style(dash=(8, 3, 2, 3), marker="triangle"),
}
