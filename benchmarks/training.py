"""The training lab: updates a second and the largest pictures, natively and in Chromium."""

from benchmarks import _training
from benchmarks._page import result_of


def browser_times() -> dict:
    """Return {updates a second, largest pictures} as measured in a worker of Chromium."""
    return result_of(_training.__file__)


def measure() -> dict:
    """Return updates a second of the lab's default run (goal in Chromium: 1,000) and ms of its largest pictures."""
    return {"native": _training.measured(seconds=2, count=6), "Chromium": browser_times()}
