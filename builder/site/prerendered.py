"""Pictures recorded at build: figures answer from them until Python is ready, and where it cannot run.

A record holds the states that pages show, and around each of them every control outside "more controls" at up to 13
values, the other controls as they are; and the states that links and questions set. Sliders get fewer values, at
least 5, where the file would be larger than 300 kB.
"""

import functools
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from jinja2.utils import htmlsafe_json_dumps

from builder.base.archive import digest
from builder.figure.element import code_digest
from builder.runtime import cache_folder
from builder.runtime.fetch import write_atomically
from builder.site.pages import pages, tags
from widgets.kit.controls import resolve
from widgets.kit.registry import load
from widgets.kit.wire import pack

POSITIONS = (13, 9, 7, 5)
MOST_BYTES = 300_000
BLOCK = 1024  # bytes; what two scenes share is further apart than gzip looks, so equal blocks are kept once
_SELF = Path(__file__).read_bytes()  # as it was loaded: a build under way may see the file change
_CONFIG = re.compile(r'(?<=<template data-part="config">).*?(?=</template>)', re.S)
_LINK = re.compile(r"#w\.(\w+)=(.*)")


def supply(site: Path) -> None:
    """Write `assets/records/NAME-HASH.bin` for every simulation on the pages, and tell their figures its name."""
    texts = {page: page.read_text("utf-8") for page in pages(site)}
    folder = site / "assets" / "records"
    files = {name: _write(folder, name, *states) for name, states in wanted(texts.values()).items()}
    for page, text in texts.items():
        told = _CONFIG.sub(lambda found: _told(json.loads(found[0]), files), text)
        if told != text:
            page.write_text(told, "utf-8")


def wanted(texts: Iterable[str]) -> dict[str, tuple[list[dict], list[dict]]]:
    """For each simulation on these pages: the states that it is shown in, and those that links and questions set."""
    shown, asked = defaultdict(list), defaultdict(list)
    for text in texts:
        for found in _CONFIG.findall(text):
            config = json.loads(found)
            shown[config["name"]].append(resolve(load(config["name"]).CONTROLS, config["params"]))
        for name, params in _asked(text):
            asked[name].append(params)
    return {name: (bases, [base | params for base in bases for params in asked[name]]) for name, bases in shown.items()}


def record(name: str, shown: list[dict], asked: list[dict]) -> bytes:
    """The compressed record of a simulation, with as many values a slider as its size allows."""

    @functools.cache
    def scene(*items) -> bytes:
        return pack(load(name).scene(**dict(items))).tobytes()

    for positions in POSITIONS:
        around = [state for base in shown for state in star(name, base, positions)]
        data = gzip.compress(_packed(_distinct([*around, *asked]), scene), mtime=0)
        if len(data) <= MOST_BYTES:
            break
    return data


def star(name: str, base: dict, positions: int) -> Iterator[dict]:
    """The state itself, then each control in turn at other values."""
    yield base
    for control in load(name).CONTROLS:
        if not control.more:
            count = positions if control.kind == "slider" else len(control.values)
            yield from (base | {control.name: value} for value in _spread(control.values, count))


def _asked(text: str) -> Iterator[tuple[str, dict]]:
    for attributes in (tag.attributes for tag in tags(text)):
        if link := _LINK.search(attributes.get("href", "")):
            yield link[1], _read(link[1], link[2])
        if "data-run" in attributes:
            yield attributes["data-widget"], json.loads(attributes["data-run"])


def _read(name: str, written: str) -> dict:
    """The controls that a link to a state sets; unknown ones are passed over, as in a browser."""
    values = dict(pair.partition(":")[::2] for pair in written.split(","))
    named = (control for control in load(name).CONTROLS if control.name in values)
    return {control.name: control.parse(values[control.name]) for control in named}


def _spread(values: tuple, count: int) -> list:
    """Some of the values, the first and the last among them."""
    if len(values) <= count:
        return list(values)
    return [values[round(i * (len(values) - 1) / (count - 1))] for i in range(count)]


def _distinct(states: list[dict]) -> list[dict]:
    return list({tuple(state.items()): state for state in states}.values())


def _packed(states: list[dict], scene: Callable[..., bytes]) -> bytes:
    """Four bytes with the header's length, the header, and the blocks that the scenes, as they travel, are made of."""
    blocks: dict[bytes, int] = {}
    frames = []
    for state in states:
        places = [blocks.setdefault(block, len(blocks)) for block in _blocks(scene(*state.items()))]
        frames.append({"params": state, "blocks": places})
    header = json.dumps({"sizes": [len(block) for block in blocks], "frames": frames}, separators=(",", ":")).encode()
    return b"".join([len(header).to_bytes(4, "little"), header, *blocks])


def _blocks(scene: bytes) -> list[bytes]:
    """Its head, which is of any length, then its arrays in equal parts."""
    start = 4 + int.from_bytes(scene[:4], "little")
    return [scene[:start], *(scene[at : at + BLOCK] for at in range(start, len(scene), BLOCK))]


def _write(folder: Path, name: str, shown: list[dict], asked: list[dict]) -> str:
    shown, asked = _distinct(shown), _distinct(asked)
    what = digest([code_digest().encode(), np.__version__.encode(), _SELF, repr((name, shown, asked)).encode()])
    kept = cache_folder() / "records" / f"{name}-{what}.bin"
    if not kept.is_file():
        write_atomically(kept, record(name, shown, asked))
    data = kept.read_bytes()
    file = f"{name}-{digest([data])[:10]}.bin"
    write_atomically(folder / file, data)
    return file


def _told(config: dict, files: dict[str, str]) -> str:
    return str(htmlsafe_json_dumps(config | {"record": files[config["name"]]}))
