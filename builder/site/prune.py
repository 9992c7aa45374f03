"""Removes what no reader needs: source maps and search support for other languages."""

from pathlib import Path

_UNNEEDED = ("assets/javascripts/**/*.map", "assets/stylesheets/**/*.map", "assets/javascripts/lunr/**/*")


def prune(site: Path) -> int:
    """Delete the files and the references to them; returns how many files went."""
    gone = [path for pattern in _UNNEEDED for path in site.glob(pattern) if path.is_file()]
    for path in gone:
        path.unlink()
    for folder in sorted(site.glob("assets/javascripts/lunr/**/"), reverse=True):
        folder.rmdir()
    for path in (*site.glob("assets/javascripts/**/*.js"), *site.glob("assets/stylesheets/*.css")):
        _forget_map(path)
    return len(gone)


def _forget_map(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("//# sourceMappingURL", "/*# sourceMappingURL"))]
    if kept != lines:
        path.write_text("".join(kept), "utf-8")
