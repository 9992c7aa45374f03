"""A Training and its story, kept in a file between two sittings: saved whole or not at all, and gone on with."""

import json
import platform
import time
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from sim.training import checkpoint
from sim.training.loop import Training

KEEP = 60.0  # seconds between two checkpoints


class Sitting:
    """What trains in several sittings: its ``training``, and the attributes named in ``STORY``, which JSON can hold."""

    STORY: ClassVar[tuple[str, ...]]
    training: Training

    def __init__(self, entry: Any):
        raise NotImplementedError  # begins the training of one entry of a plan

    @property
    def updates(self) -> int:
        """How many updates were made."""
        return self.training.step

    @property
    def over(self) -> bool:
        """Whether more updates would change nothing."""
        raise NotImplementedError

    def advance(self, updates: int) -> None:
        """Make so many updates, then test and add to the record."""
        raise NotImplementedError

    def go_on(self, end: int, window: int, path: Path, keep: float = KEEP) -> None:
        """Make ``end`` updates in all, unless it is over before, and save every ``keep`` seconds and at the end."""
        saved = time.monotonic()
        while not self.over and self.updates < end:
            self.advance(min(window, end - self.updates))
            if time.monotonic() - saved > keep:
                self.save(path)
                saved = time.monotonic()
        self.save(path)

    def save(self, path: Path) -> None:
        """Write everything that is needed to go on."""
        story = {name: getattr(self, name) for name in self.STORY}
        kept = checkpoint.state(self.training) | {"story": np.frombuffer(json.dumps(story).encode(), np.uint8)}
        write_whole(path, checkpoint.to_bytes(kept))

    @classmethod
    def load(cls, entry: Any, path: Path) -> Self:
        """Return what was saved, or what has not begun where nothing was or it is of another plan."""
        sitting = cls(entry)
        try:
            kept = checkpoint.from_bytes(path.read_bytes())
            checkpoint.restore(sitting.training, kept)
        except (OSError, ValueError, EOFError, KeyError):
            return cls(entry)
        vars(sitting).update(json.loads(kept["story"].tobytes()))
        return sitting


def checkpoint_of(entry: Any, cache: Path) -> Path:
    """Return the file in which a run, or whatever has a name, is kept between two sittings."""
    return cache / f"{entry.name}.checkpoint"


def versions() -> dict:
    """Return what the numbers were made with."""
    return {"python": platform.python_version(), "numpy": np.__version__, "machine": platform.machine()}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
