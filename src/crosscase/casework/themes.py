"""In which statements of the case descriptions a theme appears: those that rest on quotes which the theme rests on too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from crosscase.casework.description import Description, description_of
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.problems import FileError
from crosscase.study.theme_file import Theme
from crosscase.synthesis.entries import places_of_entries, understood
from crosscase.synthesis.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class ThemeStatement:
    """A statement of a case description in which a theme appears.

    Attributes:
        number: as it is printed, such as `2.3`.
        shared: ids of the codings that both rest on, in the order of the statement.
        against: whether all of these speak against the theme.
    """

    case: str
    number: str
    statement: Statement
    shared: tuple[str, ...]
    against: bool = False


def statements_of_theme(
    study: Study, theme: Theme, coders: Collection[str] | None = None
) -> tuple[ThemeStatement, ...]:
    """The statements of one theme; as `statements_of_themes`."""
    return statements_of_themes(study, [theme], coders)[theme.id]


def statements_of_themes(
    study: Study, themes: Iterable[Theme], coders: Collection[str] | None = None
) -> dict[str, tuple[ThemeStatement, ...]]:
    """By theme, the statements of the text in which it appears, case by case in the order of the study.

    A case whose file cannot be read has none here.

    Args:
        coders: whose codings a theme rests on; where None, in each source those that count.

    Raises:
        StudyError: nobody of a name codes here.
    """
    descriptions = [each for each in _descriptions(study) if each.statements]
    if not descriptions:
        return {theme.id: () for theme in themes}
    frame = frame_of(study, coders)
    return {theme.id: tuple(_appearing(study, frame, theme, descriptions)) for theme in themes}


def _descriptions(study: Study) -> Iterator[Description]:
    for case in study.cases:
        try:
            yield description_of(study, case)
        except FileError:
            continue


def _appearing(
    study: Study, frame: Frame, theme: Theme, descriptions: Iterable[Description]
) -> Iterator[ThemeStatement]:
    support, against = _ids(study, frame, theme.codes), _ids(study, frame, theme.against)
    for description in descriptions:
        for each in description.statements:
            shared = tuple(id for id in each.evidence if id in support or id in against)
            if shared:
                number = description.number(each.id)
                yield ThemeStatement(description.case, number, each, shared, support.isdisjoint(shared))


def _ids(study: Study, frame: Frame, texts: Iterable[str]) -> frozenset[str]:
    """The codings that count of a theme's entries."""
    chosen_from = frame.universe
    assert chosen_from is not None
    counts = frozenset(frame.place.tolist())
    entries, _ = understood(study, texts)
    places = (place for place in places_of_entries(chosen_from, entries) if place in counts)
    return frozenset(chosen_from.passage(place).coding.id for place in places)
