"""Stands in for numpy.random._pickle, which loads every generator that NumPy has; same functions, loaded late."""

from .bit_generator import BitGenerator


def __bit_generator_ctor(bit_generator="MT19937"):
    if isinstance(bit_generator, type):
        return bit_generator()
    import numpy.random

    return getattr(numpy.random, bit_generator)()


def __generator_ctor(bit_generator_name="MT19937", bit_generator_ctor=__bit_generator_ctor):
    from ._generator import Generator

    named = isinstance(bit_generator_name, BitGenerator)
    return Generator(bit_generator_name if named else bit_generator_ctor(bit_generator_name))


def __randomstate_ctor(bit_generator_name="MT19937", bit_generator_ctor=__bit_generator_ctor):
    from .mtrand import RandomState

    named = isinstance(bit_generator_name, BitGenerator)
    return RandomState(bit_generator_name if named else bit_generator_ctor(bit_generator_name))
