"""Stands in for numpy.random: the Generator and PCG64 now, the older generators when they are asked for.

Importing all of numpy.random loads four more extension modules that the course does not use.
"""

from ._generator import Generator
from ._pcg64 import PCG64, PCG64DXSM
from .bit_generator import BitGenerator, SeedSequence

__all__ = ["BitGenerator", "Generator", "PCG64", "PCG64DXSM", "SeedSequence", "default_rng"]
LATER = {"MT19937": "_mt19937", "Philox": "_philox", "SFC64": "_sfc64"}


def default_rng(seed=None):
    """Return a Generator, as NumPy's own function does, which would load RandomState to compare types."""
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    return Generator(getattr(seed, "_bit_generator", None) or PCG64(seed))


def __getattr__(name):
    from importlib import import_module

    if name.startswith("__"):
        raise AttributeError(f"module 'numpy.random' has no attribute {name!r}")
    try:
        return getattr(import_module("numpy.random." + LATER.get(name, "mtrand")), name)
    except ModuleNotFoundError as error:
        message = f"numpy.random.{name} is not loaded here; use numpy.random.default_rng(seed)"
        raise AttributeError(message) from error
