"""Pack matplotlib for the code cells: bytecode, cut to what drawing needs, with the fonts that it draws with."""

import io
import re
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from builder.base.archive import digest, read_zip, write_zip
from builder.base.cache import cached_folder
from builder.runtime.fetch import fetch, font_file
from builder.runtime.lock import read_lock
from builder.runtime.node import RECIPE, compile_archives, loaded_files
from builder.runtime.trim import SITE, recipe_digest

FONTS = "matplotlib/mpl-data/fonts/ttf/"
DEJAVU = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono")
# mathtext asks for it by name; its symbols have places of their own, so it is not cut.
SYMBOLS = f"{FONTS}cmex10.ttf"
INTER = {"Inter-Regular": 400, "Inter-Bold": 700}
# Latin, Greek, punctuation, super- and subscripts, letters of formulas, arrows, operators, blocks and shapes.
BLOCKS = (
    (0x20, 0x17F),
    (0x2B0, 0x3FF),
    (0x2000, 0x214F),
    (0x2190, 0x23FF),
    (0x2580, 0x266F),
    (0x2713, 0x2718),
    (0x27C0, 0x27FF),
    (0x2A00, 0x2AFF),
)
# The list of fonts is of all fonts; a new one is made of those that are kept.
LEFT_OUT = re.compile(r"/tests?/|/testing/|sample_data/|/images/|/fonts/|fontlist|dist-info/")


def matplotlib_archive(trimmed: Path) -> Path:
    """Return a cached archive with matplotlib and what it needs beside the archives of the folder `trimmed`.

    Paths inside are relative to /lib/python3.14. Raises RuntimeSupplyError when Pyodide refuses.
    """

    def fill(job: Path) -> None:
        compile_all(job)
        probe(job, trimmed)

    name = digest([recipe_digest([]).encode(), Path(__file__).read_bytes()])
    return cached_folder(f"matplotlib-{name}", fill) / "matplotlib.zip"


def compile_all(job: Path) -> None:
    """Write matplotlib.zip, complete but for what nobody draws with, and without docstrings."""
    packages = {name: data for wheel in wheels() for name, data in read_zip(wheel).items() if not LEFT_OUT.search(name)}
    write_zip(job / "matplotlib.src", packages | dejavu() | inter(job))
    compile_archives(job, {"matplotlib.src": "matplotlib.zip"}, level=2)


def wheels() -> list[Path]:
    """Return the pinned wheels of matplotlib and of what it needs."""
    folder = fetch("matplotlib")
    return [folder / member.name for member in read_lock().group("matplotlib")]


def dejavu() -> dict[str, bytes]:
    """Return matplotlib's own fonts, cut to the characters of a plot."""
    files = read_zip(next(path for path in wheels() if path.name.startswith("matplotlib")))
    names = [f"{FONTS}{name}.ttf" for name in DEJAVU]
    return {name: cut(files[name]) for name in names} | {SYMBOLS: files[SYMBOLS]}


def inter(job: Path) -> dict[str, bytes]:
    """Return the text font of the site in the weights of a plot."""
    fonts = {}
    for name, weight in INTER.items():
        font = instancer.instantiateVariableFont(
            TTFont(font_file(), recalcTimestamp=False), {"slnt": 0, "wght": weight}
        )
        font.save(job / "font.ttf")
        fonts[f"{FONTS}{name}.ttf"] = cut((job / "font.ttf").read_bytes())
    (job / "font.ttf").unlink()
    return fonts


def cut(data: bytes) -> bytes:
    """Return a font with the characters of BLOCKS."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)  # equal in every build
    needed = {code for first, last in BLOCKS for code in range(first, last + 1)}
    options = subset.Options(hinting=False, notdef_outline=True, legacy_kern=True)
    options.drop_tables += ["FFTM", "GPOS", "GSUB"]  # matplotlib reads none of them
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=needed)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def probe(job: Path, trimmed: Path) -> None:
    """Draw with the complete archive, and keep the files that drawing loaded, the fonts and the list of fonts."""
    places = {"numpy.zip": "", "rest.zip": "", "matplotlib.zip": SITE}
    for name in ("numpy.zip", "rest.zip"):
        shutil.copyfile(trimmed / name, job / name)
    loaded = loaded_files(job, (RECIPE / "probe_plots.py").read_text(encoding="utf-8"), places)
    files = {SITE + name: data for name, data in read_zip(job / "matplotlib.zip").items()}
    kept = {name: data for name, data in files.items() if name in loaded or name.startswith(SITE + FONTS)}
    kept[f"{SITE}matplotlib/fontlist.json"] = (job / "fontlist.json").read_bytes()
    write_zip(job / "matplotlib.zip", kept)
    for name in ("numpy.zip", "rest.zip", "fontlist.json"):
        (job / name).unlink()
