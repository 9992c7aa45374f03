"""AGC or a fixed threshold: one ReLU network, the same function written at other scales, clipped by either rule."""

import numpy as np

from experiments.rescaled_network import SETTINGS, clipped, gradient, measure, unit_norms, weights
from sim.training.clip import AGC_FLOOR
from widgets.kit import Arrows, Bars, Line, Panel, Points, Preset, Scene, Seed, Slider, Text, number_text
from widgets.kit.axes import categories, linear, log

TITLE = "AGC looks at each unit, a fixed τ at the whole: one network, written at other scales"
CONTROLS = (
    Slider("s", "layer 1 divided, layer 3 multiplied by", 1, 100, 8, SETTINGS["s"], log=True),
    Slider("lam", "λ of AGC", 0.001, 1, 8, SETTINGS["lam"], log=True),
    Slider("tau", "fixed τ", 0.1, 100, 8, SETTINGS["tau"], log=True),
    Slider("error", "size of the errors", 0.1, 10, 8, SETTINGS["error"], log=True),
    Seed(default=SETTINGS["seed"], more=True),
)
PRESETS = (
    Preset(
        "All layers alike",
        "The fixed threshold hardly acts. AGC clips single units in layers 1 to 3.",
        {"s": 1, "lam": 0.1, "tau": 1, "error": 1},
    ),
    Preset(
        "The same function, rescaled",
        "Layer 1 fills the norm: τ shrinks all alike, AGC takes it from layer 1.",
        {"s": 8, "lam": 0.1, "tau": 1, "error": 1},
    ),
    Preset(
        "Ten times the errors",
        "AGC reaches most of layer 2. The read-out it never touches, whatever its gradient.",
        {"s": 8, "lam": 0.1, "tau": 1, "error": 10},
    ),
    Preset(
        "Small errors",
        "The whole is shorter than τ, which does nothing. AGC still holds layer 1 back.",
        {"s": 8, "lam": 0.1, "tau": 1, "error": 0.1},
    ),
)

LAYERS = {
    "W_1": ("layer 1", "first"),
    "W_2": ("layer 2", "second"),
    "W_3": ("layer 3", "third"),
    "W_y": ("read-out", "fourth"),
}


def scene(s, lam, tau, error, seed):
    """Weight and gradient norm of every unit with the limit of AGC; what each rule leaves of each layer's gradient."""
    params = weights(s, seed)
    grads = gradient(params, error, seed)
    rules = clipped(params, grads, lam, tau)
    numbers = measure(grads, rules)
    panels = (_units(params, grads, rules["agc"], lam), _kept(numbers))
    return Scene(panels, _reading(numbers, lam, tau), numbers, side_by_side=True, height=360)


def _units(params, grads, after, lam):
    W, G, left = ({name: unit_norms(a[name]) for name in LAYERS} for a in (params, grads, after))
    for norms in (G, left):
        norms.update({name: np.where(n > 0, n, np.nan) for name, n in norms.items()})
    x = log("‖W‖ of a unit, log scale", *W.values(), ticks=5)
    top = max(float(np.nanmax(norms)) for norms in G.values())
    y = log("‖G‖, log scale", *G.values(), *left.values(), np.array([5 * top]), ticks=5)  # room for the names
    ends = np.geomspace(x.low, x.high, 40)
    layers = [Line(ends, lam * np.maximum(ends, AGC_FLOOR), "reference", "λ‖W‖", 0.9)]
    for name, (_, role) in LAYERS.items():
        cut = left[name] < G[name] * (1 - 1e-12)
        layers += [
            Arrows(W[name][cut], G[name][cut], W[name][cut], left[name][cut], role),
            Points(W[name], G[name], role),
        ]
    return Panel("AGC: every unit", x, y, (*layers, *_names(x, y)), 1.15)


def _names(x, y):
    height = y.high / (y.high / y.low) ** 0.05
    for i, (words, role) in enumerate(LAYERS.values()):
        mark, text = (x.low * (x.high / x.low) ** (0.02 + 0.235 * i + shift) for shift in (0, 0.03))
        yield Points(np.array([mark]), np.array([height * (y.high / y.low) ** 0.012]), role)
        yield Text(text, height, words, role)


def _kept(numbers):
    layers = [Text(1.4, 1.36, "left: AGC", "clipped", "end"), Text(1.6, 1.36, "right: fixed τ", "unclipped")]
    for shift, rule, role in ((-0.2, "agc", "clipped"), (0.2, "fixed", "unclipped")):
        kept = np.array([numbers[f"{name}_{rule}_kept"] for name in LAYERS])
        layers.append(Bars(np.arange(4.0) + shift, kept, role, width=0.36))
        layers += [Text(i + shift, k + 0.02, f"{k:.2f}", role, "middle") for i, k in enumerate(kept)]
    names = [words for words, _ in LAYERS.values()]
    x, y = categories("", names), linear("", 0, 1.45, ticks=4)
    return Panel("Share of the gradient that is left", x, y, tuple(layers))


def _reading(numbers, lam, tau):
    hit = [
        f"{numbers[f'{name}_agc_clipped']} of {numbers[f'{name}_units']} units of {words}"
        for name, (words, _) in LAYERS.items()
        if numbers[f"{name}_agc_clipped"]
    ]
    agc = "clips " + " and ".join(hit) if hit else "clips no unit"
    factor = min(1.0, tau / numbers["norm"])
    fixed = f"multiplies every layer by {number_text(factor, 2)}" if factor < 1 else "leaves everything as it is"
    return (
        f"The gradient is {number_text(numbers['norm'])} long. AGC with λ = {number_text(lam)} {agc}; "
        f"a fixed τ = {number_text(tau)} {fixed}."
    )
