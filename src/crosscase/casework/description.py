"""A case description: the sections of the template with the statements that stand in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crosscase.casework.sections import template_of
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statements_of
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.template import TemplateSection
from crosscase.study.yaml_in import shown


@dataclass(frozen=True, slots=True)
class SectionText:
    """What stands in a section.

    Attributes:
        number: from 1, as it is printed.
        known: whether the template has it; one that it has not is only shown where something stands in it.
        statements: those of the text, in order.
        proposed, withdrawn: those that are not part of it yet, or not any more.
    """

    section: TemplateSection
    number: int
    known: bool
    statements: tuple[Statement, ...] = ()
    proposed: tuple[Statement, ...] = ()
    withdrawn: tuple[Statement, ...] = ()

    @property
    def every(self) -> tuple[Statement, ...]:
        """All three, in this order."""
        return (*self.statements, *self.proposed, *self.withdrawn)


@dataclass(frozen=True)
class Description:
    """The description of a case; sections in the order of the template, those it has not after them."""

    case: str
    sections: tuple[SectionText, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the text, in order."""
        return tuple(each for section in self.sections for each in section.statements)

    @property
    def every(self) -> tuple[Statement, ...]:
        """All statements, proposed and withdrawn ones too."""
        return tuple(each for section in self.sections for each in section.every)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """By statement of the text what it is printed as, such as `2.3`: section and place."""
        return {
            each.id: f"{section.number}.{place}"
            for section in self.sections
            for place, each in enumerate(section.statements, 1)
        }

    def number(self, id: str) -> str:
        """The number of a statement; empty where it is not part of the text."""
        return self.numbers.get(id, "")

    def section(self, slug: str) -> SectionText | None:
        """A section; None where neither the template nor the description has it."""
        return next((each for each in self.sections if each.section.section == slug), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells one state of a description from another in print.

    Attributes:
        mark: six hex digits of what the text says and where (blake2b over sections, ids, versions, status and texts, in
            order).
        on: when the latest of its statements was changed, in UTC; empty where none says.
        statements: how many it has.
    """

    mark: str
    on: str
    statements: int


def description_of(study: Study, case: str) -> Description:
    """The description of a case.

    Raises:
        StudyError: there is no such case; says the nearest.
        FileError: its file cannot be read.
    """
    if case not in study.cases:
        guess = nearest(case, study.cases)
        hint = f"did you mean {guess}?" if guess else "see crosscase case list"
        raise StudyError(f"there is no case {shown(case)}; {hint}")
    return arranged(case, template_of(study), statements_of(study, case))


def arranged(case: str, template: Iterable[TemplateSection], statements: Iterable[Statement]) -> Description:
    """Statements in the sections of a template, each section by their rank."""
    inside: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda each: each.rank):
        inside.setdefault(statement.section, []).append(statement)
    listed = [(section, True) for section in template]
    names = {section.section for section, _ in listed}
    listed += [(TemplateSection(section=slug), False) for slug in inside if slug not in names]
    return Description(
        case,
        tuple(
            _section(section, number, known, inside.get(section.section, ()))
            for number, (section, known) in enumerate(listed, 1)
        ),
    )


def edition_of(description: Description) -> Edition:
    """The edition of a description as it is now."""
    hashed = hashlib.blake2b(digest_size=3)
    for each in description.statements:
        parts = (
            each.section,
            each.id,
            str(each.version),
            each.status,
            *(f"{k}\0{v}" for k, v in sorted(each.text.items())),
        )
        hashed.update("\0".join((*parts, "\n")).encode("utf-8", "surrogatepass"))
    latest = max((each.on for each in description.statements), default="")
    return Edition(hashed.hexdigest(), latest, len(description.statements))


def _section(
    section: TemplateSection, number: int, known: bool, statements: Iterable[Statement]
) -> SectionText:
    listed = tuple(statements)
    return SectionText(
        section,
        number,
        known,
        tuple(each for each in listed if not each.state),
        tuple(each for each in listed if each.state == "proposed"),
        tuple(each for each in listed if each.state == "withdrawn"),
    )
