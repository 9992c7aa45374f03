"""Sources and terms: `chapters/references.yml` and `chapters/glossary.yml`."""

import re

from builder.base import paths, yaml_data
from builder.base.errors import AuthoringError

_TEXT = {"type": "string", "minLength": 1}
_REFERENCES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["authors", "short", "year", "title", "venue", "url"],
        "properties": {
            "authors": _TEXT,
            "short": _TEXT,
            "year": {"type": "integer"},
            "title": _TEXT,
            "venue": _TEXT,
            "url": {"type": "string", "pattern": "^https://"},
            "arxiv": _TEXT,
        },
    },
}
_GLOSSARY = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["means"],
        "properties": {"means": _TEXT, "symbol": _TEXT, "page": {"type": "string", "pattern": r"\.md(#.*)?$"}},
    },
}


def references() -> dict:
    """Return every source by key, with `authors`, `short`, `year`, `title`, `venue`, `url`."""
    return _file("references.yml", _REFERENCES)[0]


def reference(key: str) -> dict:
    """Return one source; raises an error that names the known keys."""
    return _entry(references(), key, "source", "references.yml")


def glossary() -> tuple[dict, yaml_data.Lines]:
    """Return every term with its meaning, and the lines where they are written."""
    return _file("glossary.yml", _GLOSSARY)


def term(name: str) -> dict:
    """Return one entry of the glossary; raises an error that names the known terms."""
    return _entry(glossary()[0], name, "term", "glossary.yml")


def anchor(name: str) -> str:
    """Return the anchor of a term or a source on its page."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _file(name: str, schema: dict) -> tuple[dict, yaml_data.Lines]:
    path = paths.chapters(name)
    loaded, lines = yaml_data.load(path, schema) if path.is_file() else ({}, yaml_data.Lines())
    return loaded or {}, lines


def _entry(entries: dict, key: str, kind: str, file: str) -> dict:
    if key not in entries:
        raise AuthoringError(f"unknown {kind} {key!r}; {file} has {', '.join(entries) or 'none yet'}")
    return entries[key]
