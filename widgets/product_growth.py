"""Growth of the product of Jacobians in a tanh network, beside ρⁿ: what saturation takes away at every step."""

import numpy as np

from experiments.jacobian_products import growth, measure
from widgets.kit import Line, Panel, Preset, Rule, Scene, Seed, Slider, linear, log, number_text

TITLE = "How far a gradient grows on its way back: a tanh network against ρⁿ"
CONTROLS = (
    Slider("rho", "spectral radius ρ of Wₕ", 0.5, 1.5, 0.01, 1.1),
    Slider("strength", "input strength", 0, 2, 0.05, 0),
    Slider("T", "sequence length T", 10, 100, 1, 100, unit="steps"),
    Seed(),
    Slider("start", "size of the first state", 0.0001, 1, 5, 0.1, log=True, more=True),
)
PRESETS = (
    Preset(
        "Start almost at zero",
        "Small states stay in the linear range longer, so the product keeps up with ρⁿ.",
        {"rho": 1.1, "strength": 0, "start": 0.0001, "T": 100},
    ),
    Preset(
        "Raise ρ to 1.2",
        "The linear network gains a factor of six thousand, the tanh network less than ten.",
        {"rho": 1.2, "strength": 0, "start": 0.1, "T": 100},
    ),
    Preset(
        "Drive it hard",
        "ρ = 1.2 says explode. The input saturates the units, and the product vanishes.",
        {"rho": 1.2, "strength": 1, "start": 0.1, "T": 100},
    ),
    Preset(
        "Below one",
        "With ρ < 1 both vanish, and the tanh network is always the faster to do so.",
        {"rho": 0.9, "strength": 0.1, "start": 0.1, "T": 100},
    ),
)


def scene(rho, strength, T, seed, start):
    """‖∂h_T/∂h_t‖ against T − t beside ρⁿ, and under it the mean slope f′(z_t) of the same steps."""
    found = growth(rho, strength, T, seed, start)
    n, product, slope = found
    steps = np.arange(1, T + 1)
    linear_net = rho ** n.astype(float)
    y = log("σ_max, log scale", product, linear_net, floor=1e-16, ceiling=1e18)
    lengths = Panel(
        "Length of ∂h_T/∂h_t",
        linear("", 0, T),
        y,
        (
            Rule(1.0, "y", "quiet"),
            Line(n, linear_net, "reference", "linear network: ρⁿ", 0.77 if rho > 1 else 0.1),
            Line(n, product, "gradient", "tanh network", 0.9 if product[-1] > 1 else 0.24 if rho > 1 else 0.5),
        ),
        share=1.25,
    )
    back = linear("steps back from the end, T − t", 0, T)
    saturation = Panel(
        "Mean slope of the units",
        back,
        linear("f′(z_t), 1 = linear", 0, 1.1, ticks=4),
        (
            *((Rule(1 / rho, "y", "reference", "1/ρ"),) if rho > 1 else ()),
            Line(steps, slope.mean(axis=1)[::-1], "first"),
        ),
        share=0.75,
    )
    numbers = measure(found, rho)
    return Scene((lengths, saturation), _reading(numbers, rho, T), numbers, height=300)


def _reading(numbers, rho, T):
    product = numbers["product"]
    fate = "has vanished" if product < 0.01 else "has shrunk" if product < 1 else "has grown"
    share = number_text(numbers["mean_slope"], 2)
    return (
        f"Over T = {T} steps with ρ = {number_text(rho)} a linear network multiplies a gradient by ρ^T = "
        f"{number_text(numbers['linear'], 5)}. In the tanh network it {fate}: the product is "
        f"{number_text(product)}, because the units' mean slope is {share}."
    )
