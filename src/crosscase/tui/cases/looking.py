"""A case as the screen shows it: its description, the evidence for it, and what wants a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crosscase.casework.description import Description, SectionText, description_of
from crosscase.casework.evidence import CaseEvidence, Evidence
from crosscase.casework.mark import Mark
from crosscase.casework.marks import marks_of
from crosscase.casework.validated import StatementMark, marks_of_statements
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage

UNUSED = frozenset({"key-unused", "code-unused"})
"""Kinds of marks that are about quotes and not about what is written."""


@dataclass(frozen=True)
class CaseLook:
    """What there is to show of a case; made anew after every change.

    Attributes:
        evidence: the codings, shared with the look before as long as no coding, code or text changed.
        marks: everything that wants a look, in the order of the description.
        rests: by statement what it rests on.
        said: by statement what came of it in the rounds of validation; those alone that somebody was sent.
    """

    description: Description
    evidence: CaseEvidence
    marks: tuple[Mark, ...]
    rests: Mapping[str, tuple[Evidence, ...]] = field(repr=False)
    said: Mapping[str, StatementMark] = field(repr=False)

    @property
    def case(self) -> str:
        """Its slug."""
        return self.description.case

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """All statements by id, in the order of the screen."""
        return {each.id: each for each in self.description.every}

    @cached_property
    def sections(self) -> Mapping[str, SectionText]:
        """The sections by slug."""
        return {each.section.section: each for each in self.description.sections}

    @cached_property
    def marks_by_statement(self) -> Mapping[str, tuple[Mark, ...]]:
        """What wants a look in a statement; those of a section under its slug, with none for a statement."""
        return _by((each.statement, each) for each in self.marks if each.statement)

    @cached_property
    def marks_by_section(self) -> Mapping[str, tuple[Mark, ...]]:
        """What wants a look in a section, and in no statement of it; what is of no section under the empty one."""
        return _by((each.section, each) for each in self.marks if not each.statement)

    @cached_property
    def unused_codes(self) -> frozenset[str]:
        """Paths of the codes of which no statement uses a quote."""
        return frozenset(each.about for each in self.marks if each.kind == "code-unused")

    @cached_property
    def marked(self) -> frozenset[tuple[str, str]]:
        """Sections, each with a statement or none, that something is to be done about where they stand."""
        return frozenset((each.section, each.statement) for each in self.marks if each.kind not in UNUSED)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that a statement or a section's title is written in, by name."""
        texts = [each.text for each in self.statements.values()]
        texts += [part.section.name for part in self.description.sections]
        return tuple(sorted({language for text in texts for language in text if language}))

    def used_in(self, passage: Passage) -> tuple[str, ...]:
        """What the statements that rest on a quote are called: by number, `+` for one that is only proposed."""
        number = self.description.number
        return tuple(number(id) or "+" for id in self.evidence.used_by(passage.coding.id))


def look(study: Study, case: str, before: CaseLook | None = None) -> CaseLook:
    """Look at a case.

    Args:
        before: what was seen last, where no coding, code or text has changed since.

    Raises:
        StudyError: there is no such case, or its file cannot be read.
    """
    description = description_of(study, case)
    if before is not None and before.case == case:
        evidence, known, rested = before.evidence, before.statements, before.rests
    else:
        evidence, known, rested = CaseEvidence(study, case), {}, {}
    rests = {
        each.id: rested[each.id] if known.get(each.id) is each else evidence.of(each)
        for each in description.every
    }
    return CaseLook(
        description, evidence, marks_of(study, case, evidence), rests, marks_of_statements(study, case)
    )


def _by(pairs: Iterable[tuple[str, Mark]]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {}
    for name, mark in pairs:
        found.setdefault(name, []).append(mark)
    return {name: tuple(marks) for name, marks in found.items()}
