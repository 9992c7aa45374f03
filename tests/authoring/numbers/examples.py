"""Functions that the bad pages call."""


def power(rho: float, n: int) -> float:
    """A factor rho applied n times."""
    return rho**n


def undocumented() -> float:
    return 1.5


def failing() -> float:
    """A function that cannot answer."""
    raise ZeroDivisionError("nothing to divide by")
