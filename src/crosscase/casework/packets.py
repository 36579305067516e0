"""What one informant of a case is sent in a round, as a value: forms for Word, browser and server are made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crosscase.casework.description import Description, SectionText, description_of
from crosscase.casework.evidence import BROKEN, CaseEvidence, informants_of
from crosscase.casework.notices import notice_over
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.people import people
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, rounds_of
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.cut_words import cut_words

Earlier: TypeAlias = Literal["", "answered", "silent", "others"]
"""What went before: nothing; the informant answered in a former round, was sent it and did not, or others were."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom informants may ask."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PacketStatement:
    """A statement as it is sent.

    Attributes:
        number: as it is shown, such as `2.3`.
        text: in the packet's language.
        quotes: the informant's own words that it rests on, where they have agreed to be quoted.
        former: the text that this informant was sent the last time, where it is another; else empty.
    """

    id: str
    version: int
    number: str
    text: str
    status: str = ""
    quotes: tuple[str, ...] = ()
    former: str = ""

    @property
    def key(self) -> str:
        """`<id>:<version>`: what rounds call it."""
        return f"{self.id}:{self.version}"


@dataclass(frozen=True, slots=True)
class PacketSection:
    """A section with the statements that are sent of it."""

    section: str
    title: str
    statements: tuple[PacketStatement, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    """What one informant is sent.

    Attributes:
        round: from 1.
        informant: as the notes name them, such as `I1`.
        deadline: `2022-01-14`, or empty.
        study_title: empty where the packet is in another language than the title.
        own_name: the informant's own name, for the greeting; empty where it is not known.
        earlier: what the informant knows of former rounds.
        in_part: only what is new, changed or open since former rounds is asked of.
    """

    study_id: str
    study_title: str
    notice: str
    round: int
    case: str
    case_name: str
    informant: str
    language: str
    deadline: str
    contact: Contact
    own_name: str
    sections: tuple[PacketSection, ...]
    earlier: Earlier = ""
    in_part: bool = False

    @property
    def statements(self) -> tuple[PacketStatement, ...]:
        """All statements, in order."""
        return tuple(each for section in self.sections for each in section.statements)


def packet_for(
    study: Study,
    number: int,
    case: str,
    informant: str,
    ids: Collection[str] | None = None,
    *,
    deadline: str = "",
    contact: Contact | None = None,
    own_name: str = "",
    language: str = "",
) -> Packet:
    """The packet of an informant.

    Args:
        number: the round.
        ids: the statements to ask of; all of the text where None.
        language: of statements and headings; the study's where empty.

    Raises:
        StudyError: there is no such case or informant.
        FileError: the case or a round cannot be read.
    """
    description = description_of(study, case)
    known = [each.name for each in people(study) if each.case == case and not each.is_interviewer]
    if informant not in known:
        guess = nearest(informant, known)
        hint = (
            f"did you mean {guess}?"
            if guess
            else f"there are {', '.join(known)}"
            if known
            else "it lists none"
        )
        raise StudyError(f"{case} has no informant {shown(informant)}; {hint}")
    language = language or study.settings.language
    evidence = CaseEvidence(study, case)
    rounds = rounds_of(study)
    before = [round for round in rounds if round.number < number]
    earlier = _earlier(before, case, informant)
    former = _sent_before(before, case, informant, language)
    numbers = _numbers(description, next((round for round in rounds if round.number == number), None), case)
    sections = (
        _section(each, numbers, ids, evidence, informant, former, language) for each in description.sections
    )
    title = title_in(study, language)
    return Packet(
        study.settings.id, title, notice_over(study, [case], language), number, case,
        study.cases[case].name, informant, language, deadline, contact or Contact(), own_name,
        tuple(each for each in sections if each.statements), earlier,
        bool(earlier) and ids is not None,
    )  # fmt: skip


def title_in(study: Study, language: str) -> str:
    """The study's title, where it is in a language; else empty, since there is none other."""
    norwegian = {"nb", "nn", "no"}
    spoken = {each.lower().partition("-")[0] for each in (language, study.settings.language)}
    return study.settings.title if len(spoken) == 1 or spoken <= norwegian else ""


def own_quotes(evidence: CaseEvidence, statement: Statement, informant: str) -> tuple[str, ...]:
    """The words of one informant that a statement rests on, dots where they were cut: theirs alone, if they may be quoted."""
    return tuple(
        dict.fromkeys(
            cut_words(each.passage)
            for each in evidence.of(statement)
            if each.passage is not None
            and each.state not in BROKEN
            and each.passage.consent == "quote"
            and each.passage.speakers == (informant,)
            and informants_of(each.passage) == (informant,)
        )
    )


def _section(
    section: SectionText,
    numbers: Mapping[str, str],
    ids: Collection[str] | None,
    evidence: CaseEvidence,
    informant: str,
    former: Mapping[str, str],
    language: str,
) -> PacketSection:
    statements = []
    for each in section.statements:
        if ids is not None and each.id not in ids:
            continue
        text = in_language(each, language)
        before = former.get(each.id, "")
        statements.append(
            PacketStatement(
                each.id,
                each.version,
                numbers[each.id],
                text,
                each.status,
                own_quotes(evidence, each, informant),
                before if before != text else "",
            )
        )
    return PacketSection(section.section.section, section.section.title(language), tuple(statements))


def _numbers(description: Description, going_on: Round | None, case: str) -> Mapping[str, str]:
    """The number of each statement: that under which the round went out, whatever was withdrawn or added since."""
    asked = going_on.asked(case) if going_on is not None else ()
    found = {each.statement: each.number for each in asked if each.number}
    taken = set(found.values())
    for id, number in description.numbers.items():
        if id in found:
            continue
        section, _, place = number.rpartition(".")
        at = int(place)
        while f"{section}.{at}" in taken:
            at += 1
        found[id] = f"{section}.{at}"
        taken.add(found[id])
    return found


def _earlier(before: Sequence[Round], case: str, informant: str) -> Earlier:
    if any(round.answers_of(case, informant) for round in before):
        return "answered"
    if any(f"{case}/{informant}" in round.sent for round in before):
        return "silent"
    return "others" if any(sent.case == case for round in before for sent in round.sent.values()) else ""


def _sent_before(before: Sequence[Round], case: str, informant: str, language: str) -> dict[str, str]:
    """By statement, the text that an informant was sent in the latest of these rounds."""
    found: dict[str, str] = {}
    for round in before:
        sent = round.sent.get(f"{case}/{informant}")
        if sent is None:
            continue
        for key in sent.statements:
            if (one := round.statements.get(key)) is not None:
                text = one.text.get(language) or one.text.get("") or next(iter(one.text.values()), "")
                found[one.statement] = text
    return found
