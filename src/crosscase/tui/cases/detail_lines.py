"""What is at the cursor, told whole: a statement with its evidence, a section, a quote, the case. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosscase.casework.description import SectionText, edition_of
from crosscase.casework.evidence import Evidence
from crosscase.casework.mark import Mark
from crosscase.casework.marks_said import told as in_lines
from crosscase.casework.notices import notice_of
from crosscase.casework.survey_beside import OwnLine
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.synthesis.context import context_of
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases.evidence_rows import safe
from crosscase.tui.cases.facts import facts_of
from crosscase.tui.cases.looking import UNUSED, CaseLook
from crosscase.tui.cases.signs import DOUBT, SEVERE, head_signs, raised
from crosscase.tui.quotes.rows import flowing, marks_of
from crosscase.tui.synthesis.themes_blocks import MARGIN, Block, Row, text_rows
from crosscase.tui.synthesis.wording import case_name, code_name, joined
from crosscase.tui.words import shown

STATES = {
    "": "",
    "changed": "≠ its words were edited since they were coded",
    "reworded": "≠ other words than when the statement was last looked at",
    "recoded": "≠ another code than when the statement was last looked at",
    "lost": "! its words stand in no text any more",
    "gone": "! there is no such coding any more",
    "elsewhere": "! it is of another case",
}
"""What became of a coding, with a sign."""
NO_ANSWER = {
    "not-asked": "not asked",
    "no-answer": "no answer",
    "no-respondent": "the case names no respondent",
    "unknown-respondent": "its respondent has no responses",
    "no-responses": "there are no responses",
    "no-item": "there is no such item",
}
MEMO_ROWS = 4
_TOLD_BELOW = frozenset({"gone", "elsewhere", "lost", "changed", "reworded", "recoded", "paraphrase"})
"""Marks that each quote of a statement says of itself."""


def statement_detail(
    study: Study, look: CaseLook, statement: Statement, language: str, width: int
) -> list[Block]:
    """A statement: what wants a look, its evidence quote by quote, its other texts and versions."""
    width -= MARGIN
    number = look.description.number(statement.id)
    signs = head_signs(statement, look.said.get(statement.id))
    head = joined(
        f"Statement {number}".strip(),
        *(text for text, _ in signs),
        f"version {statement.version}",
        shown(statement.by),
        statement.on[:10],
        shown(statement.why),
    )
    marks = [each for each in look.marks_by_statement.get(statement.id, ()) if each.kind not in _TOLD_BELOW]
    found = [Block(text_rows(head, width, "name")), *_marks(marks, width)]
    for at, evidence in enumerate(look.rests[statement.id], 1):
        found.append(Block(_evidence(study, evidence, at, width), evidence.id))
    said = in_language(statement, language)
    for other, text in statement.text.items():
        if text and text != said:
            found.append(Block(text_rows(f"{other or 'any language'}: {text}", width, "dim", most=4)))
    for former in reversed(statement.history):
        words = former.text.get(language) or next(iter(former.text.values()), "")
        told = joined(f"version {former.version}", former.status, former.by, former.on[:10], former.why)
        found.append(Block((*text_rows(told, width, "dim"), *text_rows(words, width, "dim", indent="  "))))
    return found


def _evidence(study: Study, evidence: Evidence, at: int, width: int) -> tuple[Row, ...]:
    state = STATES[evidence.state] + (f": {evidence.case}" if evidence.case else "")
    passage = evidence.passage
    if passage is None:
        return text_rows(f"{raised(at)} coding {evidence.id} {state}", width, "bad")
    roles = f" ({', '.join(passage.roles)})" if passage.roles else ""
    marks = " ".join(text for text, _ in marks_of(study, passage))
    line = f"line {passage.place}" if passage.is_placed else ""
    source = passage.coding.source.removeprefix(f"{passage.case}/")
    head = joined(", ".join(passage.speakers) + roles, source, line, code_name(study, passage.path), marks)
    rows = text_rows(f"{raised(at)} {head}", width, "key")
    if state:
        rows += text_rows(state, width, "bad" if state.startswith("!") else "warn", indent="  ")
    return rows + text_rows(passage.words, width, "words", indent="  ")


def section_detail(
    study: Study, look: CaseLook, section: SectionText, own: Sequence[OwnLine], language: str, width: int
) -> list[Block]:
    """A section: what it is made from, what the case itself answered, what wants a look."""
    width -= MARGIN
    template = section.section
    wanted = f"{'–'.join(map(str, template.words))} words" if template.words else ""
    head = joined(f"Section {section.number} {shown(template.title(language))}", template.form, wanted)
    found = [Block(text_rows(head, width, "name"))]
    if template.framing:
        found.append(Block(text_rows("leads the reader in, and needs no evidence", width, "dim")))
    for each in own:
        answer = each.answer or NO_ANSWER.get(each.state, each.state)
        rows = text_rows(f"{each.address} {each.question}", width, "dim")
        found.append(
            Block((*rows, *text_rows(answer, width, "words" if each.answer else "dim", indent="  ")))
        )
    if template.codes:
        codes = ", ".join(code_name(study, path) for path in template.codes)
        found.append(Block(text_rows(f"rests on {codes}", width, "dim")))
    return found + _marks(look.marks_by_section.get(template.section, ()), width)


def quote_detail(study: Study, look: CaseLook, passage: Passage, language: str, width: int) -> list[Block]:
    """A quote: the statements that rest on it, the words around it, its memo."""
    width -= MARGIN
    roles = f" ({', '.join(passage.roles)})" if passage.roles else ""
    marks = " ".join(text for text, _ in marks_of(study, passage))
    head = joined(code_name(study, passage.path), ", ".join(passage.speakers) + roles, passage.section, marks)
    found = [Block(text_rows(head, width, "name"))]
    for id in look.evidence.used_by(passage.coding.id):
        text = in_language(look.statements[id], language) if id in look.statements else ""
        number = look.description.number(id) or "+"
        found.append(Block(text_rows(f"→ {number} {text}", width, "good", most=2)))
    before, words, after = (safe(part) for part in context_of(study, passage, "paragraph"))
    found.append(Block(tuple(flowing([(before, "dim"), (words, "name"), (after, "dim")], width))))
    if memo := passage.coding.memo.strip():
        found.append(Block(text_rows(f"✎ {memo}", width, "dim", most=MEMO_ROWS)))
    return found


def case_detail(study: Study, look: CaseLook, language: str, width: int) -> list[Block]:
    """The case: its facts, the edition of its description, what no statement uses."""
    width -= MARGIN
    edition = edition_of(look.description)
    mark = f"edition {edition.mark}" if edition.statements else ""
    count = counted(edition.statements, "statement")
    head = joined(case_name(study, look.case), mark, edition.on[:10], count)
    found = [Block(text_rows(head, width, "name"))]
    for name, value in facts_of(study, look.case, language):
        found.append(Block(text_rows(f"{name}: {value}", width, "words")))
    if notice := notice_of(study, look.case, study.settings.language):
        found.append(Block(text_rows(notice, width, "dim")))
    unused = [mark for mark in look.marks if mark.kind in UNUSED]
    return [*found, *_marks([*look.marks_by_section.get("", ()), *(m for m in unused if m.section)], width)]


def _marks(marks: Iterable[Mark], width: int) -> list[Block]:
    found = []
    for line in in_lines(marks):
        sign, style = (SEVERE, "bad") if line.first.severe else (DOUBT, "warn")
        found.append(Block(text_rows(f"{sign} {line.text}", width, style)))
    return found
