"""Making a span longer or shorter by whole words, with their punctuation."""

from __future__ import annotations

import re

Span = tuple[int, int]
_TOKEN = re.compile(r"\S+")


def extend_end(body: str, span: Span) -> Span:
    """One word more at the end; the same where there is none."""
    match = _TOKEN.search(body, span[1])
    return (span[0], match.end()) if match is not None else span


def extend_start(body: str, span: Span) -> Span:
    """One word more at the start; the same where there is none."""
    before = body[: span[0]].rstrip()
    if not before:
        return span
    last = max(before.rfind(" "), before.rfind("\n"), before.rfind("\t"), before.rfind("\xa0"))
    return (last + 1, span[1])


def shrink_end(body: str, span: Span) -> Span:
    """One word less at the end; the same where only one is left."""
    words = list(_TOKEN.finditer(body, *span))
    return (span[0], words[-2].end()) if len(words) > 1 else span


def shrink_start(body: str, span: Span) -> Span:
    """One word less at the start; the same where only one is left."""
    words = list(_TOKEN.finditer(body, *span))
    return (words[1].start(), span[1]) if len(words) > 1 else span
