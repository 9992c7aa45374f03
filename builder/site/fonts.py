"""Two small fonts for the site: Inter for text, STIX Two Math for formulas, cut down to what is used and cached.

Both are under the SIL Open Font License. Without the text font the reader's system font serves.
"""

import hashlib
import html
import logging
import re
from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from builder.base.templates import render
from builder.runtime import RuntimeSupplyError, cache_folder, font_file
from builder.site.pages import pages

_MATHS = re.compile(r"(?s)<math.*?</math>")
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)assets/')
_TAGS = re.compile(r"<[^>]*>")
# what figures write besides: the words of the pages are looked up
_TEXT = {
    *range(0x20, 0x7F),
    *range(0x03B1, 0x03CA),
    *map(ord, "ΔΣΩ–—‘’“”…′⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ₜ←↑→↓∂−√∞≈≠≤≥·×°±²³‖✓✗\u00a0"),
}
# what a browser draws for a formula without finding it in the text: roots, bars, accents, fences
_MATH = {*range(0x20, 0x7F), *map(ord, "√‾¯˙¨ˆ˜⃗→←⇒⏞⏟∏∑∫∂∇−±×·≤≥≠≈∞∈‖|…⋯′⌈⌉⌊⌋⟨⟩  \u2061\u2062\u2063")}
_LICENCE = "SIL Open Font License 1.1, https://openfontlicense.org"


def supply(site: Path) -> None:
    """Write `assets/fonts/*.woff2` and `assets/css/fonts.css`, which names the fonts that are there."""
    folder = site / "assets" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    faces = {"Cliffwalk Math": _write(folder, "math", _math_font(), _MATH | _used_in_formulas(site), _cut_math)}
    try:
        faces["Cliffwalk Text"] = _write(folder, "text", font_file(), _TEXT | _used_in_words(site), _cut_text)
        _hasten(site, faces["Cliffwalk Text"])
    except RuntimeSupplyError as error:
        logging.getLogger("mkdocs.cliffwalk").info("no text font, the reader's own will serve: %s", error)
    sheet = site / "assets" / "css" / "fonts.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(str(render("font_faces", faces=faces)) + "\n", "utf-8")
    (folder / "LICENCES.txt").write_text(f"Inter and STIX Two Math, cut to what this site uses: {_LICENCE}\n", "utf-8")


def _hasten(site: Path, file: str) -> None:
    """Ask for the text font at once: with `font-display: optional` it comes before the first word, or not at all."""
    for page in pages(site):
        text = page.read_text("utf-8")
        if sheet := _SHEET.search(text):
            link = str(render("preload", address=f"{sheet[1]}assets/fonts/{file}"))
            page.write_text(text[: sheet.start()] + link + "\n" + text[sheet.start() :], "utf-8")


def _write(folder: Path, name: str, source: Path, characters: set[int], cut) -> str:
    data = _cached(source, characters, cut)
    file = f"{name}-{hashlib.sha256(data).hexdigest()[:10]}.woff2"
    (folder / file).write_bytes(data)
    return file


def _cached(source: Path, characters: set[int], cut) -> bytes:
    what = hashlib.sha256(source.read_bytes() + repr((sorted(characters), cut.__name__)).encode()).hexdigest()
    kept = cache_folder() / "fonts" / f"{what[:24]}.woff2"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        cut(source, characters, part)
        part.replace(kept)
    return kept.read_bytes()


def _cut_text(source: Path, characters: set[int], target: Path) -> None:
    font = instancer.instantiateVariableFont(TTFont(source), {"slnt": 0, "wght": (400, 700)})
    _cut(font, characters, ["kern", "lnum", "tnum"], target)


def _cut_math(source: Path, characters: set[int], target: Path) -> None:
    _cut(TTFont(source), characters, ["ssty"], target)


def _cut(font: TTFont, characters: set[int], features: list[str], target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=features, notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def _math_font() -> Path:
    return Path(str(distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")))


def _used_in_words(site: Path) -> set[int]:
    words = (_TAGS.sub("", _MATHS.sub("", page.read_text("utf-8"))) for page in pages(site))
    return {ord(character) for text in words for character in html.unescape(text)}


def _used_in_formulas(site: Path) -> set[int]:
    found = (formula for page in pages(site) for formula in _MATHS.findall(page.read_text("utf-8")))
    used = {ord(character) for formula in found for character in html.unescape(_TAGS.sub("", formula))}
    return used | {_slanted(code) for code in used}


def _slanted(code: int) -> int:
    """The slanted form of a letter, or the same."""
    for first, (start, count) in {"a": (0x1D44E, 26), "A": (0x1D434, 26), "α": (0x1D6FC, 25)}.items():
        if 0 <= code - ord(first) < count:
            return 0x210E if code == ord("h") else start + code - ord(first)
    return code
