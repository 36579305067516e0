"""What the survey has to be set beside themes: shares with their uncertainty, groups that deviate, a case's own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from crosscase.study.folder import Study
from crosscase.study.model import Case
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_item
from crosscase.survey.model import (
    Group,
    Item,
    Option,
    Questionnaire,
    Row,
    Variable,
    in_language,
)
from crosscase.survey.percent import exact
from crosscase.survey.station import (
    has_published,
    has_responses,
    has_survey,
    published_of,
    questionnaire_of,
    responses_of,
    state_of,
)

if TYPE_CHECKING:  # these bring pandas or scipy along
    from crosscase.survey.estimates import Description, Line
    from crosscase.survey.inference import Interval
    from crosscase.survey.published import Claim, Published
    from crosscase.survey.responses import Responses

T = TypeVar("T")

SurveyState: TypeAlias = Literal["", "none", "unreadable", "unanswered"]
"""Of the whole survey: fine, not there, broken, or without responses and without printed figures."""
ItemState: TypeAlias = Literal["", "no-survey", "unreadable", "unknown", "open", "no-answers", "not-printed"]
"""Why there is no figure of an item; empty where there is one."""
OwnState: TypeAlias = Literal[
    "answered", "not-asked", "no-answer", "no-respondent", "unknown-respondent", "no-responses", "no-item"
]


@dataclass(frozen=True, slots=True)
class Deviation:
    """A group that answers otherwise than the rest.

    Attributes:
        share: of the group, the complement of a reversed item; None where a report prints none.
        base: 0 where it is not known.
        higher: than the rest; turned round for a reversed item.
        q: p of the difference, adjusted as `survey.differing` says.
        interval: of the share; None where a report prints it.
        printed: a report says so, and nothing was tested here.
        significant: what the report says of that: `yes` or `unstated`.
        count: how many of the group it is, of a reversed item how many did not choose it; None where it is printed.
    """

    variable: Variable
    group: Group
    share: float | None
    base: int
    higher: bool
    q: float | None = None
    interval: Interval | None = None
    printed: bool = False
    significant: str = ""
    decimals: int = 0
    count: int | None = None

    @property
    def small(self) -> bool:
        """Whether the base is known and so small that the figure must be marked."""
        from crosscase.survey.estimates import SMALL

        return 0 < self.base < SMALL


@dataclass(frozen=True, slots=True)
class ItemBeside:
    """One item of the survey as it is set beside a theme.

    Attributes:
        address: as the theme has it.
        reversed: it says the opposite of the theme: share, interval and groups are those of the others.
        item: None where there is no such item.
        state: why there is no figure; empty where there is one.
        problem: the same as a line for who mends it, in English.
        descriptions: of all answers to its question; of a whole grid one a row.
        line: of its option or box, as it was answered; None for a whole question or row.
        deviations: groups of the questionnaire's variables, in their order.
    """

    address: str
    reversed: bool = False
    item: Item | None = None
    state: ItemState = ""
    problem: str = ""
    descriptions: tuple[Description, ...] = ()
    line: Line | None = None
    deviations: tuple[Deviation, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a whole question or row is meant, which has no single share."""
        return self.item is not None and not self.item.options

    @property
    def share(self) -> float | None:
        """What counts: of a reversed item the share of those who did not choose it."""
        if self.line is None or self.line.share is None:
            return None
        return _complement(self.line.share) if self.reversed else self.line.share

    @property
    def interval(self) -> Interval | None:
        """Of that share."""
        if self.line is None or self.line.interval is None:
            return None
        return _turned_interval(self.line.interval) if self.reversed else self.line.interval

    @property
    def base(self) -> int:
        """How many it is a share of; of a whole question how many answered; 0 where nobody says."""
        if self.line is not None:
            return self.line.base
        return max((each.base for each in self.descriptions), default=0)

    @property
    def small(self) -> bool:
        """Whether the base is known and so small that the figure must be marked."""
        return self.line is not None and self.line.small and self.line.base > 0

    @property
    def decimals(self) -> int:
        """Of the share in percent, as a report printed it; 0 where it was counted."""
        return self.line.decimals if self.line is not None else 0

    @property
    def published(self) -> bool:
        """Whether the figures are as a report printed them."""
        return any(each.published for each in self.descriptions)

    @property
    def confidence(self) -> float:
        """Of the interval, a part of one."""
        return next((each.confidence for each in self.descriptions), 0.95)

    @property
    def strongest(self) -> tuple[tuple[Row | None, Line], ...]:
        """Of each description what speaks for the theme, `strongest_line`; of a number its mean."""
        found = ((each.row, strongest_line(each, self.reversed)) for each in self.descriptions)
        return tuple((row, line) for row, line in found if line is not None)

    def label(self, language: str) -> str:
        """The answer it is about, of a grid after its row; of a whole question its text."""
        if self.item is None:
            return self.address
        row = in_language(self.item.row.label, language) if self.item.row is not None else ""
        answer = in_language(self.item.label, language)
        return ": ".join(filter(None, (row, answer))) or self.question(language) or self.address

    def question(self, language: str) -> str:
        """The text of its question."""
        return in_language(self.item.question.text, language) if self.item is not None else ""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a case's own respondent answered to an item.

    Attributes:
        chosen: the options, of a grid each after its row.
        holds: whether the answer is the item's, of a reversed one whether it is not; None where the item is a whole
            question or row, and where there is no answer.
    """

    state: OwnState
    chosen: tuple[tuple[Row | None, Option], ...] = ()
    number: float | None = None
    holds: bool | None = None

    def agrees(self, coded: bool) -> bool | None:
        """Whether coding and answer say the same, both or neither; None where there is nothing to compare."""
        return None if self.holds is None else self.holds == coded


class SurveyBeside:
    """The survey of a study, opened once for all themes; `survey_beside` makes it.

    Attributes:
        state: what is the matter with the survey as a whole.
        problem: the same as a line, in English.
    """

    def __init__(self, study: Study) -> None:
        self.state: SurveyState = ""
        self.problem = ""
        self._items: dict[tuple[str, bool], ItemBeside] = {}
        self._responses: Responses | None = None
        self._published: Published | None = None
        if not has_survey(study):
            self.state, self.problem = (
                "none",
                "there is no survey in this study: nothing is set beside themes",
            )
        self._questionnaire = self._read(lambda: questionnaire_of(study)) if has_survey(study) else None
        if self._questionnaire is None:
            return
        if has_responses(study):
            self._responses = self._read(lambda: responses_of(study))
        elif has_published(study):
            self._published = self._read(lambda: published_of(study))
        else:
            self.state, self.problem = "unanswered", "there are neither responses nor printed figures"

    @property
    def questionnaire(self) -> Questionnaire | None:
        """The questions; None where there are none, or nobody can read them."""
        return self._questionnaire

    def item(self, address: str, reversed: bool = False) -> ItemBeside:
        """An item with its figures."""
        if (found := self._items.get((address, reversed))) is None:
            found = self._items[address, reversed] = replace(self._item(address, reversed), reversed=reversed)
        return found

    def own(self, case: Case, beside: ItemBeside) -> OwnAnswer:
        """What the respondent of a case answered to an item."""
        if not case.respondent:
            return OwnAnswer("no-respondent")
        if beside.item is None:
            return OwnAnswer("no-item")
        if self._responses is None:
            return OwnAnswer("no-responses")
        place = self._responses.row_of(case.respondent)
        if place < 0:
            return OwnAnswer("unknown-respondent")
        return _own(self._responses, beside.item, place, beside.reversed)

    def _read(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except StudyError as error:
            self.state, self.problem = "unreadable", str(error)
        return None

    def _item(self, address: str, reversed: bool) -> ItemBeside:
        if self._questionnaire is None:
            state: ItemState = "no-survey" if self.state == "none" else "unreadable"
            return ItemBeside(address, state=state, problem=self.problem)
        try:
            item = find_item(self._questionnaire, address)
        except StudyError as error:
            return ItemBeside(address, state="unknown", problem=str(error))
        if item.question.kind == "open":
            where = f"; they are the source {item.question.source}" if item.question.source else ""
            problem = f"{item.question.id} is open: its answers are words{where}"
            return ItemBeside(address, item=item, state="open", problem=problem)
        beside = ItemBeside(address, reversed, item)
        if self._responses is not None:
            return _counted(beside, item, self._responses, self._questionnaire)
        if self._published is not None:
            return _printed(beside, item, self._published)
        state = "unreadable" if self.state == "unreadable" else "no-answers"
        return replace(beside, state=state, problem=self.problem)


def survey_beside(study: Study) -> SurveyBeside:
    """The survey of a study; the same object until one of its files changes."""
    state = state_of(study)
    known = study.derived.get(__name__)
    if isinstance(known, tuple) and known[0] == state and isinstance(known[1], SurveyBeside):
        return known[1]
    made = SurveyBeside(study)
    study.derived[__name__] = (state, made)
    return made


def strongest_line(description: Description, reversed: bool = False) -> Line | None:
    """The answers that stand for a question where there is room for one figure; of a number the mean.

    That is the first that the questionnaire puts together, of a reversed item the last; where it puts none together, the
    option that most chose, the first of several, "don't know" aside. What most chose would not do for a scale: it may be
    the middle of it, or the end that speaks against the theme.
    """
    lines = description.of()
    boxes = [line for line in lines if line.kind == "box" and line.share is not None]
    if boxes:
        return boxes[-1 if reversed else 0]
    unsure = {option.id for option in description.question.options if option.unsure}
    options = [line for line in lines if line.kind == "option" and line.id not in unsure and line.share]
    most = max(options, key=lambda line: line.share or 0, default=None)
    return most or next((line for line in lines if line.mean is not None), None)


def all_answers(description: Description, reversed: bool = False) -> tuple[Line, ...]:
    """All that was answered, each respondent once: what the questionnaire puts together, and the options besides.

    In the order of the options, "don't know" last; of a reversed item from their other end.
    """
    question, taken = description.question, set[str]()
    ends: list[tuple[int, Line]] = []
    order = {option.id: place for place, option in enumerate(question.options)}
    for box in question.boxes:
        line = description.line(box.id)
        if line is not None and not taken & set(box.options):
            taken |= set(box.options)
            ends.append((min(order[option] for option in box.options), line))
    rest = [option for option in question.options if option.id not in taken]
    ends += [(order[each.id], line) for each in rest if (line := description.line(each.id)) is not None]
    unsure = {option.id for option in question.options if option.unsure}
    ends.sort(key=lambda each: (each[1].id in unsure, -each[0] if reversed else each[0]))
    return tuple(line for _, line in ends)


def _counted(
    beside: ItemBeside, item: Item, responses: Responses, questionnaire: Questionnaire
) -> ItemBeside:
    from crosscase.survey.estimates import describe

    found = tuple(describe(responses, item.question, row=row) for row in _rows(item))
    base = max((each.base for each in found), default=0)
    if not base:
        return replace(
            beside, descriptions=found, state="no-answers", problem=f"nobody answered {item.address}"
        )
    if not item.options:
        return replace(beside, descriptions=found)
    part = _part(item)
    deviations = tuple(_deviating(responses, item, part, questionnaire, beside.reversed))
    return replace(
        beside,
        descriptions=found,
        line=found[0].line(part),
        deviations=_turned(deviations) if beside.reversed else deviations,
    )


def _deviating(
    responses: Responses, item: Item, part: str, questionnaire: Questionnaire, reversed: bool
) -> Iterator[Deviation]:
    """The groups that answer otherwise than the rest, by the criterion of every table of the survey; not yet reversed."""
    from crosscase.survey.differing import differing

    for found in differing(responses, questionnaire, item.question, item.row, lower=reversed):
        for line in found.lines:
            group = found.variable.group(line.group or "")
            if line.id == part and group is not None and line.difference is not None:
                higher = line.difference.points > 0
                yield Deviation(
                    found.variable,
                    group,
                    line.share,
                    line.base,
                    higher,
                    line.q,
                    line.interval,
                    count=line.count,
                )


def _printed(beside: ItemBeside, item: Item, published: Published) -> ItemBeside:
    from crosscase.survey.published_estimates import describe_published

    found: list[Description] = []
    refused = ""
    for row in _rows(item):
        try:
            found.append(describe_published(published, item.question, row=row))
        except StudyError as error:
            refused = str(error)
    part = _part(item)
    line = found[0].line(part) if found and item.options else None
    if not found or (item.options and line is None):
        problem = refused or f"{published.file} prints no percent of {item.address}"
        return replace(beside, descriptions=tuple(found), state="not-printed", problem=problem)
    if not item.options:
        return replace(beside, descriptions=tuple(found))
    claimed = tuple(_claimed(published, item))
    return replace(
        beside,
        descriptions=tuple(found),
        line=line,
        deviations=_turned(claimed) if beside.reversed else claimed,
    )


def _claimed(published: Published, item: Item) -> Iterator[Deviation]:
    """The groups of which a report says that they answer otherwise, those aside that it calls not significant."""
    figure = published.figure_of(item.question)
    for claim in figure.claims if figure is not None else ():
        same = claim.item.row == item.row and claim.item.address == item.address
        if not same or claim.jointly or claim.significant == "no":
            continue
        if claim.direction in ("higher", "highest", "lower", "lowest"):
            yield from _claims(claim)


def _claims(claim: Claim) -> Iterator[Deviation]:
    base = claim.bases[0] if len(claim.bases) == 1 else 0
    percent = claim.percent
    for id in claim.groups:
        if (group := claim.variable.group(id)) is not None:
            yield Deviation(
                claim.variable, group, float(percent.value / 100) if percent is not None else None, base,
                claim.direction in ("higher", "highest"), printed=True, significant=claim.significant,
                decimals=percent.decimals if percent is not None else 0,
            )  # fmt: skip


def _own(responses: Responses, item: Item, place: int, reversed: bool) -> OwnAnswer:
    from crosscase.survey.answers import answered, asked, choice, holds, number

    question = item.question
    if not answered(responses, question, item.row)[place]:
        was_asked = any(asked(responses, question, row)[place] for row in _rows(item))
        return OwnAnswer("no-answer" if was_asked else "not-asked")
    holding = bool(holds(responses, item)[place]) != reversed if item.options else None
    if question.kind == "number":
        return OwnAnswer("answered", number=float(number(responses, question)[place]))
    if question.kind == "multiple":
        ticked = responses.ticks(question)[place]
        options = [(None, option) for option, tick in zip(question.options, ticked, strict=True) if tick]
        return OwnAnswer("answered", tuple(options), holds=holding)
    if question.kind == "open":
        return OwnAnswer("answered")
    chosen = []
    for row in _rows(item):
        at = int(choice(responses, question, row)[place])
        if at >= 0:
            chosen.append((row, question.options[at]))
    return OwnAnswer("answered", tuple(chosen), holds=holding)


def _rows(item: Item) -> tuple[Row | None, ...]:
    """The rows that are meant: of a whole grid all of them."""
    if item.question.kind == "grid" and item.row is None:
        return item.question.rows
    return (item.row,)


def _address(item: Item) -> str:
    return item.question.id if item.row is None else f"{item.question.id}.{item.row.id}"


def _part(item: Item) -> str:
    """The id of the option or box that is meant."""
    return item.address.removeprefix(f"{_address(item)}.")


def _complement(share: float) -> float:
    # 1 - 0.855 is 0.14500000000000002, which is not what people mean by it
    return float(1 - exact(share))


def _turned_interval(interval: Interval | None) -> Interval | None:
    from crosscase.survey.inference import Interval

    return None if interval is None else Interval(_complement(interval.high), _complement(interval.low))


def _turned(deviations: tuple[Deviation, ...]) -> tuple[Deviation, ...]:
    return tuple(
        replace(
            each,
            share=None if each.share is None else _complement(each.share),
            higher=not each.higher,
            interval=_turned_interval(each.interval),
            count=None if each.count is None else each.base - each.count,
        )
        for each in deviations
    )
