"""Passages: codings with what one wants to know of them where they are read, such as who speaks and in which section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS, Code, Coding, Source, Speaker
from crosscase.study.places import LOST, lines_of
from crosscase.study.segments import Segments, segments_of_source
from crosscase.study.structure import role_of

Consent = Literal["", "none", "paraphrase", "unknown", "quote"]

STRICTEST: tuple[Consent, ...] = ("none", "paraphrase", "unknown", "quote")
"""What informants have agreed to, the strictest first; `unknown` where nobody has said."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding where it stands.

    Speakers, section and place are found when they are asked for: that takes a look into the text.

    Attributes:
        case: slug of its case; empty for open answers.
        path: present path of its code.
        code: the code; None where the codebook has none of that path.
        date: of the source, as its front matter has it.
        words: the words as they stand in the text now; the quote that was kept where they are lost.
    """

    coding: Coding
    case: str
    path: str
    code: Code | None
    date: str
    words: str
    _study: Study = field(repr=False, compare=False)
    _source: Source | None = field(repr=False, compare=False)

    @property
    def is_placed(self) -> bool:
        """Whether its words can be shown in a text."""
        return self._source is not None and self.coding.at is not None

    @property
    def touched(self) -> tuple[Speaker, ...]:
        """Every listed speaker of whose words it has at least one character, in the order in which they speak."""
        return speakers_touched(self._study, self._source, self.coding)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of everybody of whose words it has some: of open answers the respondents, as `R017`."""
        return names_touched(self._study, self._source, self.coding)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the speakers, each once; an interviewer without another role is `interviewer`."""
        return roles_of(self.touched)

    @property
    def consent(self) -> Consent:
        """What may be made of it: what the strictest of the informants touched has agreed to.

        Whose the words were that are lost nobody can say: then it is the strictest of all in the source.
        """
        if self.coding.at is None and self._source is not None:
            return consent_of(self._source.speakers)
        return consent_of(self.touched)

    @property
    def section(self) -> str:
        """The title over its beginning; empty where there is none."""
        return section_title(self._study, self._source, self.coding)

    @property
    def time(self) -> str:
        """When its first words were said, as `00:14:32`; empty where the text does not say."""
        return time_of(self._study, self._source, self.coding)

    @property
    def place(self) -> str:
        """Its lines as the workbench numbers them; `lost` where it has none."""
        if self._source is None:
            return LOST
        return lines_of(self.coding.at, segments_of(self._study, self._source))


def passage_of(study: Study, coding: Coding) -> Passage:
    """One coding as a passage."""
    source = study.sources.get(coding.source)
    code = study.codebook.resolve(coding.code)
    path = study.codebook.path(code) if code is not None else coding.code
    date = source.date if source is not None else ""
    return Passage(coding, case_of(coding.source), path, code, date, words_of(source, coding), study, source)


def words_of(source: Source | None, coding: Coding) -> str:
    """As `Passage.words`."""
    if source is None or coding.at is None:
        return coding.quote
    return source.body[coding.at[0] : coding.at[1]]


def case_of(source_id: str) -> str:
    """The case of a source by its id; empty for open answers."""
    case = source_id.partition("/")[0]
    return "" if case == OPEN_ANSWERS else case


def respondents(study: Study) -> Mapping[str, str]:
    """The case of each respondent that is a case."""
    return {case.respondent: case.id for case in study.cases.values() if case.respondent}


def segments_of(study: Study, source: Source) -> Segments:
    """The parts of a source as it was when its codings were looked up, also where it has changed since."""
    if study.sources.get(source.id) is source:
        return study.segments(source.id)
    return segments_of_source(source)


def speakers_touched(study: Study, source: Source | None, coding: Coding) -> tuple[Speaker, ...]:
    """As `Passage.touched`."""
    if source is None or not source.speakers:
        return ()
    listed = {speaker.name: speaker for speaker in source.speakers}
    return tuple(listed[name] for name in names_touched(study, source, coding) if name in listed)


def names_touched(study: Study, source: Source | None, coding: Coding) -> tuple[str, ...]:
    """As `Passage.speakers`."""
    if source is None or coding.at is None or not (source.speakers or source.kind == OPEN_ANSWERS):
        return ()
    turns = segments_of(study, source).turns_touched(*coding.at)
    return tuple(dict.fromkeys(turn.speaker for turn in turns))


def roles_of(speakers: Iterable[Speaker]) -> tuple[str, ...]:
    """The roles of speakers, each once; an interviewer without another role is `interviewer`."""
    return tuple(dict.fromkeys(role for role in map(role_of, speakers) if role))


def section_title(study: Study, source: Source | None, coding: Coding) -> str:
    """As `Passage.section`."""
    if source is None or coding.at is None:
        return ""
    section = segments_of(study, source).section_of(coding.at[0])
    return section.title if section is not None else ""


def time_of(study: Study, source: Source | None, coding: Coding) -> str:
    """As `Passage.time`."""
    if source is None or coding.at is None:
        return ""
    return segments_of(study, source).time_of(coding.at[0])


def consent_of(speakers: Iterable[Speaker]) -> Consent:
    """The strictest consent among the informants; empty where there are only interviewers, or nobody."""
    given = {speaker.consent or "unknown" for speaker in speakers if not speaker.is_interviewer}
    return next((consent for consent in STRICTEST if consent in given), "")
