"""What no theme has taken up: items of the survey and codes; and what the codes' own links to the survey would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.theme_file import Theme
from crosscase.study.themes import themes_of
from crosscase.survey.items import find_item, has_item
from crosscase.survey.model import Question, Questionnaire
from crosscase.synthesis.entries import codes_named, understood
from crosscase.synthesis.linking import counts, readable_questionnaire


@dataclass(frozen=True, slots=True)
class WithoutTheme:
    """What no theme names, in the order of the survey and of the codebook.

    Attributes:
        questions: (question, its items that no theme names): of single and multiple questions each option and box,
            "don't know" aside; of grids each row; of numbers the question itself. Naming a question names all of it,
            naming a box its options, naming an answer of a row the row.
        codes: paths; naming a code names all below it. A code that stands for those below it, all of which are named,
            is named too where no coding that counts has it itself.
        quotes: how many codings that count each of those codes has itself.
    """

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    codes: tuple[str, ...]
    quotes: tuple[int, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items of all questions."""
        return tuple(item for _, items in self.questions for item in items)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the codes' own `survey` links would give.

    Attributes:
        theme: id of a theme that is set beside nothing yet; empty where a code is without a theme.
        codes: paths whose links are meant.
        survey: the items they name.
    """

    theme: str
    codes: tuple[str, ...]
    survey: tuple[str, ...]


def without_theme(study: Study) -> WithoutTheme:
    """The items of the survey and the codes that no theme names.

    Raises:
        FileError: the file of themes cannot be read.
    """
    themes = themes_of(study)
    asked = readable_questionnaire(study)
    questions = _items_left(asked, themes) if asked is not None else ()
    coded = counts(study)
    left = _codes_left(study, themes, coded)
    book = study.codebook
    return WithoutTheme(
        tuple(questions), tuple(book.path(code) for code in left), tuple(coded[code.id] for code in left)
    )


def offered(study: Study) -> tuple[Offered, ...]:
    """What could be linked: for themes without items of the survey, then for codes without a theme.

    The links of a theme's codes are those of the codes it rests on and of all below them. Items that are gone are not
    offered.

    Raises:
        FileError: the file of themes cannot be read.
    """
    asked = readable_questionnaire(study)
    if asked is None:
        return ()
    book, themes = study.codebook, themes_of(study)
    found: list[Offered] = []
    for theme in themes:
        if not theme.survey:
            entries, _ = understood(study, theme.codes)
            ids = dict.fromkeys(id for entry in entries for id in codes_named(study, entry))
            found += _offer(study, asked, theme.id, [book.by_id[id] for id in ids])
    for code in _codes_left(study, themes, counts(study)):
        found += _offer(study, asked, "", [code])
    return tuple(found)


def _offer(study: Study, asked: Questionnaire, theme: str, codes: Iterable[Code]) -> Iterator[Offered]:
    linked = [(code, [item for item in code.survey if has_item(asked, item)]) for code in codes]
    items = dict.fromkeys(item for _, found in linked for item in found)
    if items:
        yield Offered(
            theme, tuple(study.codebook.path(code) for code, found in linked if found), tuple(items)
        )


def _items_left(asked: Questionnaire, themes: Sequence[Theme]) -> Iterator[tuple[str, tuple[str, ...]]]:
    whole: set[str] = set()
    rows: set[tuple[str, str]] = set()
    answers: set[tuple[str, str]] = set()
    for address in dict.fromkeys(address for theme in themes for address in theme.survey):
        if not has_item(asked, address):
            continue
        item = find_item(asked, address)
        question = item.question
        if item.row is not None:
            rows.add((question.id, item.row.id))
        elif not item.options:
            whole.add(question.id)
        else:
            answers.add((question.id, address.removeprefix(f"{question.id}.")))
            answers.update((question.id, option) for option in item.options)
    for question in asked.asked_questions():
        left = tuple(_left_of(question, rows, answers)) if question.id not in whole else ()
        if left:
            yield question.id, left


def _left_of(question: Question, rows: set[tuple[str, str]], answers: set[tuple[str, str]]) -> Iterator[str]:
    if question.kind == "number":
        yield question.id
    elif question.kind == "grid":
        yield from (f"{question.id}.{row.id}" for row in question.rows if (question.id, row.id) not in rows)
    elif question.kind in ("single", "multiple"):
        unsure = {option.id for option in question.options if option.unsure}
        for part in question.answers:
            if part.id not in unsure and (question.id, part.id) not in answers:
                yield f"{question.id}.{part.id}"


def _codes_left(study: Study, themes: Sequence[Theme], coded: Counter[str]) -> list[Code]:
    named: set[str] = set()
    for theme in themes:
        entries, _ = understood(study, (*theme.codes, *theme.against))
        named.update(id for entry in entries for id in codes_named(study, entry))
    book = study.codebook

    def is_named(code: Code) -> bool:
        if code.id in named:
            return True
        below = book.children(code)
        return bool(below) and not coded[code.id] and all(map(is_named, below))

    return [code for code in book if not code.retired and not is_named(code)]
