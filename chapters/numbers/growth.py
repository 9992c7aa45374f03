"""Numbers about how products of Jacobians grow."""


def power(rho: float, n: int) -> float:
    """A factor rho applied n times: rho to the power n."""
    return rho**n
