"""A training run as arrays, to be kept and gone on with later: it then makes the same updates as if never stopped."""

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.training.loop import Training

Arrays = dict[str, np.ndarray[Any, Any]]  # of any kind: numbers, flags, text


def state(training: Training) -> Arrays:
    """Return all that changes during a Training as {name: array}: weights, optimiser, random streams, step."""
    kept: Arrays = {
        "theta": training.theta.flat.copy(),
        "alive": training.alive.copy(),
        "step": np.array(training.step),
        "streams": _as_bytes([rng.bit_generator.state for rng in [*training.streams, training.clock]]),
    }
    if training.mean_norm is not None:
        kept["adaptive"] = np.asarray(training.mean_norm).copy()
    return kept | {f"optimiser.{name}": np.array(value) for name, value in _memory(training.optimiser)}


def restore(training: Training, kept: Arrays) -> None:
    """Put a Training of the same Config into a state; raise ValueError, and change nothing, when it is of another."""
    _refuse_another(training, kept)
    training.theta.flat[...], training.alive[...] = kept["theta"], kept["alive"]
    training.step, training.mean_norm = int(kept["step"]), kept.get("adaptive")
    for rng, drawn in zip([*training.streams, training.clock], _from_bytes(kept["streams"]), strict=True):
        rng.bit_generator.state = drawn
    for name, _ in _memory(training.optimiser):
        attribute, _, part = name.partition(".")
        if part:
            getattr(training.optimiser, attribute)[part][...] = kept[f"optimiser.{name}"]
        else:
            setattr(training.optimiser, attribute, kept[f"optimiser.{name}"].item())


def to_bytes(arrays: Arrays) -> bytes:
    """Return {name: array} as bytes: the names, then every array in NumPy's own format, without pickle."""
    file = io.BytesIO()
    for array in (_as_bytes(list(arrays)), *arrays.values()):
        np.save(file, array, allow_pickle=False)
    return file.getvalue()


def from_bytes(data: bytes) -> Arrays:
    """Return the {name: array} that ``to_bytes`` wrote; raise ValueError when it is something else."""
    file = io.BytesIO(data)
    names = _from_bytes(np.lib.format.read_array(file))  # np.load has other errors for what is no array
    return {name: np.lib.format.read_array(file) for name in names}


def _refuse_another(training: Training, kept: Arrays) -> None:
    """Raise ValueError unless names and shapes are those of this Training; what others keep in the state may be."""
    own = state(training) | ({"adaptive": training.alive} if "adaptive" in kept else {})
    for name in own | kept:
        expected, found = (arrays[name].shape if name in arrays else "none" for arrays in (own, kept))
        as_expected = expected == found or (name == "streams" and name in kept)  # text, of any length
        if not as_expected and (name in own or name.startswith("optimiser.")):
            raise ValueError(f"{name} of shape {found}: expected {expected}, another run")


def _memory(optimiser: object) -> Iterator[tuple[str, Any]]:
    """What an optimiser remembers from step to step: (name, number or array) for each."""
    for name, value in vars(optimiser).items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", array) for part, array in value.items())
        else:
            yield name, value


def _as_bytes(data: Any) -> np.ndarray[Any, Any]:
    return np.frombuffer(json.dumps(data).encode(), np.uint8)


def _from_bytes(array: np.ndarray[Any, Any]) -> Any:
    return json.loads(array.tobytes())
