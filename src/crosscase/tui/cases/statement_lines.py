"""How a case description is laid out: the case, its sections, their statements. Geometry only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from crosscase.casework.description import SectionText
from crosscase.casework.evidence import Evidence
from crosscase.casework.mark import Mark
from crosscase.casework.marks import words_in
from crosscase.casework.survey_beside import OwnLine
from crosscase.casework.validated import StatementMark
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.cases.facts import facts_of
from crosscase.tui.cases.looking import CaseLook
from crosscase.tui.cases.signs import evidence_signs, head_signs, mark_lines
from crosscase.tui.synthesis.themes_blocks import (
    MARGIN,
    Block,
    Piece,
    Row,
    Sheet,
    Stop,
    fitted,
    in_margin,
    text_rows,
)
from crosscase.tui.synthesis.wording import case_name
from crosscase.tui.words import shortened, shown, wrapped

CASE, SECTION = "case", "section:"
"""Keys of the blocks that are no statement: the case itself, and a section with its slug behind."""
NUMBER = 6  # cells of a statement's number, with the blanks behind it
OWN_ROWS = (
    2  # of the case's own answers under a section's title; all of them show when the section is at hand
)

Own = Mapping[str, Sequence[OwnLine]]
"""By section what the case itself answered in the survey."""


def section_key(slug: str) -> str:
    """The key of a section's block."""
    return f"{SECTION}{slug}"


class DescriptionSheet:
    """Lays a case description out; a statement that reads as it did is not laid out again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, tuple[Row, ...]]] = {}

    def of(self, study: Study, look: CaseLook, own: Own, language: str, width: int) -> Sheet:
        """Everything, for a width in cells."""
        rows: list[Row] = []
        stops: list[Stop] = []

        def put(its: tuple[Row, ...], key: str) -> None:
            if key:
                stops.append(Stop(key, len(rows), len(rows) + len(its), 0, width))
            rows.extend(its)

        inner, known = max(20, width - MARGIN), self._known
        for block in (_case(study, look, language, inner), *_nothing(look, inner)):
            put(in_margin(block.rows, width), block.key)
        self._known = {}
        for section in look.description.sections:
            block = _section(study, look, section, own.get(section.section.section, ()), language, inner)
            put(in_margin(block.rows, width), block.key)
            for statement in section.every:
                id = statement.id
                number, marks = look.description.number(id), look.marks_by_statement.get(id, ())
                rests, said = look.rests[id], look.said.get(id)
                reads = (statement.text, statement.state, statement.status, rests, said, language, width)
                of = (reads, mark_lines(marks, rests, statement.text) if marks else [])
                before, its = known.get(id, (None, ()))
                if before != of:
                    its = in_margin(statement_rows(statement, "", rests, marks, said, language, inner), width)
                self._known[id] = (of, its)
                put(_numbered(its, number, width), id)
        return Sheet(tuple(rows), tuple(stops), width)


def _case(study: Study, look: CaseLook, language: str, width: int) -> Block:
    facts = " · ".join(f"{name} {value}" for name, value in facts_of(study, look.case, language))
    rows = text_rows(facts, width, "dim", most=1) if facts else ()
    return Block((((case_name(study, look.case), "name"),), *rows), CASE)


def _nothing(look: CaseLook, width: int) -> list[Block]:
    if look.description.sections:
        return []
    told = "no sections yet: name them under `template` in study.yaml, or make codes (F3): each at the top is one"
    return [Block(((), *text_rows(told, width, "dim")))]


def _section(
    study: Study, look: CaseLook, section: SectionText, own: Sequence[OwnLine], language: str, width: int
) -> Block:
    slug = section.section.section
    title = f"{section.number} {shown(section.section.title(language))}"
    count = _length(section, language)
    room = width - cell_len(count) - 2
    title = shortened(title, max(8, room))
    head: Row = (
        (title, "heading"), (" " * max(2, width - cell_len(title) - cell_len(count)), ""), (count, "dim"),
    )  # fmt: skip
    rows: list[Row] = [(), head]
    rows += _answers(own, width)
    rows += [((line, kind),) for line, kind in mark_lines(look.marks_by_section.get(slug, ()))]
    return Block(tuple(rows), section_key(slug))


def _length(section: SectionText, language: str) -> str:
    """How long a section is, and how long it should be: `6 statements, 84 words of 80–200`."""
    if not section.statements and not section.section.words:
        return ""
    wanted = "–".join(map(str, section.section.words))
    words = f"{words_in(section, language)} words" + (f" of {wanted}" if wanted else "")
    return f"{counted(len(section.statements), 'statement')}, {words}"


def _answers(own: Sequence[OwnLine], width: int) -> tuple[Row, ...]:
    told = " · ".join(f"{each.question}: {each.answer}" for each in own if each.answer)
    if not told:
        return ()
    return text_rows(f"Survey: {told}", width, "dim", indent="  ", most=OWN_ROWS)


def _numbered(rows: tuple[Row, ...], number: str, width: int) -> tuple[Row, ...]:
    """The rows of a statement in its margin, with its number: a statement before it changes nothing else of them."""
    if not number or not rows:
        return rows
    margin, _, *words = rows[0]
    return (fitted((margin, (number.ljust(NUMBER), "key"), *words), width), *rows[1:])


def statement_rows(
    statement: Statement,
    number: str,
    rests: tuple[Evidence, ...],
    marks: Sequence[Mark],
    said: StatementMark | None,
    language: str,
    width: int,
) -> tuple[Row, ...]:
    """The rows of a statement: number, words with the numbers of its evidence, status; below what wants a look."""
    inner = max(12, width - NUMBER)
    kind = "dim" if statement.state == "withdrawn" else "words"
    texts = wrapped(shown(in_language(statement, language)), inner)
    rows: list[list[Piece]] = [[(text, kind)] for text in texts]
    signs = evidence_signs(rests)
    if cell_len(texts[-1]) + sum(cell_len(sign) for sign, _ in signs) > inner:
        rows.append([])
    rows[-1] += signs
    for sign, its in head_signs(statement, said):
        if sum(cell_len(text) for text, _ in rows[-1]) + cell_len(sign) + 2 > inner:
            rows.append([])
        rows[-1] += [("  " if rows[-1] else "", ""), (sign, its)]
    rows += [[(shortened(line, inner), its)] for line, its in mark_lines(marks, rests, statement.text)]
    first = (number or ("+" if statement.state == "proposed" else "−")).ljust(NUMBER)
    return tuple(((first if not at else " " * NUMBER, "key"), *row) for at, row in enumerate(rows))
