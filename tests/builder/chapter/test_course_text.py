"""The text of the character model: plain prose of the chapters, nothing of their markup."""

from builder.base import paths
from builder.chapter.course_text import ALPHABET, MOST, TARGET, course_text, prose

CHAPTER = """---
title: A
description: This is not prose.
---
# Heading

Look at {{ state("w", "the edge", T=5) }} first. A {{ term("loss") }} falls. The rest is {{ number("a.b") }} wide.

::: recap
- Nothing of a recap.
:::

| a | table |
"""


def test_sentences_without_numbers_remain():
    assert prose(CHAPTER) == "look at the edge first. a loss falls.\n"


def test_the_committed_text_is_plain_and_short():
    text = TARGET.read_text("utf-8")
    assert set(text) <= set(ALPHABET)
    assert 5_000 < len(text) <= MOST
    assert text.endswith("\n")


def test_the_text_can_be_made_again():
    assert set(course_text(paths.chapters())) <= set(ALPHABET)
