"""What an import shows: the table of what each file gave, what it would give, and what whoever imports should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosscase.cli.output import Row
    from crosscase.reading.files import Found
    from crosscase.reading.importing import Outcome
    from crosscase.study.folder import Study

COLUMNS = (
    "file", "source", "path", "format", "words", "speakers", "headings", "comments", "left_out", "outcome",
)  # fmt: skip
LOOK_COLUMNS = ("file", "what", "words", "count", "where", "counts")

_TOLD = 5  # beginnings of lines, or lines, that are told of one file
_SHORT = 60
# the sign first and then what stands before it: looking at every character for the start of a line takes long
_HEADING = re.compile(r"#(?<![^\n]#)#{0,5}[ \t]+(\S[^\n]*)")


def row(study: Study, one: Outcome) -> Row:
    """What a text gave, as a row of `COLUMNS`; in the order of the command line."""
    from crosscase.study.sources import source_file

    text = one.item.taken.text
    source = study.sources.get(one.source)
    body = source.body if source is not None else text.body
    speakers = source.speakers if source is not None else text.speakers
    return (
        text.label, one.source, source_file(one.source), one.item.format, len(body.split()), len(speakers),
        len(_HEADING.findall(body)), len(one.item.taken.comments),
        sum(left.count for left in one.item.taken.left_out), _outcome(study, one),
    )  # fmt: skip


def _outcome(study: Study, one: Outcome) -> str:
    from crosscase.study.reimport import fate

    if one.what == "same":
        outcome = "there already, skipped"
    elif one.what == "updated":
        outcome = f"updated: {fate(study, one.source)}" if one.fate is not None else "updated: its speakers"
    else:
        outcome = "new"
    if one.new_case:
        outcome += f", and case {one.new_case}"
    return f"{outcome}, and a memo" if one.comments else outcome


def passed_over(found: Iterable[Found]) -> list[Row]:
    """Files of folders that were not read, as rows of `COLUMNS`."""
    return [
        (str(one.path), "", "", "", None, None, None, None, None, f"skipped: {one.skipped}")
        for one in found
        if one.skipped
    ]


def skipped_rows(found: Iterable[Found]) -> list[Row]:
    """Files of folders that are not read, as rows of `LOOK_COLUMNS`."""
    return [(str(one.path), "skipped", one.skipped, None, "", "no") for one in found if one.skipped]


def looked_at(one: Outcome) -> Iterator[Row]:
    """What a text would give, as rows of `LOOK_COLUMNS`."""
    from crosscase.reading.proposals import proposals
    from crosscase.reading.speakers import labels

    taken = one.item.taken
    text, proposed = taken.text, proposals(taken)
    label = text.label
    words = {"same": "there already", "updated": "a new version", "new": "new"}[one.what]
    fate = f": {one.fate}" if one.fate is not None else ""
    yield (
        label,
        f"text ({one.item.format})",
        f"{words}, {one.source}{fate}",
        len(text.body.split()),
        "",
        "yes",
    )
    counts = labels(text.body)
    for speaker in text.speakers:
        yield label, "speaker", speaker.name, counts[speaker.name], "", "yes"
    for name, count in proposed.speakers:
        yield label, "speaker", name, count, "", "if accepted"
    marked = [(found.start(), found[1], "yes") for found in _HEADING.finditer(text.body)]
    for start, title, counted in marked:
        yield label, "heading", title, None, f"line {text.body.count(chr(10), 0, start) + 1}", counted
    for heading in proposed.headings:
        yield label, "heading", heading.words, None, f"line {heading.line + 1}", "if accepted"
    for comment in taken.comments:
        where = f"line {text.body.count(chr(10), 0, comment.start) + 1}" if comment.end else ""
        yield label, "comment", f"{comment.author}: {comment.text}", None, where, (
            "yes" if one.comments else "with --comments"
        )  # fmt: skip
    for left in taken.left_out:
        yield label, left.what, left.words, left.count, left.where, "no"
    for remark in (*taken.notes, *one.notes):
        yield label, "note", remark.removeprefix(f"{label}: "), None, "", ""


def told(study: Study, taken: Sequence[Outcome], given: Sequence[str], asked: bool) -> Iterator[str]:
    """What whoever imports should know, one line each.

    Args:
        given: the names that were given as speakers.
        asked: proposals were shown and answered already.
    """
    yield from _likeness(study, taken)
    yield from _silent(study, taken, given)
    for one in taken:
        label = one.item.taken.text.label
        yield from one.notes
        if one.what == "same":
            continue
        yield from (f"{label}: {remark}" for remark in one.item.taken.notes)
        if not asked:
            yield from _unlisted(study, one)
            yield from _proposed_headings(one)
        if one.item.taken.comments and not one.comments:
            count = len(one.item.taken.comments)
            what = "1 comment stays" if count == 1 else f"{count} comments stay"
            yield f"{label}: {what} in the file; import it again with --comments for a memo of them"


def _likeness(study: Study, taken: Iterable[Outcome]) -> Iterator[str]:
    from crosscase.study.shapes import nearest

    new = list(dict.fromkeys(one.new_case for one in taken if one.new_case))
    for case in new:
        if (like := nearest(case, [other for other in study.cases if other not in new], 75)) is not None:
            yield f"case {case} is new; the study has {like} too, in case that was meant"


def _silent(study: Study, taken: Sequence[Outcome], given: Sequence[str]) -> Iterator[str]:
    """Who was given and does not speak."""
    names = {speaker.name for one in taken for speaker in one.item.taken.text.speakers}
    silent = [name for name in dict.fromkeys(given) if name not in names]
    if silent and taken:
        who = f"speaker {silent[0]} opens" if len(silent) == 1 else f"speakers {', '.join(silent)} open"
        yield f"{who} no turn in what was imported; look how the text has the name"


def _unlisted(study: Study, one: Outcome) -> Iterator[str]:
    """Who seems to speak and is not listed."""
    from crosscase.reading.proposals import proposals
    from crosscase.study.sources import source_file

    source = study.sources.get(one.source)
    listed = {speaker.name for speaker in source.speakers} if source is not None else set()
    found = [(name, count) for name, count in proposals(one.item.taken).speakers if name not in listed]
    shown = ", ".join(f"“{name}” {count}×" for name, count in found[:_TOLD])
    if shown:
        more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        yield (
            f"{one.item.taken.text.label}: not listed as speakers: {shown}{more}; if they speak, list them in "
            f"{source_file(one.source)}, or import it again with --speakers all"
        )


def _proposed_headings(one: Outcome) -> Iterator[str]:
    """Lines that look like headings, where nothing was said of them."""
    found = one.item.taken.guesses
    if not found or one.item.headings != "marked":
        return
    shown = ", ".join(f"“{_cut(heading.words)}”" for heading in found[:_TOLD])
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    yield (
        f"{one.item.taken.text.label}: look like headings: {shown}{more}; if they are, import it again with "
        "--headings all"
    )


def _cut(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
