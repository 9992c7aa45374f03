"""Proof of sameness: `python -m tests.support.sameness FOLDER` writes down everything that a reader meets.

For every simulation hashes of the default scene, of every preset, of three random states and of the exported script;
the text of every built page; every question with its key. Run it before and after a change that should change nothing
and compare the two folders with `diff -r`.
"""

import hashlib
import json
import os
import random
import re
import shutil
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from builder.chapter.quizzes.load import Item, bank
from tests.support.small_sites import build_course
from widgets.kit.controls import resolve
from widgets.kit.registry import load, names, presets
from widgets.kit.wire import pack

RANDOM_STATES = 3


def write(target: Path) -> None:
    """Write scenes.json, scripts/, quizzes.json and pages/ into the folder."""
    target.mkdir(parents=True, exist_ok=True)
    _write_json(target / "scenes.json", {name: dict(_hashes(name)) for name in names()})
    _write_scripts(target / "scripts")
    _write_json(target / "quizzes.json", [_question(item) for item in bank()])
    _write_pages(target)


def _hashes(name: str) -> Iterator[tuple[str, str]]:
    """Pairs of the words for a state and a hash of its scene as it travels."""
    for words, params in _states(name):
        yield words, hashlib.sha256(pack(load(name).scene(**params)).tobytes()).hexdigest()[:24]


def _states(name: str) -> Iterator[tuple[str, dict]]:
    module, draw = load(name), random.Random(name)
    yield "default", resolve(module.CONTROLS, {})
    for preset in presets(module):
        yield f"preset: {preset.label}", resolve(module.CONTROLS, preset.params)
    for number in range(RANDOM_STATES):
        yield f"random {number}", {control.name: draw.choice(control.values) for control in module.CONTROLS}


def _write_scripts(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name in names():
        module = load(name)
        for words, params in _states(name) if hasattr(module, "script") else ():
            file = f"{name}-{re.sub('[^a-z0-9]+', '-', words.lower())}.py"
            (folder / file).write_text(module.script(**params), "utf-8")


def _question(item: Item) -> dict:
    return {"quiz": item.quiz, "fields": item.fields, "made": {key: repr(value) for key, value in item.made.items()}}


def _write_pages(target: Path) -> None:
    os.environ["CLIFFWALK_STILL"] = "1"
    site = build_course(target, "http://127.0.0.1:8000/")
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix().replace("/", "-").removesuffix(".html")
        (target / "pages").mkdir(exist_ok=True)
        (target / "pages" / f"{name}.txt").write_text(text_of(page.read_text("utf-8")), "utf-8")
    shutil.rmtree(site)


def text_of(page: str) -> str:
    """The text of an HTML page, one piece a line, without scripts and embedded data."""
    reader = _Text(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    lines = (" ".join(piece.split()) for piece in reader.pieces)
    return "\n".join(filter(None, lines)) + "\n"


class _Text(HTMLParser):
    def __init__(self, **options: Any):
        super().__init__(**options)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in ("script", "template")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "template")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def _write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]).resolve())
