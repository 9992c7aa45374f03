"""Memory over minutes of continuous training in Chromium: SOAK_MINUTES of them, two unless the environment says."""

import os
from pathlib import Path

from benchmarks import _soak
from benchmarks._page import result_of

PAGE = Path(__file__).parent / "soak_page"


def measure() -> dict:
    """Return for each minute the size of the wasm heap and how many objects Python keeps; both should stay flat."""
    minutes = int(os.environ.get("SOAK_MINUTES", "2"))
    return result_of(_soak.__file__, PAGE, minutes, wait_ms=(minutes + 3) * 60_000)
