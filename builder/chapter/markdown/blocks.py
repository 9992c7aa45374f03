"""Blocks: `::: name "Title"` up to `:::`, shown by `templates/blocks/<name>.html`.

The template calls `slot("name")` for each part that it shows, `optional("name")` for one that may be left out and
`has("name")` to ask for it. A part begins with a line `name: text` and goes on to the next part; a template with the
single slot `body` takes everything. Parts are ordinary Markdown, and may hold blocks.
`pymdownx.blocks` would not serve: its errors carry no line, and it knows no parts.
"""

import re
from functools import cache

from builder.base import paths, templates
from builder.chapter.markdown.source import Source

_INNERMOST = re.compile("(?m)^\ue003(\\d+)\ue004:::([^\n]*\\S[^\n]*)\n((?:(?!\ue003).*\n)*)\ue003\\d+\ue004:::[ \t]*$")
_STRAY = re.compile("\ue003(\\d+)\ue004")
_HEAD = re.compile(r'\s*(?P<name>[a-z]+)(?:\s+"(?P<title>[^"]*)")?\s*$')
_SLOT = "\ue005%s\ue006"
_SLOTS = re.compile("\ue005(.*?)\ue006")
_SLOT_CALL = re.compile(r'(?<!\w)(slot|optional)\("(\w+)"\)')


def mark(text: str) -> str:
    """Return the text with the number of its line before every line that opens or closes a block."""
    lines = text.split("\n")
    return "\n".join(f"\ue003{n}\ue004{line}" if line.startswith(":::") else line for n, line in enumerate(lines, 1))


def arrange(text: str, source: Source) -> str:
    """Return the text with each block replaced by the pieces of its template around its parts."""
    found = 1
    while found:
        text, found = _INNERMOST.subn(lambda m: _block(m, source), text)
    if stray := _STRAY.search(text):
        raise source.error(
            "this block is never opened or never closed; expected ::: name and, later, :::", int(stray[1])
        )
    return text


def _block(match: re.Match[str], source: Source) -> str:
    line, head = int(match[1]), _HEAD.match(match[2])
    name = head["name"] if head else ""
    title = (head["title"] if head else "") or ""
    if name not in names():
        raise source.error(f"unknown block {match[2].strip()!r}; expected one of {', '.join(names())}", line)
    parts = _parts(match[3], slots(name))
    missing = [slot for slot in required(name) if not parts.get(slot)]
    if missing:
        raise source.error(f"block {name} has no part {missing[0]!r}; expected {', '.join(required(name))}", line)
    html = str(templates.render(name, title=title, slot=_marked, optional=_marked, has=lambda slot: slot in parts))
    pieces = _SLOTS.split(html)
    pieces[1::2] = [parts[slot] for slot in pieces[1::2]]
    pieces[0::2] = [source.set_aside(templates.Markup(piece.strip())) for piece in pieces[0::2]]
    return "\n\n" + "\n\n".join(pieces) + "\n\n"


def _marked(slot: str) -> str:
    return _SLOT % slot


def _parts(body: str, names: tuple[str, ...]) -> dict[str, str]:
    if names == ("body",):
        return {"body": body.strip()}
    cut = re.split(rf"(?m)^({'|'.join(names)}):", body)
    return {name: text.strip() for name, text in zip(cut[1::2], cut[2::2], strict=True)}


@cache
def names() -> tuple[str, ...]:
    """Return the blocks there are: every template with a slot."""
    return tuple(sorted(path.stem for path in (paths.TEMPLATES / "blocks").glob("*.html") if slots(path.stem)))


def slots(name: str) -> tuple[str, ...]:
    """Return the parts of a block, those that may be left out too, in the order of its template."""
    return tuple(dict.fromkeys(slot for _, slot in _calls(name)))


def required(name: str) -> tuple[str, ...]:
    """Return the parts that a block must have."""
    return tuple(dict.fromkeys(slot for how, slot in _calls(name) if how == "slot"))


@cache
def _calls(name: str) -> list[tuple[str, str]]:
    return _SLOT_CALL.findall((paths.TEMPLATES / "blocks" / f"{name}.html").read_text("utf-8"))
