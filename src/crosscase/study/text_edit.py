"""The text of a source with other words: one edit, with the codings of whoever edits at their new places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from crosscase.study.anchors import Anchor, relocate
from crosscase.study.codings import codings_file, context
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.graphemes import snap
from crosscase.study.model import Coding, Source
from crosscase.study.problems import ConflictError, FileError, Problem, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.sources import decode, read_source
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.tracking import Tracked

_LEAST_ALIKE = 30.0  # ratio, of 100, under which what stands in a coding's place are not its words any more


@dataclass(frozen=True, slots=True)
class Moved:
    """What an edit of a text does to the codings of whoever edits.

    Attributes:
        kept: their words are what they were.
        changed: their words differ, and want a look.
        lost: their words are gone.
    """

    kept: int
    changed: int
    lost: int


def edit_text(
    study: Study, source_id: str, begun: str, body: str, spans: Mapping[str, Tracked]
) -> tuple[Edit | None, Moved]:
    """Put other words in the place of a source's text.

    Args:
        begun: the text that was begun with.
        body: the text as it shall be, lines ending in `\\n`.
        spans: where the codings of the study's coder are in it, by id; those not named are found by their words.

    Returns:
        The edit, None where the text is what it was; and what becomes of the coder's codings. Other coders'
        codings follow when they are read for the new text: nobody's program writes another coder's file.

    Raises:
        StudyError: the source is gone, another program has changed it, or the text cannot be kept as one.
    """
    source = study.sources.get(source_id)
    if source is None:
        raise StudyError(
            f"there is no source {source_id} any more; nothing was saved: leave, and your words are kept in a file"
        )
    if body == source.body:
        return None, Moved(0, 0, 0)
    before = _content(study, source, begun)
    after = _with_body(source, before, body)
    changes = [Change(source.file, WHOLE, before, after)]
    counts = {"kept": 0, "changed": 0, "lost": 0}
    own = study.codings(source_id, [study.coder]) if study.coder else ()
    for coding, there in zip(own, _placed(own, source.body, body, spans), strict=True):
        if coding.at is not None:
            counts[_outcome(coding, there, source.body, body)] += 1
        if there != coding:
            changes.append(Change(codings_file(source_id, coding.coder), coding.id, coding, there))
    return Edit(f"edit text of {source_id}", tuple(changes)), Moved(**counts)


def _content(study: Study, source: Source, begun: str) -> str:
    raw = read_bytes(study.root, source.file)
    if raw is None:
        raise StudyError(
            f"{source.file} is gone; nothing was saved: leave, and your words are kept in a file"
        )
    content = decode(raw, source.file)
    if not source.body == begun == split_front_matter(normalise(content))[1]:
        raise ConflictError(
            f"{source.file} was changed by another program meanwhile; nothing was saved: leave, and your words are "
            "kept in a file from which you can put them into the text as it is now"
        )
    return content


def _with_body(source: Source, content: str, body: str) -> str:
    text = normalise(content)
    if "\r" in body or normalise("x" + body) != "x" + body:
        raise StudyError(
            f"{source.file} cannot keep a carriage return or half a character; nothing was saved"
        )
    after = text[: len(text) - len(source.body)] + body
    try:
        whole = read_source(source.file, after.encode()).body == body
    except FileError as error:
        raise StudyError(f"{error.problem.message}; nothing was saved") from error
    if not whole:
        message = (
            "the text would begin with `---` or a byte order mark, which belong to what stands before a text; "
            "nothing was saved: begin with another line"
        )
        raise FileError(Problem(source.file, 1, 1, "text", message))
    return after


def _placed(own: tuple[Coding, ...], old: str, new: str, spans: Mapping[str, Tracked]) -> list[Coding]:
    """The codings in the new text; those whose words were taken out are looked for by their words."""
    placed = {coding.id: _on_span(coding, new, spans.get(coding.id)) for coding in own}
    missing = [coding for coding in own if coding.at is not None and placed[coding.id] is None]
    anchors = [Anchor(c.id, *(c.at or (0, 0)), c.quote, c.before, c.after) for c in missing]
    for coding, found in zip(missing, relocate(anchors, new, old) if anchors else (), strict=True):
        # words that only look alike are not taken: whoever edits took these out
        if found.status in ("moved", "unmoved"):
            placed[coding.id] = _at(coding, new, (found.start, found.end))
    return [placed[coding.id] or replace(coding, at=None) for coding in own]


def _on_span(coding: Coding, new: str, span: Tracked | None) -> Coding | None:
    if coding.at is None or span is None or span.gone:
        return None
    start, end = snap(new, span.start, span.end)
    words = new[start:end]
    if not words.strip() or fuzz.ratio(words, coding.quote) < _LEAST_ALIKE:
        return None
    return _at(coding, new, (start, end))


def _at(coding: Coding, new: str, span: tuple[int, int]) -> Coding:
    # the quote stays as it was: where it differs from the text, that is the mark that somebody should look
    before, after = context(new, *span)
    return replace(coding, at=span, before=before, after=after)


def _outcome(before: Coding, after: Coding, old: str, new: str) -> str:
    if after.at is None or before.at is None:
        return "lost"
    # words that were others than the quote before are no news
    return "kept" if new[slice(*after.at)] in (before.quote, old[slice(*before.at)]) else "changed"
