"""Words with subscripts: `W_h` and `σ_max` are written as in the text of a chapter, by both painters."""

import re

SMALL = 0.72  # of the size of the words
_SUBSCRIPT = re.compile(r"(?<=[^\W\d_])_(max|[A-Za-z0-9])(?![A-Za-z])")


def pieces(words: str) -> list[tuple[str, bool]]:
    """The words in pieces, each with whether it stands below the line; `_SUBSCRIPT` in the painters is the same."""
    parts = _SUBSCRIPT.split(words)
    return [(part, bool(i % 2)) for i, part in enumerate(parts) if part]
