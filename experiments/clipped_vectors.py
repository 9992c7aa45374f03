"""One gradient, clipped by norm or by value, and as a whole, layer by layer or tensor by tensor."""

import math

import numpy as np

from sim.training.clip import clip_by_global_norm, clip_by_value, clip_per_parameter, global_norm

Gradient = dict[str, np.ndarray]  # one array (1, 1) a tensor

RULES = {"norm": clip_by_global_norm, "value": clip_by_value}
SCOPES = ("global", "layer", "parameter")
TENSORS = ("W₁", "b₁", "W₂", "b₂", "W₃", "b₃")
PLANE = {"g1": 10.0, "g2": 1.0, "tau": 5.0}  # the settings of the text
LAYERS = {"n1": 0.3, "n2": 2.0, "n3": 40.0, "tau": 1.0, "bias": 0.4, "fair": False}


def in_plane(g: np.ndarray, tau: float, rules: tuple[str, ...] = tuple(RULES)) -> dict[str, np.ndarray]:
    """Return what each of the rules leaves of a gradient g (2,)."""
    return {name: RULES[name]({"g": g[None]}, tau).grads["g"][0] for name in rules}


def measure_in_plane(g: np.ndarray, kept: dict[str, np.ndarray]) -> dict[str, float | None]:
    """Return norm and angle of g (2,), and per rule entries, length, angle and turn in degrees, None without one."""
    numbers = {"norm": float(np.hypot(*g)), "angle": angle(g)}
    for name, c in kept.items():
        numbers |= {
            f"{name}_1": float(c[0]),
            f"{name}_2": float(c[1]),
            f"{name}_length": float(np.hypot(*c)),
            f"{name}_angle": angle(c),
            f"{name}_turn": _turn(g, c),
        }
    return numbers


def results_in_plane(g1: float, g2: float, tau: float) -> dict[str, float | None]:
    """Return what `measure_in_plane` finds for the gradient (g1, g2)."""
    g = np.array([g1, g2], float)
    return measure_in_plane(g, in_plane(g, tau))


def angle(v: np.ndarray) -> float | None:
    """Return the angle of v (2,) to the first axis in degrees, or None where v is zero."""
    return math.degrees(math.atan2(v[1], v[0])) if v.any() else None


def of_layers(norms: tuple[float, float, float], bias: float) -> Gradient:
    """Return a gradient of three layers; bias is that share of each norm. No scope asks for more than the norms."""
    parts = [part for n in norms for part in (n * math.sqrt(1 - bias**2), n * bias)]
    return {name: np.full((1, 1), part) for name, part in zip(TENSORS, parts, strict=True)}


def clip(grads: Gradient, tau: float, scope: str, fair: bool) -> Gradient:
    """Return the gradient clipped at one of SCOPES; ``fair`` divides τ by the root of the number of parts."""
    if scope == "global":
        return clip_by_global_norm(grads, tau).grads
    if scope == "parameter":
        return clip_per_parameter(grads, tau / math.sqrt(6) if fair else tau).grads
    layers = [{name: grads[name] for name in TENSORS[i : i + 2]} for i in (0, 2, 4)]
    clipped = [clip_by_global_norm(layer, tau / math.sqrt(3) if fair else tau).grads for layer in layers]
    return {name: g for layer in clipped for name, g in layer.items()}


def measure_scopes(before: Gradient, after: dict[str, Gradient]) -> dict[str, float]:
    """Return the norm, and per scope the cosine to the gradient, the norm left and that left of layer 1."""
    numbers = {"norm": _norm(before)}
    for scope, grads in after.items():
        numbers |= {
            f"{scope}_cosine": cosine(before, grads),
            f"{scope}_norm": _norm(grads),
            f"{scope}_layer_1": math.hypot(entry(grads, "W₁"), entry(grads, "b₁")),
        }
    return numbers


def results_of_scopes(n1: float, n2: float, n3: float, tau: float) -> dict[str, float]:
    """Return what `measure_scopes` finds for layers of these norms, at LAYERS otherwise."""
    before = of_layers((n1, n2, n3), LAYERS["bias"])
    return measure_scopes(before, {scope: clip(before, tau, scope, bool(LAYERS["fair"])) for scope in SCOPES})


def cosine(a: Gradient, b: Gradient) -> float:
    """Return the cosine of the angle between two gradients of the same tensors."""
    product = sum(entry(a, name) * entry(b, name) for name in TENSORS)
    return product / (_norm(a) * _norm(b))


def entry(grads: Gradient, name: str) -> float:
    """Return the one entry of a tensor."""
    return float(grads[name][0, 0])


def _norm(grads: Gradient) -> float:
    return float(global_norm(grads)[0])


def _turn(g: np.ndarray, c: np.ndarray) -> float | None:
    if not (g.any() and c.any()):
        return None
    return math.degrees(abs(math.atan2(g[0] * c[1] - g[1] * c[0], float(g @ c))))
