"""What a reader's code prints, passed on line by line, in order, up to a limit."""

import io
from collections.abc import Callable

LINES, CHARACTERS = 10_000, 200_000


class Limit:
    """Passes text on until there is too much of it, then says so once."""

    def __init__(self, write: Callable[[str, str], None], lines: int = LINES, characters: int = CHARACTERS):
        self._write = write
        self._lines, self._characters = lines, characters
        self._note = f"\nOnly the first {lines:,} lines or {characters // 1000} kB of output are shown.\n"
        self._open: Stream | None = None
        self.line_ended = True

    def turn(self, stream: "Stream") -> None:
        """Another stream is written to: what the last one holds back comes first."""
        if self._open not in (None, stream):
            self._open.flush()
        self._open = stream

    def passed(self, kind: str, text: str) -> None:
        """Pass text on; what exceeds the limit is cut, and a note takes its place."""
        if self._lines < 0:
            return
        kept = "".join(text.splitlines(keepends=True)[: self._lines])[: self._characters]
        self._lines -= kept.count("\n")
        self._characters -= len(kept)
        if kept:
            self._write(kind, kept)
            self.line_ended = kept.endswith("\n")
        if kept != text:
            self._lines = -1
            self._write("note", self._note)


class Stream(io.TextIOBase):
    """A line-buffered text stream; `kind` says which."""

    def __init__(self, limit: Limit, kind: str):
        self._limit, self._kind, self._held = limit, kind, ""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Pass on whole lines; hold back the rest."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._limit.turn(self)
        self._held += text
        if "\n" in text:
            lines, _, rest = self._held.rpartition("\n")
            self._held = ""
            self._limit.passed(self._kind, lines + "\n")
            self._held = rest
        return len(text)

    def flush(self) -> None:
        """Pass on what is held back."""
        held, self._held = self._held, ""
        if held:
            self._limit.passed(self._kind, held)

    def value(self, text: str) -> None:
        """Write the value of an expression, on lines of its own."""
        self.close_line()
        self._limit.passed("value", f"{text}\n")

    def close_line(self) -> None:
        """Pass on what any stream holds back, and end its line."""
        self._limit.turn(self)
        self.flush()
        if not self._limit.line_ended:
            self._limit.passed(self._kind, "\n")
