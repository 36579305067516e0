"""What the view of themes shows, reckoned at once in a thread: joint displays, what is wrong, what is without a theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.study.folder import Study
from crosscase.study.problems import Problem, StudyError
from crosscase.study.theme_file import Theme
from crosscase.tui.words import shown

if TYPE_CHECKING:  # bring numpy along
    from crosscase.casework.themes import ThemeStatement
    from crosscase.synthesis.joint import JointDisplay
    from crosscase.synthesis.unlinked import Offered, WithoutTheme

DIFFERS, UNDECIDED, BROKEN = "differs", "undecided", "problems"
ATTENTION = (DIFFERS, UNDECIDED, BROKEN)
"""Why one should look at a theme."""


@dataclass(frozen=True, eq=False)
class Looked:
    """Themes as they are now.

    Attributes:
        displays: of all themes, in the order of the file.
        areas: (id, name) in the order of the report; an empty id where themes have none.
        problems: by id of the theme, a line each.
        questions: (question, its items that no theme names), each with its words.
        codes: paths of the codes that no theme names, each with how many codings it has itself.
        offers: what the codes' own links to the survey would give.
        note: what is the matter with the survey as a whole.
        statements: by id of the theme, the statements of case descriptions in which it appears.
        kept_back: by case of these, why its description may not be handed on, where it may not.
    """

    displays: tuple[JointDisplay, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[tuple[tuple[str, str], tuple[tuple[str, str], ...]], ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    offers: tuple[Offered, ...] = ()
    note: str = ""
    statements: Mapping[str, tuple[ThemeStatement, ...]] = field(default_factory=dict)
    kept_back: Mapping[str, str] = field(default_factory=dict)

    def display(self, id: str) -> JointDisplay | None:
        """The joint display of a theme."""
        return next((display for display in self.displays if display.theme.id == id), None)

    def attention(self, display: JointDisplay) -> tuple[str, ...]:
        """Why one should look at a theme; empty where nothing asks for it."""
        id = display.theme.id
        found = {
            DIFFERS: display.differs,
            UNDECIDED: not display.theme.relation,
            BROKEN: bool(self.problems.get(id)),
        }
        return tuple(why for why in ATTENTION if found[why])

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the survey that no theme names."""
        return tuple(item for _, items in self.questions for item, _ in items)

    def offered_to_theme(self, id: str) -> tuple[str, ...]:
        """Items that the links of a theme's codes lead to, where it is set beside nothing."""
        return next((offer.survey for offer in self.offers if offer.theme == id), ())

    def offered_to_code(self, path: str) -> tuple[str, ...]:
        """Items that a code without a theme is linked to."""
        return next((offer.survey for offer in self.offers if not offer.theme and path in offer.codes), ())


def look(study: Study, coders: Collection[str] | None) -> Looked:
    """Everything, for the thread.

    Raises:
        FileError: the file of themes cannot be read.
        StudyError: nobody of a name codes here.
    """
    from crosscase.casework.handing_on import kept_back
    from crosscase.casework.themes import statements_of_themes
    from crosscase.study.themes import areas_of
    from crosscase.synthesis.beside import survey_beside
    from crosscase.synthesis.joint import in_language, joints
    from crosscase.synthesis.linking import UNLISTED, theme_problems
    from crosscase.synthesis.unlinked import offered, without_theme

    displays = joints(study, coders=coders)
    language = study.settings.language
    areas = tuple((area.id, in_language(area.name, language) or area.id) for area in areas_of(study))
    without = without_theme(study)
    beside = survey_beside(study)
    broken = [problem for problem in theme_problems(study) if problem.kind != UNLISTED]
    problems = by_theme([display.theme for display in displays], broken)
    appearing = statements_of_themes(study, [display.theme for display in displays], coders)
    return Looked(
        displays,
        areas,
        problems,
        _with_words(study, without),
        tuple(zip(without.codes, without.quotes, strict=True)),
        offered(study),
        beside.problem,
        appearing,
        kept_back(study, (each.case for these in appearing.values() for each in these)),
    )


def by_theme(themes: Sequence[Theme], problems: Sequence[Problem]) -> dict[str, tuple[str, ...]]:
    """What is wrong with each theme: a problem names its theme in the beginning of its words, or by its line alone."""
    found: dict[str, list[str]] = {}
    ids = sorted({theme.id for theme in themes}, key=len, reverse=True)
    for problem in problems:
        id = next((id for id in ids if problem.message.startswith((f"{id}: ", f"{id} and "))), None)
        if id is not None:
            found.setdefault(id, []).append(problem.message.removeprefix(f"{id}: "))
    return {id: tuple(lines) for id, lines in found.items()}


def _with_words(
    study: Study, without: WithoutTheme
) -> tuple[tuple[tuple[str, str], tuple[tuple[str, str], ...]], ...]:
    from crosscase.synthesis.linking import readable_questionnaire

    asked = readable_questionnaire(study)
    return tuple(
        ((question, item_words(study, question) if asked else ""), tuple((each, item_words(study, each)) for each in items))
        for question, items in without.questions
    )  # fmt: skip


def item_words(study: Study, address: str) -> str:
    """What an item of the survey is about, fit to be shown; empty where there is no such item."""
    from crosscase.survey.items import find_item
    from crosscase.survey.model import in_language
    from crosscase.survey.station import questionnaire_of

    language = study.settings.language
    try:
        item = find_item(questionnaire_of(study), address)
    except StudyError:
        return ""
    row = in_language(item.row.label, language) if item.row is not None else ""
    answer = in_language(item.label, language) if item.options else ""
    words = ": ".join(filter(None, (row, answer))) or in_language(item.question.text, language)
    return shown(words)


def codes_linked(study: Study, address: str) -> tuple[str, ...]:
    """Paths of the codes whose own links name an item, retired ones aside."""
    book = study.codebook
    return tuple(book.path(code) for code in book if address in code.survey and not code.retired)
