"""Norm or value: one gradient in the plane, clipped to the circle or to the box of a threshold."""

import numpy as np

from experiments.clipped_vectors import PLANE, RULES, angle, in_plane, measure_in_plane
from widgets.kit import Arrows, Bars, Choice, Handle, Line, Move, Panel, Preset, Rule, Scene, Slider, Text
from widgets.kit.axes import categories, linear
from widgets.kit.format import number_text, settled

TITLE = "Clip to the circle or to the box: one keeps the direction"
CONTROLS = (
    Slider("g1", "gradient g₁", -12, 12, 0.1, PLANE["g1"]),
    Slider("g2", "gradient g₂", -9.5, 9.5, 0.1, PLANE["g2"]),
    Slider("tau", "threshold τ", 0.5, 9, 0.1, PLANE["tau"]),
    Choice("rule", "clip", {"both": "both ways", "norm": "by norm", "value": "by value"}, "both"),
)
PRESETS = (
    Preset(
        "The worked example",
        "g = (10, 1) at τ = 5: the box doubles the angle to the axis, the circle keeps it.",
        {"g1": 10, "g2": 1, "tau": 5},
    ),
    Preset(
        "On the diagonal",
        "No turn at all, but the corner of the box is √2 times as far away as the circle.",
        {"g1": 8, "g2": 8, "tau": 5},
    ),
    Preset(
        "Between circle and box",
        "Longer than τ, yet no entry is: by norm acts, by value does not.",
        {"g1": 4.5, "g2": 4.5, "tau": 5},
    ),
    Preset(
        "Only the signs are left",
        "τ below both entries: by value forgets that one was many times the other.",
        {"g1": 10, "g2": 1, "tau": 0.5},
    ),
)

ROLES = {"norm": "clipped", "value": "fourth"}
WORDS = {"norm": "by norm", "value": "by value"}


def scene(g1, g2, tau, rule):
    """The plane with the gradient and what each rule leaves of it, and their lengths."""
    g = np.array([g1, g2], float)
    kept = in_plane(g, tau, tuple(name for name in RULES if rule in (name, "both")))
    numbers = measure_in_plane(g, kept)
    panels = (_plane(g, kept, tau), _bars(g, kept, tau))
    return Scene(panels, _reading(g, kept, tau, numbers), numbers, side_by_side=True, height=360)


def _plane(g, kept, tau):
    layers = [_circle(tau)] * ("norm" in kept) + [_box(tau)] * ("value" in kept)
    arrows = [(g, "gradient"), *((c, ROLES[name]) for name, c in kept.items())]
    layers += [_arrow(v, role) for v, role in sorted(arrows, key=lambda arrow: -np.hypot(*arrow[0]))]
    handle = Handle(g[0], g[1], "gradient g", Move("g1"), Move("g2"))
    # ranges and shares in these proportions keep the circle round, wide and narrow
    x, y = linear("g₁", -12.5, 12.5), linear("g₂", -10, 10)
    return Panel("The gradient and the limit", x, y, (*layers, handle), 1.137)


def _arrow(v, role):
    return Arrows(np.zeros(1), np.zeros(1), v[:1], v[1:], role)


def _circle(tau):
    a = np.linspace(np.pi / 2, 2.5 * np.pi, 97)
    return Line(tau * np.cos(a), tau * np.sin(a), ROLES["norm"], "‖g‖ = τ", 0.4, thin=True)


def _box(tau):
    corners = tau * np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]], float)
    return Line(corners[:, 0], corners[:, 1], ROLES["value"], "largest |gᵢ| = τ", 0.2, thin=True)


def _bars(g, kept, tau):
    vectors = {"g": g} | {WORDS[name]: c for name, c in kept.items()}
    roles = ["gradient", *(ROLES[name] for name in kept)]
    lengths = [float(np.hypot(*v)) for v in vectors.values()]
    layers = [Rule(tau, "y", "reference", "τ")]
    for i, (v, role, length) in enumerate(zip(vectors.values(), roles, lengths, strict=True)):
        layers.append(Bars(np.array([float(i)]), np.array([length]), role, width=0.55))
        layers.append(Text(i, length + 0.35, _degrees(v), role, "middle"))
    x, y = categories("", list(vectors)), linear("", 0, max(*lengths, tau) * 1.12)
    return Panel("Length, and angle to the g₁ axis", x, y, tuple(layers), 0.971)


def _degrees(v):
    degrees = angle(v)
    return "" if degrees is None else f"{degrees:.2f}°".replace("-", "−")


def _reading(g, kept, tau, numbers):
    said = [
        f"{WORDS[name]} leaves ({number_text(c[0], 4)}, {number_text(c[1], 4)}), length "
        f"{number_text(numbers[f'{name}_length'])}, turned by {number_text(settled(numbers[f'{name}_turn'] or 0))}°"
        for name, c in kept.items()
    ]
    return (
        f"g = ({number_text(g[0], 4)}, {number_text(g[1], 4)}) is {number_text(numbers['norm'], 4)} long; at "
        f"τ = {number_text(tau)}, clipping {'; '.join(said)}."
    )
