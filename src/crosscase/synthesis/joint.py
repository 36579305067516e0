"""Joint displays: what was said on a theme, case by case, beside what the survey counted, with what speaks against it.

Which quotes count is said in `frame`. A coding counts once for a theme, also where several of its entries hold it. A
case supports a theme with at least one quote, and speaks against it with at least one quote of its `against`; it may do
both. Where it does neither it is silent. An open answer counts for the case whose respondent wrote the paragraph, and
stands outside of all cases else.

Key quotes are those that a person marked. Where a case has none, its most telling one is chosen, and marked as chosen:
one that may be quoted before one that may not, an informant's words before a document's or an interviewer's, then the
longest, then the first in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS, Case
from crosscase.study.theme_file import Area, Theme
from crosscase.study.themes import areas_of, theme_named, themes_of
from crosscase.synthesis.beside import ItemBeside, OwnAnswer, SurveyBeside, SurveyState, survey_beside
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.entries import Entry, places_of_entries, understood
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.passages import Consent, Passage
from crosscase.synthesis.proposing import ItemNumbers, Proposal, Unusable, agreeing, propose

WITHHELD: tuple[Consent, ...] = ("none", "paraphrase")
"""Consents under which words are not to be printed."""


MOST_NAMED = 5  # themes that a line on several of them names


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote of a joint display.

    Attributes:
        chosen: the program chose it, where nobody marked one as key.
    """

    passage: Passage
    chosen: bool = False

    @property
    def key(self) -> bool:
        """Whether a person marked it as worth printing."""
        return self.passage.coding.key

    @property
    def consent(self) -> Consent:
        """What may be made of it."""
        return self.passage.consent

    @property
    def withheld(self) -> bool:
        """Whether its words are not to be printed: there is no consent, or one to be paraphrased alone."""
        return self.consent in WITHHELD


@dataclass(frozen=True, slots=True)
class CaseBeside:
    """What one case says to a theme.

    Attributes:
        passages: every quote that supports it, by source and position.
        against: every quote that speaks against it.
        shown: the key quotes among `passages`, else the one that was chosen; empty where there is none.
        counter: the same of `against`.
        own: the answer of its respondent to each item of the display.
    """

    case: Case
    passages: tuple[Passage, ...]
    against: tuple[Passage, ...]
    shown: tuple[Quote, ...]
    counter: tuple[Quote, ...]
    own: tuple[OwnAnswer, ...]

    @property
    def supports(self) -> bool:
        """Whether the theme was found in it."""
        return bool(self.passages)

    @property
    def is_silent(self) -> bool:
        """Whether it has quotes neither for nor against."""
        return not self.passages and not self.against


@dataclass(frozen=True, slots=True)
class JointDisplay:
    """A theme beside the survey.

    Attributes:
        area: None where the theme has none.
        coders: whose codings were asked for; None for those that count.
        cases: every case of the study, in its order.
        beyond, beyond_against: quotes of open answers whose respondents are no case, and of cases that are gone.
        items: of the survey, in the order of the theme.
        survey: what is the matter with the survey as a whole; empty where nothing is.
        problems: one line on each entry of the theme that stands for nothing, and on the survey, in English.
        proposal: what the rule proposes, and why.
    """

    theme: Theme
    area: Area | None
    coders: tuple[str, ...] | None
    cases: tuple[CaseBeside, ...]
    beyond: tuple[Passage, ...]
    beyond_against: tuple[Passage, ...]
    items: tuple[ItemBeside, ...]
    survey: SurveyState
    problems: tuple[str, ...]
    proposal: Proposal
    _study: Study = field(repr=False, compare=False)

    @property
    def study(self) -> Study:
        """The study it was made of."""
        return self._study

    @property
    def support(self) -> tuple[CaseBeside, ...]:
        """The cases in which the theme was found."""
        return tuple(each for each in self.cases if each.supports)

    @property
    def against(self) -> tuple[CaseBeside, ...]:
        """The cases with quotes against it, some of which may support it too."""
        return tuple(each for each in self.cases if each.against)

    @property
    def both(self) -> tuple[CaseBeside, ...]:
        """The cases that speak for it and against it."""
        return tuple(each for each in self.cases if each.passages and each.against)

    @property
    def silent(self) -> tuple[CaseBeside, ...]:
        """The cases with neither."""
        return tuple(each for each in self.cases if each.is_silent)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes to show, case by case; then key quotes that are of no case."""
        within = [quote for each in self.cases for quote in each.shown]
        return (*within, *(Quote(passage) for passage in self.beyond if passage.coding.key))

    @property
    def differs(self) -> bool:
        """Whether the rule proposes another relation than the one written down, where it could propose that one.

        `expands` and `explains` are never proposed, and differ only where nothing of the survey is named.
        """
        relation, proposed = self.theme.relation, self.proposal.relation
        comparable = relation in ("silent", "converges", "contrasts") or proposed == "silent"
        return bool(relation and proposed) and comparable and relation != proposed

    def sentence(self, language: str) -> str:
        """The theme in a language, else in whichever it is written in."""
        return in_language(self.theme.sentence, language)

    def reason(self, language: str) -> str:
        """Why its relation is what it is."""
        return in_language(self.theme.reason, language)

    def area_name(self, language: str) -> str:
        """The name of its area; empty where it has none."""
        return "" if self.area is None else in_language(self.area.name, language) or self.area.id

    def counted(self, language: str) -> str:
        """Whose codings count, as a sentence."""
        return counted_words(self._study, self.coders, language)


def joint(
    study: Study, theme: Theme | str, coders: Collection[str] | None = None, *, area: Area | None = None
) -> JointDisplay:
    """The joint display of a theme.

    Args:
        theme: or its id.
        coders: whose codings; where None, in each source those that count.
        area: of the theme, where it is known already.

    Raises:
        StudyError: there is no such theme, or nobody of a name codes here.
        FileError: the file of themes cannot be read, where an id was given.
    """
    if isinstance(theme, str):
        theme = theme_named(study, theme)
        area = next((each for each in areas_of(study) if each.id == theme.area), None)
    return _Making(study, coders).display(theme, area or (Area(id=theme.area) if theme.area else None))


def joints(
    study: Study, themes: Iterable[Theme] | None = None, coders: Collection[str] | None = None
) -> tuple[JointDisplay, ...]:
    """The joint displays of some themes, of all in the order of their file where None; raises as `joint`."""
    chosen = themes_of(study) if themes is None else tuple(themes)
    areas = {area.id: area for area in areas_of(study)} if chosen else {}
    making = _Making(study, coders)
    return tuple(making.display(theme, areas.get(theme.area) if theme.area else None) for theme in chosen)


def problems_of(displays: Iterable[JointDisplay]) -> Iterator[tuple[str, str]]:
    """What is wrong with themes, each line once, with the themes it concerns: `K1, K2 and 24 more`."""
    found: dict[str, list[str]] = {}
    for display in displays:
        for problem in display.problems:
            found.setdefault(problem, []).append(display.theme.id)
    for problem, themes in found.items():
        more = f" and {len(themes) - MOST_NAMED} more" if len(themes) > MOST_NAMED else ""
        yield problem, f"{', '.join(themes[:MOST_NAMED])}{more}"


def in_language(texts: dict[str, str], language: str) -> str:
    """A text by language: in this one, else as written without one, in English, or in whichever there is."""
    found = (texts.get(key, "") for key in (language, "", "en"))
    return next(filter(None, (*found, *texts.values())), "")


def most_telling(passages: Sequence[Passage]) -> Passage | None:
    """The quote that is shown where nobody marked one as key: see the module."""
    if not passages:
        return None
    return max(enumerate(passages), key=lambda each: (*_telling(each[1]), -each[0]))[1]


def _telling(passage: Passage) -> tuple[bool, bool, bool, int]:
    consent = passage.consent
    informant = bool(consent) or passage.coding.source.startswith(f"{OPEN_ANSWERS}/")
    return consent not in WITHHELD, passage.is_placed, informant, len(passage.words)


class _Making:
    """Joint displays of one study as it is now."""

    def __init__(self, study: Study, coders: Collection[str] | None) -> None:
        self._study = study
        self._coders = None if coders is None else tuple(coders)
        self._frame: Frame = frame_of(study, coders)
        self._counts = frozenset(self._frame.place.tolist())
        self._survey: SurveyBeside = survey_beside(study)
        self._case_of = {case.respondent: case.id for case in study.cases.values() if case.respondent}

    def display(self, theme: Theme, area: Area | None) -> JointDisplay:
        codes, wrong = understood(self._study, theme.codes)
        counter, wrong_against = understood(self._study, theme.against)
        support, beyond = self._by_case(codes)
        against, beyond_against = self._by_case(counter)
        items = tuple(
            self._survey.item(address, address in theme.reversed) for address in dict.fromkeys(theme.survey)
        )
        cases = tuple(
            self._case(case, support.get(case.id, ()), against.get(case.id, ()), items)
            for case in self._study.cases.values()
        )
        found = sum(each.supports for each in cases)
        numbers = [_numbers(item, cases, place) for place, item in enumerate(items)]
        quotes = sum(map(len, support.values())) + len(beyond)
        broken = [each.problem for each in items if each.problem]
        problems = tuple(dict.fromkeys([*wrong, *wrong_against, *broken]))
        return JointDisplay(
            theme, area, self._coders, cases, beyond, beyond_against, items, self._survey.state, problems,
            propose(found, len(cases), numbers, quotes), self._study,
        )  # fmt: skip

    def _by_case(
        self, entries: Iterable[Entry]
    ) -> tuple[dict[str, tuple[Passage, ...]], tuple[Passage, ...]]:
        """The quotes of some entries by case, and those of no case."""
        chosen_from = self._frame.universe
        assert chosen_from is not None
        by_case: dict[str, list[Passage]] = {}
        beyond: list[Passage] = []
        for place in places_of_entries(chosen_from, entries):
            if place not in self._counts:
                continue
            passage = chosen_from.passage(place)
            cases = [case for case in self._cases(passage) if case in self._study.cases]
            for case in cases:
                by_case.setdefault(case, []).append(passage)
            if not cases:
                beyond.append(passage)
        return {case: tuple(found) for case, found in by_case.items()}, tuple(beyond)

    def _cases(self, passage: Passage) -> Iterator[str]:
        if passage.case:
            yield passage.case
        else:
            wrote = (self._case_of.get(name, "") for name in passage.speakers)
            yield from dict.fromkeys(case for case in wrote if case)

    def _case(
        self,
        case: Case,
        passages: tuple[Passage, ...],
        against: tuple[Passage, ...],
        items: Sequence[ItemBeside],
    ) -> CaseBeside:
        own = tuple(self._survey.own(case, item) for item in items)
        return CaseBeside(case, passages, against, _shown(passages), _shown(against), own)


def _shown(passages: Sequence[Passage]) -> tuple[Quote, ...]:
    key = tuple(Quote(passage) for passage in passages if passage.coding.key)
    if key:
        return key
    chosen = most_telling(passages)
    return () if chosen is None else (Quote(chosen, chosen=True),)


def _numbers(item: ItemBeside, cases: Sequence[CaseBeside], place: int) -> ItemNumbers:
    """What the rule needs of an item; `place` is its place in the answers of each case."""
    own = [(each.supports, each.own[place].holds) for each in cases]
    agree, disagree = agreeing((coded, holds) for coded, holds in own if holds is not None)
    interval = item.interval
    unusable: Unusable | Literal[""] = ""
    if item.whole and not item.state:
        unusable = "whole"
    elif item.share is None:
        unusable = "no-figure"
    elif interval is None:
        unusable = "no-interval"
    low, high = (interval.low, interval.high) if interval is not None else (None, None)
    return ItemNumbers(item.address, item.share, low, high, agree, disagree, unusable)
