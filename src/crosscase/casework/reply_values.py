"""What came back from an informant, as values, and what they were asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, TypeAlias

from crosscase.casework.matching_replies import Asked as Statement
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_numbers, round_of, told_rounds
from crosscase.study.shapes import nearest
from crosscase.study.text import normalise
from crosscase.study.validation_file import How, Sent, SentStatement, Verdict
from crosscase.study.yaml_in import shown

Matched: TypeAlias = Literal["", "id", "text", "hand"]
"""How the statement of an answer was found: by what names it, by its words, by somebody's hand."""

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")  # as some programs write the end of a line
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\u202d\u202e\ufeff\ufffe\uffff]")
_STAYS = "nothing was taken in, and the file stays where it is"
_FIRST_YEAR = 1990  # programs write 1601, 1899 or 1970 where they do not know


@dataclass(frozen=True, slots=True)
class StatementReply:
    """What was said of one statement.

    Attributes:
        id: the statement's; version: of it, as it was sent.
        verdict: as it was ticked; empty where nothing was.
        text: the informant's own words.
        proposed: the statement as the informant wrote it anew; empty where they did not.
        matched: how its statement was found.
        takes_back: what was answered to it before counts no more.
    """

    id: str
    version: int
    verdict: Verdict = ""
    text: str = ""
    proposed: str = ""
    matched: Matched = "id"
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What one informant sent back, or said.

    Attributes:
        answered: when, in UTC, as the reply tells; empty where it does not.
        receipt: blake2b (16 bytes, hex) of what came; empty where it was said.
        statements: those of which something was said; one that was left as it is is not among them.
        additions: what is missing: section (empty for the whole) and words.
        general: words on the whole.
        unmatched: words that nobody could place.
        notes: one-line remarks for whoever takes it in.
        blank: ids of statements to which the form holds no answer: one that was given before is taken back.
        whole: the words of a mail of which somebody says what they answer.
        mark: of the packet, as the form carries it; empty where it carries none.
    """

    round: int
    case: str
    informant: str
    how: How
    answered: str = ""
    receipt: str = ""
    statements: tuple[StatementReply, ...] = ()
    additions: tuple[tuple[str, str], ...] = ()
    general: str = ""
    unmatched: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    whole: str = ""
    mark: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether it is a mail in plain words, of which somebody said what it answers."""
        return self.how == "mail" and bool(self.statements or self.additions)

    @property
    def sender(self) -> str:
        """The informant with the case, such as `alta/I1`."""
        return f"{self.case}/{self.informant}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.statements or self.additions or self.general or self.unmatched)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose reply a file is, as somebody says or it tells itself; 0 and empty where that is not known."""

    round: int = 0
    case: str = ""
    informant: str = ""

    @property
    def sender(self) -> str:
        """The informant with the case; empty where it is not known."""
        return f"{self.case}/{self.informant}" if self.informant else ""


@dataclass(frozen=True)
class AskedOf:
    """What an informant was asked in a round.

    Attributes:
        statements: in the order of the packet.
        every: those of the case in any version that was sent in the round, by `<statement>:<version>`.
        language: in which it was sent.
    """

    round: int
    case: str
    informant: str
    statements: tuple[SentStatement, ...]
    language: str = ""
    every: Mapping[str, SentStatement] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, SentStatement]:
        """The statements by their id, without their version."""
        return {each.statement: each for each in self.statements}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections they stand in, in order."""
        return tuple(dict.fromkeys(each.section for each in self.statements))

    @cached_property
    def to_match(self) -> tuple[Statement, ...]:
        """The statements as `matching` takes them."""
        return tuple(
            Statement(each.statement, each.number, tuple(filter(None, each.text.values())))
            for each in self.statements
        )

    def in_version(self, id: str, version: int) -> SentStatement | None:
        """A statement in a version that was sent in the round, also before the packet was sent once more."""
        return self.every.get(f"{id}:{version}")

    def numbered(self, number: str) -> str:
        """The id of the statement that the packet gives a number; empty where there is none."""
        return next((each.statement for each in self.statements if each.number == number), "")


def asked_of(study: Study, whose: Whose, label: str = "", ids: frozenset[str] = frozenset()) -> AskedOf:
    """What an informant was asked in a round.

    Args:
        whose: the round (the latest where it is 0), case and informant.
        label: what messages call the file that the reply came in; empty where it came in none.
        ids: of statements that the reply speaks of: they tell a case that got another name since.

    Raises:
        StudyError: they were sent nothing then, in one line.
        FileError: the round cannot be read.
    """
    before, after = (f"{label}: ", _STAYS) if label else ("", "nothing was written down")
    numbers = round_numbers(study)
    number = whose.round or max(numbers, default=0)
    if number not in numbers:
        known = told_rounds(numbers) if numbers else "nobody was sent anything yet"
        raise StudyError(f"{before}there is no round {shown(str(number))} to answer, {known}; {after}")
    round = round_of(study, number)
    sent = round.sent_to(whose.case, whose.informant)
    if sent is None and whose.case not in study.cases:
        sent = _renamed(round, whose, ids)
    if sent is None:
        guess = nearest(whose.sender, round.sent)
        hint = f"did you mean {guess}" if guess else "see crosscase validate status"
        raise StudyError(
            f"{before}{shown(whose.sender)} was sent nothing in round {number} ({hint}); {after}"
        )
    statements = tuple(round.statements[key] for key in sent.statements if key in round.statements)
    every = {each.id: each for each in round.asked(sent.case)}
    language = round.language or study.settings.language
    return AskedOf(number, sent.case, sent.informant, statements, language, every)


def _renamed(round: Round, whose: Whose, ids: frozenset[str]) -> Sent | None:
    """What was sent to the same informant under the name that the case has now."""
    found = [
        sent
        for sent in round.sent.values()
        if sent.informant == whose.informant and ids & {key.rpartition(":")[0] for key in sent.statements}
    ]
    return found[0] if len(found) == 1 else None


def clean(text: str) -> str:
    """An informant's words as they are kept: letters composed, line ends as `\\n`, nothing that nobody sees."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", normalise(text)))).strip()


def utc(time: str) -> str:
    """A time as programs write it, in UTC to the second; empty where it is none."""
    try:
        found = datetime.fromisoformat(time.strip())
        known = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        return known.strftime("%Y-%m-%dT%H:%M:%SZ") if known.year >= _FIRST_YEAR else ""
    except (ValueError, OverflowError):
        return ""
