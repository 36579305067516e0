"""Notes of one meeting by several note-takers: which belong together, and where they speak of the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.folding import folded
from crosscase.study.model import Source
from crosscase.study.problems import StudyError
from crosscase.study.segments import Segments
from crosscase.study.source_files import content_of, known_source
from crosscase.study.yaml_edit import with_front_value

_LEAST_ALIKE = 45.0  # ratio, of 100, from which two turns are taken for notes of the same words
_SOME_WORDS = 3  # words a turn needs before it may stand for a part of another one
_OF_SOME = 0.7  # what it counts that all of one turn's words are in the other
_MOST_TURNS = 400  # of one section: more are not compared one by one
_AFTER = ("mode", "date", "title", "kind")  # keys of front matter that a session stands behind


def beside(study: Study, source_id: str) -> tuple[str, ...]:
    """The other notes of the meeting that a source has notes of, in order; none where it is in no session."""
    source = study.sources.get(source_id)
    if source is None or not source.session:
        return ()
    return tuple(
        other.id
        for other in study.sources.values()
        if other.id != source_id and (other.case, other.session) == (source.case, source.session)
    )


def sessions(study: Study) -> dict[tuple[str, str], tuple[str, ...]]:
    """The meetings that have notes, as (case, session) -> ids of the sources."""
    found: dict[tuple[str, str], list[str]] = {}
    for source in study.sources.values():
        if source.session:
            found.setdefault((source.case, source.session), []).append(source.id)
    return {key: tuple(ids) for key, ids in found.items()}


def link(study: Study, source_ids: Sequence[str], session: str = "", notes_by: Sequence[str] = ()) -> Edit:
    """Say that sources are notes of one meeting.

    Args:
        source_ids: two or more of one case.
        session: what the meeting is called; the name it has already, else that of the first source.
        notes_by: who took each, in the order of the sources; nobody or an empty name leaves what is said.

    Raises:
        StudyError: an unknown source, sources of several cases, open answers, fewer than two, nothing to change.
    """
    linked = [known_source(study, each) for each in dict.fromkeys(source_ids)]
    if len(linked) < 2:
        raise StudyError("notes are linked with other notes: name two sources or more")
    cases = {source.case for source in linked}
    if "" in cases:
        raise StudyError("open answers are notes of no meeting; nothing was linked")
    if len(cases) > 1:
        raise StudyError(
            f"{linked[0].id} and {linked[-1].id} are of two cases; notes of one meeting are of one"
        )
    session = " ".join(session.split())
    session = session or next((s.session for s in linked if s.session), linked[0].name)
    takers = [" ".join(who.split()) for who in notes_by]
    if len(takers) > len(linked):
        raise StudyError(f"{len(takers)} note-takers for {len(linked)} sources; name one for each source")
    takers += [""] * (len(linked) - len(takers))
    changes = [
        _set(study, source, session, who or source.notes_by)
        for source, who in zip(linked, takers, strict=True)
        if (source.session, source.notes_by) != (session, who or source.notes_by)
    ]
    if not changes:
        raise StudyError(f"they are notes of {session} already; nothing was changed")
    return Edit(f"link notes of {session}", tuple(changes))


def unlink(study: Study, source_id: str) -> Edit:
    """Take a source out of its session; raises StudyError where it is in none."""
    source = known_source(study, source_id)
    if not source.session:
        raise StudyError(f"{source_id} is linked with no other notes; nothing was changed")
    return Edit(f"unlink notes {source_id}", (_set(study, source, "", source.notes_by),))


def _set(study: Study, source: Source, session: str, notes_by: str) -> Change:
    before = after = content_of(study, source)
    if source.notes_by != notes_by:
        after = with_front_value(after, "notes_by", notes_by, _AFTER)
    if source.session != session:
        after = with_front_value(after, "session", session, _AFTER)
    return Change(source.file, WHOLE, before, after)


# where two notes speak of the same


@dataclass(frozen=True, slots=True)
class Alignment:
    """Places of one text beside the places of another, ascending in both.

    Attributes:
        here, there: offsets; the first pair is (0, 0), the last the two lengths.
    """

    here: tuple[int, ...]
    there: tuple[int, ...]

    def other(self, offset: int) -> int:
        """About where the other text speaks of what stands at an offset of this one."""
        at = min(max(0, bisect_right(self.here, offset) - 1), len(self.here) - 2)
        low, high = self.here[at], self.here[at + 1]
        share = min(1.0, max(0.0, (offset - low) / (high - low))) if high > low else 0.0
        return self.there[at] + round(share * (self.there[at + 1] - self.there[at]))


def align(here: Segments, there: Segments) -> Alignment:
    """Lay two notes of one meeting beside each other.

    Headings of the same words are the same section; within it the turns of the same speaker that are most
    alike are taken for the same words, as long as they keep their order.
    """
    pairs = [(0, 0)]
    sections = _sections(here, there)
    edges = [*sections, (len(here.body), len(there.body))]
    low = (0, 0)
    for high in edges:
        pairs += _turns(here, there, low, high)
        pairs.append(high)
        low = high
    kept = [pairs[0]]
    for pair in sorted(pairs[1:]):
        if pair[0] > kept[-1][0] and pair[1] >= kept[-1][1]:
            kept.append(pair)
    if kept[-1][0] < len(here.body) or len(kept) == 1:
        kept.append((max(len(here.body), kept[-1][0]), len(there.body)))
    return Alignment(tuple(a for a, _ in kept), tuple(b for _, b in kept))


def _sections(here: Segments, there: Segments) -> list[tuple[int, int]]:
    """Where sections of the same title begin, as long as they keep their order."""
    mine = [(folded(s.title), s.start) for s in here.sections]
    theirs = [(folded(s.title), s.start) for s in there.sections]
    same = [[float(a == b) for b, _ in theirs] for a, _ in mine]
    return [(mine[a][1], theirs[b][1]) for a, b in _best(same)]


def _turns(
    here: Segments, there: Segments, low: tuple[int, int], high: tuple[int, int]
) -> Iterable[tuple[int, int]]:
    mine = [turn for turn in here.turns if low[0] <= turn.start < high[0]]
    theirs = [turn for turn in there.turns if low[1] <= turn.start < high[1]]
    if not mine or not theirs or max(len(mine), len(theirs)) > _MOST_TURNS:
        return []
    words = [default_process(here.body[t.text_start : t.end]) for t in mine]
    others = [default_process(there.body[t.text_start : t.end]) for t in theirs]
    weights = [
        [
            _alike(a, b) if turn.speaker == other.speaker else 0.0
            for other, b in zip(theirs, others, strict=True)
        ]
        for turn, a in zip(mine, words, strict=True)
    ]
    return [(mine[a].start, theirs[b].start) for a, b in _best(weights)]


def _alike(one: str, other: str) -> float:
    """How surely two turns are notes of the same words, 0 or `_LEAST_ALIKE` to 100.

    A note-taker who writes little writes some of the words of one who writes much; of one or two words that says
    nothing.
    """
    least = min(one.count(" "), other.count(" ")) + 1
    some = fuzz.token_set_ratio(one, other) * _OF_SOME if least >= _SOME_WORDS else 0.0
    return max(
        fuzz.token_sort_ratio(one, other, score_cutoff=_LEAST_ALIKE), some if some >= _LEAST_ALIKE else 0.0
    )


def _best(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs, ascending on both sides, that have the most weight together (a weight of 0 is no pair)."""
    width = len(weights[0]) if weights else 0
    best = [[0.0] * (width + 1) for _ in range(len(weights) + 1)]
    for left, row in enumerate(weights):
        for right, weight in enumerate(row):
            both = best[left][right] + weight if weight else 0.0
            best[left + 1][right + 1] = max(best[left][right + 1], best[left + 1][right], both)
    pairs: list[tuple[int, int]] = []
    left, right = len(weights), width
    while left and right:
        if best[left][right] == best[left - 1][right]:
            left -= 1
        elif best[left][right] == best[left][right - 1]:
            right -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append((left, right))
    return pairs[::-1]
