"""Scope of the norm: one gradient of three layers, clipped as a whole, layer by layer and tensor by tensor."""

import math
from dataclasses import replace

import numpy as np

from experiments.clipped_vectors import LAYERS, TENSORS, clip, entry, measure_scopes, of_layers
from widgets.kit import Bars, Handle, Move, Panel, Points, Preset, Rule, Scene, Slider, Text, Toggle
from widgets.kit.axes import categories, linear, log
from widgets.kit.format import number_text

TITLE = "Over what is the norm taken? Whole gradient, each layer, each tensor"
CONTROLS = (
    Slider("n1", "norm of layer 1", 0.01, 1000, 8, LAYERS["n1"], log=True),
    Slider("n2", "norm of layer 2", 0.01, 1000, 8, LAYERS["n2"], log=True),
    Slider("n3", "norm of layer 3", 0.01, 1000, 8, LAYERS["n3"], log=True),
    Slider("tau", "threshold τ", 0.01, 100, 8, LAYERS["tau"], log=True),
    Slider("bias", "share of the bias in each norm", 0.05, 0.95, 0.05, LAYERS["bias"], more=True),
    Toggle("fair", "divide τ so that the whole is at most τ long", more=True),
)
PRESETS = (
    Preset(
        "One loud layer",
        "As a whole, quiet layers shrink with the loud one; by layer, the quietest is left alone.",
        {"n1": 0.3, "n2": 2, "n3": 40, "tau": 1},
    ),
    Preset(
        "Three alike",
        "By layer keeps the direction when all layers are equally long; by tensor still turns it.",
        {"n1": 10, "n2": 10, "n3": 10, "tau": 1},
    ),
    Preset(
        "Nothing is longer than τ",
        "No scope acts: every bar keeps its height and every cosine is 1.",
        {"n1": 0.1, "n2": 0.2, "n3": 0.3, "tau": 1},
    ),
    Preset(
        "A fair share of τ",
        "τ over the root of the number of parts: at most τ long in all, and turned more.",
        {"n1": 0.3, "n2": 2, "n3": 40, "tau": 1, "fair": True},
    ),
)

SCOPES = {"global": ("as a whole", "clipped"), "layer": ("by layer", "third"), "parameter": ("by tensor", "fourth")}


def scene(n1, n2, n3, tau, bias, fair):
    """Norm of each tensor before and after clipping at each scope, and the cosine to the gradient."""
    before = of_layers((n1, n2, n3), bias)
    after = {scope: clip(before, tau, scope, fair) for scope in SCOPES}
    numbers = measure_scopes(before, after)
    panels = (_bars(before, after, tau, (n1, n2, n3), bias), _cosines(numbers))
    return Scene(panels, _reading(numbers, tau), numbers, side_by_side=True, height=340)


def _heights(grads):
    return np.array([entry(grads, name) for name in TENSORS])


def _bars(before, after, tau, norms, bias):
    places, width = np.arange(6.0), 0.19
    shown = [("gradient", before)] + [(SCOPES[scope][1], grads) for scope, grads in after.items()]
    heights = [_heights(grads) for _, grads in shown]
    y = log("norm, log scale", *heights, np.array([tau, 40 * max(norms)]))
    bars = [
        Bars(places + (i - 1.5) * width, h, role, width=width, base=y.low)
        for i, ((role, _), h) in enumerate(zip(shown, heights, strict=True))
    ]
    weight = math.sqrt(1 - bias**2)
    handles = [
        Handle(2 * (i - 1) - 1.5 * width, n * weight, f"norm of layer {i}", None, Move(f"n{i}", 0, 1 / weight))
        for i, n in enumerate(norms, 1)
    ]
    x = replace(categories("", list(TENSORS)), high=6.0)  # room for the label of the threshold
    return Panel("Norm of each tensor", x, y, (*bars, *_legend(y), Rule(tau, "y", "reference", "τ"), *handles), 1.5)


def _legend(y):
    """What the four bars of a tensor are, in two rows above them."""
    for i, (words, role) in enumerate([("before", "gradient"), *SCOPES.values()]):
        x, height = -0.35 + 3.1 * (i % 2), y.high / (y.high / y.low) ** (0.05 + 0.1 * (i // 2))
        yield Points(np.array([x]), np.array([height * (y.high / y.low) ** 0.02]), role, size=10)
        yield Text(x + 0.2, height, words, role)


def _cosines(numbers):
    layers = []
    for i, (scope, (_, role)) in enumerate(SCOPES.items()):
        value = numbers[f"{scope}_cosine"]
        layers += [
            Bars(np.array([float(i)]), np.array([value]), role, width=0.6),
            Text(i, value + 0.03, number_text(value), role, "middle"),
        ]
    names = [words for words, _ in SCOPES.values()]
    return Panel("Cosine to the gradient", categories("", names), linear("", 0, 1.12, ticks=4), tuple(layers))


def _reading(numbers, tau):
    turned = {scope: round(math.degrees(math.acos(min(1.0, numbers[f"{scope}_cosine"]))), 3) for scope in SCOPES}
    layer, tensor = (number_text(turned[scope], 2) for scope in ("layer", "parameter"))
    kept = {scope: number_text(numbers[f"{scope}_layer_1"]) for scope in SCOPES}
    return (
        f"The gradient is {number_text(numbers['norm'])} long, τ = {number_text(tau)}. As a whole it keeps its "
        f"direction and layer 1 keeps {kept['global']}; by layer it turns by {layer}° and layer 1 keeps "
        f"{kept['layer']}; by tensor it turns by {tensor}°."
    )
