"""Scenes rendered at build: figures answer from them until Python is ready, and where it cannot run.

A file holds the states that pages show, and around each of them every control outside "more controls" at up to 13
values, the other controls as they are; and the states that links and questions set. Sliders get fewer values, at
least 5, where the file would be larger than 300 kB.
"""

import functools
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from builder.base.archive import digest
from builder.base.cache import cached_file, write_atomically
from builder.figure.element import States, code_digest, prerendered_place
from builder.site.pages import Site
from widgets.kit.controls import resolve
from widgets.kit.registry import load
from widgets.kit.wire import pack

POSITIONS = (13, 9, 7, 5)
MOST_BYTES = 300_000
BLOCK = 1024  # bytes; what two scenes share is further apart than gzip looks, so equal blocks are kept once
_SELF = Path(__file__).read_bytes()  # as it was loaded: a build under way may see the file change


def supply(site: Site, states: States) -> None:
    """Write `assets/records/NAME-HASH.bin` for every simulation on the pages, and tell their figures its name."""
    folder = site.folder / "assets" / "records"
    files = {name: _write(folder, name, *found) for name, found in states_to_draw(states).items()}
    for page in site.pages:
        for name, file in files.items():
            page.text = page.text.replace(json.dumps(prerendered_place(name)), json.dumps(file))


def states_to_draw(states: States) -> dict[str, tuple[list[dict], list[dict]]]:
    """Return, by simulation, the states that pages show it in, and those that links and questions set."""
    return {name: (shown, _asked(name, shown, states.asked[name])) for name, shown in states.shown.items()}


def _asked(name: str, shown: list[dict], asked: list[dict]) -> list[dict]:
    return [resolve(load(name).CONTROLS, base | params) for base in shown for params in asked]


def prerender(name: str, shown: list[dict], asked: list[dict]) -> bytes:
    """Return the compressed file of a simulation, with as many values a slider as its size allows."""

    @functools.cache
    def scene(*items: tuple[str, Any]) -> bytes:
        return pack(load(name).scene(**dict(items))).tobytes()

    for positions in POSITIONS:
        around = [state for base in shown for state in star(name, base, positions)]
        data = gzip.compress(_packed(_distinct([*around, *asked]), scene), mtime=0)
        if len(data) <= MOST_BYTES:
            break
    return data


def star(name: str, base: dict, positions: int) -> Iterator[dict]:
    """Yield the state itself, then each control in turn at other values."""
    yield base
    for control in load(name).CONTROLS:
        if not control.more:
            count = positions if control.kind == "slider" else len(control.values)
            yield from (base | {control.name: value} for value in _spread(control.values, count))


def _spread(values: tuple, count: int) -> list:
    """Return some of the values, the first and the last among them."""
    if len(values) <= count:
        return list(values)
    return [values[round(i * (len(values) - 1) / (count - 1))] for i in range(count)]


def _distinct(states: list[dict]) -> list[dict]:
    return list({tuple(state.items()): state for state in states}.values())


def _packed(states: list[dict], scene: Callable[..., bytes]) -> bytes:
    """Return four bytes with the header's length, the header, and the blocks that the travelling scenes are made of."""
    blocks: dict[bytes, int] = {}
    frames = []
    for state in states:
        places = [blocks.setdefault(block, len(blocks)) for block in _blocks(scene(*state.items()))]
        frames.append({"params": state, "blocks": places})
    header = json.dumps({"sizes": [len(block) for block in blocks], "frames": frames}, separators=(",", ":")).encode()
    return b"".join([len(header).to_bytes(4, "little"), header, *blocks])


def _blocks(scene: bytes) -> list[bytes]:
    """Return its head, which is of any length, then its arrays in equal parts."""
    start = 4 + int.from_bytes(scene[:4], "little")
    return [scene[:start], *(scene[at : at + BLOCK] for at in range(start, len(scene), BLOCK))]


def _write(folder: Path, name: str, shown: list[dict], asked: list[dict]) -> str:
    shown, asked = _distinct(shown), _distinct(asked)
    what = digest([code_digest().encode(), np.__version__.encode(), _SELF, repr((name, shown, asked)).encode()])
    data = cached_file(f"records/{name}-{what}.bin", lambda: prerender(name, shown, asked)).read_bytes()
    file = f"{name}-{digest([data])[:10]}.bin"
    write_atomically(folder / file, data)
    return file
