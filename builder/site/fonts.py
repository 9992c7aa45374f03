"""Two small fonts for the site: Inter for text, STIX Two Math for formulas, cut down to what is used and cached.

Both are under the SIL Open Font License. Without the text font the reader's system font serves.
"""

import hashlib
import io
import logging
from collections.abc import Callable, Iterable
from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from builder.base.archive import digest
from builder.base.cache import cached_file
from builder.base.templates import render
from builder.runtime import RuntimeSupplyError, font_file
from builder.site.pages import Characters

# what figures write besides: the words of the pages are looked up
_TEXT = {
    *range(0x20, 0x7F),
    *range(0x03B1, 0x03CA),
    *map(ord, "ΔΣΩ–—‘’“”…′⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ₜ←↑→↓∂−√∞≈≠≤≥·×°±²³‖✓✗\u00a0"),
}
# what a browser draws for a formula without finding it in the text: roots, bars, accents, fences
_MATH = {*range(0x20, 0x7F), *map(ord, "√‾¯˙¨ˆ˜⃗→←⇒⏞⏟∏∑∫∂∇−±×·≤≥≠≈∞∈‖|…⋯′⌈⌉⌊⌋⟨⟩  \u2061\u2062\u2063")}
_SELF = Path(__file__).read_bytes()  # as it was loaded: a build under way may see the file change
_TITLES = {*map(ord, "·–—‘’“”…\u00a0éöü")}  # titles wear the letters of the formulas
Cut = Callable[[Path, set[int]], bytes]
_LICENCE = "SIL Open Font License 1.1, https://openfontlicense.org"


def supply(site: Path, pages: list[Characters]) -> list[str]:
    """Write `assets/fonts/*.woff2` and `assets/css/fonts.css`, which names the fonts that are there.

    `pages` are the characters that each page shows. Returns the names of the fonts that a page asks for at once.
    """
    folder = site / "assets" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    formulas, words = _used(page.formulas for page in pages), _used(page.words for page in pages)
    slanted = {_slanted(code) for code in formulas}
    faces = {"Cliffwalk Math": _write(folder, "math", _math_font(), _MATH | _TITLES | formulas | slanted, _cut_math)}
    try:
        faces["Cliffwalk Text"] = _write(folder, "text", font_file(), _TEXT | words, _cut_text)
    except RuntimeSupplyError as error:
        logging.getLogger("mkdocs.cliffwalk").info("no text font, the reader's own will serve: %s", error)
    sheet = site / "assets" / "css" / "fonts.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(str(render("font_faces", faces=faces)) + "\n", "utf-8")
    (folder / "LICENCES.txt").write_text(f"Inter and STIX Two Math, cut to what this site uses: {_LICENCE}\n", "utf-8")
    return [faces[family] for family in ("Cliffwalk Text", "Cliffwalk Math") if family in faces]


def _write(folder: Path, name: str, source: Path, characters: set[int], cut: Cut) -> str:
    data = _cached(source, characters, cut)
    file = f"{name}-{hashlib.sha256(data).hexdigest()[:10]}.woff2"
    (folder / file).write_bytes(data)
    return file


def _cached(source: Path, characters: set[int], cut: Cut) -> bytes:
    what = digest([_SELF, source.read_bytes(), repr((sorted(characters), cut.__name__)).encode()])
    return cached_file(f"fonts/{what}.woff2", lambda: cut(source, characters)).read_bytes()


def _open(source: Path) -> TTFont:
    """Return a font whose date stays as it is, so that cutting it gives equal bytes in every build."""
    return TTFont(source, recalcTimestamp=False)


def _cut_text(source: Path, characters: set[int]) -> bytes:
    font = instancer.instantiateVariableFont(_open(source), {"slnt": 0, "wght": (400, 700)})
    return _cut(font, characters, ["kern", "lnum", "tnum"])


def _cut_math(source: Path, characters: set[int]) -> bytes:
    return _cut(_open(source), characters, ["ssty", "kern"])


def _cut(font: TTFont, characters: set[int], features: list[str]) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=features, notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _math_font() -> Path:
    return Path(str(distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")))


def _used(shown: Iterable[set[str]]) -> set[int]:
    return {ord(character) for page in shown for character in page}


def _slanted(code: int) -> int:
    """Return the slanted form of a letter, or the same."""
    for first, (start, count) in {"a": (0x1D44E, 26), "A": (0x1D434, 26), "α": (0x1D6FC, 25)}.items():
        if 0 <= code - ord(first) < count:
            return 0x210E if code == ord("h") else start + code - ord(first)
    return code
