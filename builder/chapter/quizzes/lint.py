"""What makes a question teach badly, found over the whole bank.

Wrong options with a reason of 8 to 60 words, three or four options, no "all of the above", and a key that can be
guessed neither from its length nor from its position. The rules follow Van der Kleij et al. (2015) on explanations and
Rodriguez (2005) on the number of options.
"""

import re
from collections import Counter
from collections.abc import Iterator

from builder.chapter.quizzes.load import Item

_CATCH_ALL = re.compile(r"\b(all|none|both|neither) of (the above|these|them)\b", re.I)


def lint(items: list[Item]) -> list[str]:
    """Return one sentence for each finding; an empty list is a good bank."""
    findings = [found for item in items for found in _one(item)]
    choosing = [item for item in items if "options" in item.fields and item.fields["kind"] != "choose_several"]
    return findings + (_guessable(choosing) if len(choosing) >= 4 else [])


def _one(item: Item) -> Iterator[str]:
    for where, text in _reasons(item):
        words = len(text.split())
        if not 8 <= words <= 60:
            yield f"{_name(item)}: {where} explains in {words} words; expected 8 to 60"
    options = item.fields.get("options", [])
    if options and not 3 <= len(options) <= 4:
        yield f"{_name(item)}: {len(options)} options; expected 3 or 4"
    for option in options:
        if _CATCH_ALL.search(option["text"]):
            yield f"{_name(item)}: {option['text']!r} can be chosen without knowing; ask each thing itself"


def _reasons(item: Item) -> Iterator[tuple[str, str]]:
    for group in ("options", "slips"):
        for number, entry in enumerate(item.fields.get(group, []), 1):
            yield f"{group[:-1]} {number}", entry["why"]
    if "why" in item.fields:
        yield "the answer", item.fields["why"]


def _guessable(items: list[Item]) -> list[str]:
    keys = [next(i for i, option in enumerate(item.fields["options"]) if option.get("right")) for item in items]
    place, times = Counter(keys).most_common(1)[0]
    longest = sum(_is_longest(item, key) for item, key in zip(items, keys, strict=True))
    counts = {f"number {place + 1}": times, "the longest": longest}
    return [
        f"the right option is {what} in {count} of {len(items)} questions"
        for what, count in counts.items()
        if count > len(items) / 2
    ]


def _is_longest(item: Item, key: int) -> bool:
    lengths = [len(option["text"]) for option in item.fields["options"]]
    return lengths[key] == max(lengths) and lengths.count(max(lengths)) == 1


def _name(item: Item) -> str:
    return f"{item.path.name}:{item.line()} {item.fields['id']}"
