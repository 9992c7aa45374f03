"""Steps over the finished site folder, in order. Each takes the folder only, so any generator may have made it."""

from pathlib import Path

from press.post import csp, fonts, inspect, prune


def finish(site: Path, strict: bool = True) -> None:
    """Make the folder ready to serve; `strict` adds the security policy and refuses what it would block."""
    prune.prune(site)
    fonts.supply(site)
    if strict:
        inspect.inspect(site)
        csp.apply(site)
