"""Search: every place of a pattern in sources, memos or quotes, with the words around it and counts by case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal, NamedTuple, overload

from crosscase.language.matching import SECONDS, matcher
from crosscase.language.pattern import How, Match, Matcher, check_length, told
from crosscase.study.folder import Study
from crosscase.study.folding import folded
from crosscase.study.graphemes import snap
from crosscase.study.memos import Memo as Memo
from crosscase.study.memos import about_now, about_written, all_memos
from crosscase.study.model import OPEN_ANSWERS, Code, Coding
from crosscase.study.places import LOST, lines_of
from crosscase.study.problems import StudyError
from crosscase.study.structure import role_of

Inside = Literal["sources", "memos", "quotes"]
INSIDES: tuple[Inside, ...] = ("sources", "memos", "quotes")
Unit = Literal["hit", "sentence", "paragraph", "turn"]
UNITS: tuple[Unit, ...] = ("hit", "sentence", "paragraph", "turn")

AROUND = 40
"""Characters of context on either side of a hit."""
MOST_HITS = 1_000_000

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the pattern stands.

    Attributes:
        source: id of the source, also of a memo's or a coding's; empty for memos about something else.
        case: slug; empty for open answers, and memos about something else.
        span: (start, end) in the source's body; None in a memo, and in a quote whose words were lost.
        memo: id of the memo; of a coding's memo, the coding's id.
        coding: id of the coding that is quoted, or whose memo it is.
        coder: who coded, or wrote the memo.
        about: the code's path, or what the memo is about.
        left, words, right: the words found and about `AROUND` characters on either side, each on one line.
        section, speaker: where it begins; empty in a memo, and where the words were lost.
        place: its lines as the workbench numbers them; `lost`, or the line of the memo.
        time: when it was said, as `00:14:32`; empty where the text does not say, and in a memo.
        score: how near, 100 for the very words.
        likeness: in a search by base form, the way the words are like those looked for: `form`, `compound`, `inside`, `near`.
    """

    source: str
    case: str
    span: tuple[int, int] | None
    left: str
    words: str
    right: str
    score: float = 100.0
    likeness: str = ""
    section: str = ""
    speaker: str = ""
    place: str = ""
    time: str = ""
    memo: str = ""
    coding: str = ""
    coder: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What is looked through: `text`, which begins at `begin` of the source's body, if it is of one."""

    text: str
    source: str
    case: str
    begin: int | None = 0
    coding: Coding | None = None
    memo: Memo | None = None


_Row = tuple[int, Match]
Finder = Callable[[Sequence[str]], Iterable[Iterable[Match]]]
"""What finds a pattern: for each of the texts, in their order, its matches in order."""


class Stopped(Exception):
    """A search was ended before it was done."""


class Spot(NamedTuple):
    """Where a hit is: tells hits apart without reading them, also after they were looked for again.

    Attributes:
        source, case, coder: as in `Hit`.
        memo: id of the memo or, of a coding's memo, the coding's; empty elsewhere.
        coding: id of the coding that is quoted, or whose memo it is.
        about: what a memo is about, as its file has it.
        start, end: in the memo, in the quote where its words were lost, else in the source's body.
        is_placed: whether they are in the source's body.
    """

    source: str
    case: str
    coder: str
    memo: str
    coding: str
    about: str
    start: int
    end: int
    is_placed: bool


class Hits(Sequence[Hit]):
    """Hits in order of their texts and positions. Each is put together when it is asked for."""

    def __init__(self, study: Study, texts: Sequence[Text], rows: Sequence[_Row]) -> None:
        self._study, self._texts, self._rows = study, texts, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Hits: ...
    def __getitem__(self, index: int | slice) -> Hit | Hits:
        """A hit; a slice is again hits that are not put together yet."""
        if isinstance(index, slice):
            return Hits(self._study, self._texts, self._rows[index])
        place, match = self._rows[index]
        return _hit(self._study, self._texts[place], match)

    def spot(self, index: int) -> Spot:
        """Where a hit is; costs next to nothing."""
        place, match = self._rows[index]
        text = self._texts[place]
        memo, coding, begin = text.memo, text.coding, text.begin or 0
        coder = memo.coder if memo is not None else coding.coder if coding is not None else ""
        return Spot(
            text.source, text.case, coder, memo.id if memo is not None else "", coding.id if coding is not None else "",
            memo.about if memo is not None else "", match.start + begin, match.end + begin,
            memo is None and text.begin is not None,
        )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        hits: in order of sources and positions.
        by_case: hits of every case that was searched, also of those without any; under an empty name those of no case.
        texts_by_case: the same for the sources (memos, quotes) that have a hit.
        searched: how many sources (memos, quotes) were looked through.
        complete: false where the search ended at its limit.
    """

    hits: Hits
    by_case: Mapping[str, int]
    texts_by_case: Mapping[str, int]
    searched: int
    complete: bool
    _texts: Sequence[Text]
    _rows: Sequence[_Row]
    _said: Callable[[Text, int], bool] | None = None

    @property
    def texts(self) -> int:
        """How many sources (memos, quotes) have a hit."""
        return sum(self.texts_by_case.values())

    @property
    def sources(self) -> frozenset[str]:
        """Ids of the sources whose text, or quotes, were looked through."""
        return frozenset(text.source for text in self._texts if text.begin is not None and text.memo is None)

    def each_text(self) -> Iterator[tuple[Text, list[Match]]]:
        """Every text that was looked through, with its hits."""
        at = 0
        for place, text in enumerate(self._texts):
            begun = at
            while at < len(self._rows) and self._rows[at][0] == place:
                at += 1
            yield text, [match for _, match in self._rows[begun:at]]

    def counts(self, text: Text, at: int) -> bool:
        """Whether a place of a text is in the words that were asked for, by speaker or role."""
        return self._said is None or self._said(text, at)

    @cached_property
    def forms(self) -> Counter[str]:
        """The words found, without case and accents, and how often each."""
        return Counter(
            _BLANKS.sub(" ", folded(self._texts[place].text[match.start : match.end]))
            for place, match in self._rows
        )


def search(
    study: Study,
    pattern: str,
    how: How = "text",
    inside: Inside = "sources",
    *,
    sources: Collection[str] | None = None,
    cases: Collection[str] | None = None,
    codes: Collection[Code] | None = None,
    coders: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
    roles: Collection[str] | None = None,
    exact: bool = False,
    limit: int | None = None,
    seconds: float = SECONDS,
    finder: Finder | None = None,
) -> Found:
    """Look for a pattern.

    Args:
        pattern, how, exact, seconds: as in `language.matching.matcher`.
        inside: the sources' text, the memos (also those of codings), or only what is coded.
        sources, cases: ids to look in, everywhere where None; memos count by what they are about.
        codes: in quotes, only these and those below them.
        coders: in quotes and memos, only theirs.
        speakers, roles: only what they say, by name as it is listed, or by role; memos are nobody's words.
        limit: end after so many hits.
        finder: what finds the pattern, where it is not looked for one text after the other in this process.

    Raises:
        StudyError: there is nothing to look for, it is no regular expression, it took too long, or it is everywhere.
    """
    ready = prepared(
        study, pattern, how, inside, sources=sources, cases=cases, codes=codes, coders=coders,
        speakers=speakers, roles=roles, exact=exact, limit=limit, seconds=seconds, finder=finder,
    )  # fmt: skip
    return ready(lambda: False)


def prepared(
    study: Study,
    pattern: str,
    how: How = "text",
    inside: Inside = "sources",
    *,
    sources: Collection[str] | None = None,
    cases: Collection[str] | None = None,
    codes: Collection[Code] | None = None,
    coders: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
    roles: Collection[str] | None = None,
    exact: bool = False,
    limit: int | None = None,
    seconds: float = SECONDS,
    finder: Finder | None = None,
) -> Callable[[Callable[[], bool]], Found]:
    """A search that has its texts and reads nothing more of the study: it can be run in a thread of its own.

    Args:
        others: as in `search`.

    Returns:
        What searches. It asks its argument before each text whether to end, and then raises `Stopped`.

    Raises:
        StudyError: as `search`, where that can be said of the pattern alone.
    """
    check_length(pattern)
    if finder is None:
        finder = partial(map, _matcher(pattern, how, exact, seconds, study.settings.language).find)
    texts = [
        text
        for text in _texts(study, inside, codes, coders)
        if (sources is None or text.source in sources) and (cases is None or text.case in cases)
    ]
    said = _said_by(study, texts, speakers, roles) if speakers is not None or roles is not None else None

    def run(stopped: Callable[[], bool]) -> Found:
        rows, complete = _rows(finder, texts, limit, pattern, seconds, stopped)
        if said is not None:
            rows = [row for row in rows if said(texts[row[0]], row[1].start)]
        hits = Counter(texts[place].case for place, _ in rows)
        with_hit = Counter(texts[place].case for place in dict.fromkeys(place for place, _ in rows))
        by_case = dict.fromkeys(text.case for text in texts)
        return Found(
            Hits(study, texts, rows),
            {case: hits[case] for case in by_case},
            {case: with_hit[case] for case in by_case},
            len(texts),
            complete,
            texts,
            rows,
            said,
        )

    return run


def _matcher(pattern: str, how: How, exact: bool, seconds: float, language: str) -> Matcher:
    if how != "lemma":
        return matcher(pattern, how, exact=exact, seconds=seconds)
    from crosscase.language.lemma_matching import LemmaMatcher
    from crosscase.language.lemmas_in_text import trained_used

    return LemmaMatcher(pattern, language, exact, trained_used(language))


def _said_by(
    study: Study,
    texts: Sequence[Text],
    speakers: Collection[str] | None,
    roles: Collection[str] | None,
) -> Callable[[Text, int], bool]:
    """Whether a place of a text is in the words of one of the speakers who is in one of the roles."""
    turns: dict[str, tuple[list[int], list[int]]] = {}
    for id in {text.source for text in texts if text.begin is not None}:
        source = study.sources[id]
        wanted = {
            s.name
            for s in source.speakers
            if (speakers is None or s.name in speakers) and (roles is None or role_of(s) in roles)
        }
        theirs = [turn for turn in study.segments(id).turns if turn.speaker in wanted]
        turns[id] = [turn.text_start for turn in theirs], [turn.end for turn in theirs]

    def said(text: Text, at: int) -> bool:
        if text.begin is None or text.memo is not None:
            return False
        starts, ends = turns[text.source]
        place = bisect_right(starts, at + text.begin) - 1
        return place >= 0 and at + text.begin < ends[place]

    return said


def _rows(
    finder: Finder,
    texts: Sequence[Text],
    limit: int | None,
    pattern: str,
    seconds: float,
    stopped: Callable[[], bool],
) -> tuple[list[_Row], bool]:
    rows: list[_Row] = []
    most = MOST_HITS if limit is None else min(limit, MOST_HITS)
    found = finder([text.text for text in texts])
    for place, (text, matches) in enumerate(zip(texts, found, strict=True)):
        if stopped():
            raise Stopped
        try:
            for match in matches:
                if len(rows) == most:
                    if limit is None or limit > MOST_HITS:
                        raise StudyError(
                            f"{told(pattern)} is there over {most:,} times; look for something longer"
                        )
                    return rows, False
                rows.append((place, match))
        except TimeoutError:
            raise StudyError(
                f"{told(pattern)} took more than {seconds:g} s and came as far as {_label(text)}, "
                f"{place + 1} of {len(texts)}; make it simpler, or look in fewer sources"
            ) from None
    return rows, True


def _label(text: Text) -> str:
    return f"memo {text.memo.id}" if text.memo is not None else text.source


# the texts that are looked through


def _texts(
    study: Study, inside: Inside, codes: Collection[Code] | None, coders: Collection[str] | None
) -> Iterator[Text]:
    if inside == "sources":
        return _sources(study)
    among = _memos(study, coders) if inside == "memos" else _quotes(study, codes, coders)
    return (text for text in among if text.text)


def _sources(study: Study) -> Iterator[Text]:
    for source in study.sources.values():
        yield Text(source.body, source.id, source.case)


def _quotes(study: Study, codes: Collection[Code] | None, coders: Collection[str] | None) -> Iterator[Text]:
    wanted = None if codes is None else {below.id for code in codes for below in study.codebook.within(code)}
    for source_id in (*study.sources, *(s for s in study.coded_sources if s not in study.sources)):
        source, case = study.sources.get(source_id), _case_of(source_id)
        for coding in study.codings(source_id, coders):
            if wanted is not None:
                code = study.codebook.resolve(coding.code)
                if code is None or code.id not in wanted:
                    continue
            if source is None or coding.at is None:
                yield Text(coding.quote, source_id, case, None, coding)
            else:
                yield Text(source.body[slice(*coding.at)], source_id, case, coding.at[0], coding)


def _memos(study: Study, coders: Collection[str] | None) -> Iterator[Text]:
    for memo in all_memos(study):
        if coders is not None and memo.coder not in coders:
            continue
        kind, _, name = about_now(study, memo.about).partition("/")
        source = memo.coding.source if memo.coding is not None else name if kind == "source" else ""
        case = name if kind == "case" else _case_of(source)
        yield Text(memo.text, source, case, None, memo.coding, memo)


def _case_of(source_id: str) -> str:
    case = source_id.partition("/")[0]
    return "" if case == OPEN_ANSWERS else case


# hits


def _hit(study: Study, text: Text, match: Match) -> Hit:
    coding, memo = text.coding, text.memo
    whole, start, end = text.text, match.start, match.end
    span, place, section, speaker, time = None, LOST, "", "", ""
    if memo is not None:
        place = str(whole.count("\n", 0, start) + 1)
    elif text.begin is not None:
        whole = study.sources[text.source].body if coding is not None else whole
        span = start, end = start + text.begin, end + text.begin
        segments = study.segments(text.source)
        heading = segments.section_of(start)
        section = heading.title if heading is not None else ""
        speaker, place, time = segments.speaker_of(start), lines_of(span, segments), segments.time_of(start)
    elif coding is not None:
        whole = f"{coding.before}{coding.quote}{coding.after}"
        start, end = start + len(coding.before), end + len(coding.before)
    low, high = max(0, start - AROUND), min(len(whole), end + AROUND)
    low, high = snap(whole, low, high)
    if memo is not None:
        about = about_written(study, memo.about)
    else:
        about = study.codebook.path_now(coding.code) if coding is not None else ""
    return Hit(
        source=text.source, case=text.case, span=span, score=match.score, likeness=match.kind, section=section,
        speaker=speaker, place=place, time=time, left=_on_one_line(whole[low:start]), words=_on_one_line(whole[start:end]),
        right=_on_one_line(whole[end:high]),
        memo=memo.id if memo is not None else "", coding=coding.id if coding is not None else "",
        coder=memo.coder if memo is not None else coding.coder if coding is not None else "", about=about,
    )  # fmt: skip


def _on_one_line(words: str) -> str:
    return _BLANKS.sub(" ", words)


def widen(study: Study, hit: Hit, unit: Unit) -> tuple[int, int]:
    """The span to be coded for a hit: the sentence, paragraph or turn around it, never less than the hit.

    Raises:
        StudyError: the hit has no place in a source.
    """
    if hit.span is None or hit.source not in study.sources:
        where = f"memo {hit.memo}" if hit.memo else f"coding {hit.coding}, whose words were lost,"
        raise StudyError(f"{where} has no place in a source that could be coded; search in sources or quotes")
    start, end = hit.span
    if unit == "hit":
        return snap(study.sources[hit.source].body, start, end)
    segments = study.segments(hit.source)
    around = {
        "sentence": segments.sentence_at,
        "paragraph": segments.paragraph_at,
        "turn": segments.turn_at,
    }[unit]
    return min(start, around(start)[0]), max(end, around(end - 1)[1])
