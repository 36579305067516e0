"""validation/round-<n>/: what was asked in a round, what informants answered, and what was decided. No names.

    round.yaml                     deadline, language; who was sent what, and when
    statements.yaml                the statements as they were sent
    answers/<case>/<informant>.yaml
    decisions.yaml

Each is a file of records with ids, so that it is undone and merged like codings. Packets and replies as they went
out and came back lie in `private/validation/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal, TypeAlias, get_args

from crosscase.study.edits import WHOLE
from crosscase.study.ids import slugify
from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.shapes import ByLanguage, Flag, Listed, Slug, Text, Whole
from crosscase.study.text import normalise

FOLDER = "validation"

Verdict: TypeAlias = Literal["", "correct", "changes", "wrong", "cannot-say"]
"""What an informant says of a statement; empty for words that come without a tick."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
AnswerKind: TypeAlias = Literal["statement", "addition", "general", "unmatched"]
"""To a statement; something that is missing; a remark on the whole; what nobody could place."""
How: TypeAlias = Literal["word", "word-edits", "html", "mail", "page", "telephone", "meeting", "other"]
HOWS: tuple[How, ...] = get_args(How)
Choice: TypeAlias = Literal["accept", "adapt", "keep", "withdraw", "ask"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
PacketForm: TypeAlias = Literal["docx", "html", "page"]
PACKET_FORMS: tuple[PacketForm, ...] = get_args(PacketForm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one informant was sent.

    Attributes:
        id: `<case>/<informant>`, such as `alta/I1`.
        statements: what was asked of: `<statement>:<version>`, in the order of the packet.
        form: of the packet.
        made: when the packet was made, in UTC; mailed: when it went out, where this program sent it.
        hash: blake2b (16 bytes, hex) of the packet's file.
        deadline: the day that the packet says, where it is another than the round's.
        reminded: when reminders were made.
        was: former slugs of the case, under which packets of the round went out.
        key: the name of the key with which the packet is marked, 8 hex digits; empty where it carries no mark.
        older: those of the statements whose text was older in the packet's language than in another.
    """

    id: Text
    case: Slug
    informant: Text
    statements: Listed[Text] = ()
    form: PacketForm = "docx"
    made: Text = ""
    mailed: Text = ""
    hash: Text = ""
    deadline: Text = ""
    reminded: Listed[Text] = ()
    was: Listed[Text] = ()
    key: Text = ""
    older: Listed[Text] = ()

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.id


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A round: when answers are due (`2022-01-14`) unless a packet says otherwise, in which language, and to whom."""

    deadline: Text = ""
    language: Text = ""
    sent: Listed[Sent] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStatement:
    """A statement as it was sent.

    Attributes:
        id: `<statement>:<version>`.
        number: as the packet shows it, such as `2.3`.
        hash: of its text when it was sent, as `hash_of` gives it; empty where nobody wrote it down.
    """

    id: Text
    case: Slug
    section: Slug
    number: Text = ""
    text: ByLanguage = field(default_factory=dict)
    hash: Text = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.number or self.id

    @property
    def statement(self) -> str:
        """The id of the statement."""
        return self.id.rpartition(":")[0]

    @property
    def version(self) -> int:
        """Which version of it."""
        number = self.id.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0


def hash_of(text: Mapping[str, str]) -> str:
    """What a statement's texts by language are recognised by (blake2b, 8 bytes, hex); how lines break is no matter."""
    said = "\0".join(f"{each}\0{' '.join(normalise(words).split())}" for each, words in sorted(text.items()))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class SentStatementsFile:
    """The statements of a round."""

    statements: Listed[SentStatement] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one informant said of one statement, or of what is missing.

    Attributes:
        statement: id; empty where the answer is to none.
        version: of the statement that it answers; 0 where it is to none.
        section: of an addition: the section it is for; empty for the description as a whole.
        verdict: what was ticked or said.
        text: the informant's own words: why, or what is to be changed.
        proposed: the statement as the informant wrote it anew; empty where they did not.
        how: by which way it came.
        answered: when it was said, as the reply has it, empty where it does not say; received: when it was taken in.
        receipt: blake2b (16 bytes, hex) of the file it came in; empty where it was said.
        matched: how its statement was found: `id`, `text`, `hand`; empty where none was sought.
        by: the coder who took it in.
        takes_back: what the informant answered to the statement before counts no more: a form that was sent once more
            has no tick there.
    """

    id: Text
    case: Slug
    informant: Text
    kind: AnswerKind = "statement"
    statement: Text = ""
    version: Whole = 0
    section: Text = ""
    verdict: Verdict = ""
    text: Text = ""
    proposed: Text = ""
    how: How = "other"
    answered: Text = ""
    received: Text = ""
    receipt: Text = ""
    matched: Literal["", "id", "text", "hand"] = ""
    by: Text = ""
    takes_back: Flag = False

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.case}/{self.informant} {self.statement}".rstrip()


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """The answers of one informant in one round."""

    answers: Listed[Answer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a statement after what informants said, or of something that is missing.

    Attributes:
        id: the statement's; of an addition, that of the answer.
        choice: accept (the informant's words), adapt (others), keep, withdraw, ask again in the next round.
        text: the new text, by language, where it is accepted or adapted.
        reason: why; must be there for all but `accept`.
        answers: ids of the answers it heeds.
        by: the coder who decides; on: the day.
        applied: when it became a new version, in UTC; empty until then.
        version: the version that it made, or left.
    """

    id: Text
    case: Slug
    statement: Text = ""
    choice: Choice
    text: ByLanguage = field(default_factory=dict)
    reason: Text = ""
    answers: Listed[Text] = ()
    by: Text = ""
    on: Text = ""
    applied: Text = ""
    version: Whole = 0

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.id


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """The decisions of a round."""

    decisions: Listed[Decision] = ()


@dataclass(frozen=True, slots=True)
class RoundHead:
    """What holds for a whole round, as a record of its file: under the id `""`, so that setting it is undone too."""

    deadline: Text = ""
    language: Text = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return "the deadline and language"


class RoundKeeper(RecordFileKeeper):
    """Keeps who was sent what as records, and what holds for the round as one more under the id `""`."""

    def load(self, file: str, raw: bytes) -> Mapping[str, Any]:
        """The head, where it says anything, then whom it was sent to; raises as `RecordFileKeeper.load`."""
        sent = super().load(file, raw)
        head = RoundHead(**self.beside(file))
        return {WHOLE: head, **sent} if head != RoundHead() else sent

    def dump(self, file: str, records: Mapping[str, Any]) -> tuple[bytes | None, Mapping[str, Any]]:
        """The file; none for no records."""
        head = records.get(WHOLE, RoundHead())
        self._beside[file] = {"deadline": head.deadline, "language": head.language}
        content, sent = super().dump(file, {id: each for id, each in records.items() if id != WHOLE})
        return content, {WHOLE: head, **sent} if head != RoundHead() else sent


_ROUND = re.compile(rf"{FOLDER}/round-([1-9][0-9]{{0,3}})/(.+)")
_IDS = ("id", "case", "informant", "statement", "section", "by")


class Keepers:
    """The keepers of the files of all rounds."""

    def __init__(self) -> None:
        self.rounds = RoundKeeper(RoundFile, (*_IDS, "form", "language"))
        self.statements = RecordFileKeeper(SentStatementsFile, _IDS)
        self.answers = RecordFileKeeper(AnswersFile, (*_IDS, "kind", "verdict", "how", "matched", "receipt"))
        self.decisions = RecordFileKeeper(DecisionsFile, (*_IDS, "choice", "answers"))

    def of(self, file: str) -> RecordFileKeeper | None:
        """The keeper of a file; None where it is none of a round."""
        match = _ROUND.fullmatch(file)
        if match is None:
            return None
        name = match[2]
        if name.startswith("answers/") and name.endswith(".yaml"):
            return self.answers
        known = {
            "round.yaml": self.rounds,
            "statements.yaml": self.statements,
            "decisions.yaml": self.decisions,
        }
        return known.get(name)


def is_of_round(file: str) -> bool:
    """Whether a file is one of a round's."""
    return _KEEPERS.of(file) is not None


_KEEPERS = Keepers()


def round_file(number: int) -> str:
    """Who was sent what in a round."""
    return f"{FOLDER}/round-{number}/round.yaml"


def statements_file(number: int) -> str:
    """The statements of a round as they were sent."""
    return f"{FOLDER}/round-{number}/statements.yaml"


def answers_file(number: int, case: str, informant: str) -> str:
    """The answers of an informant of a case."""
    return f"{FOLDER}/round-{number}/answers/{case}/{slugify(informant)}.yaml"


def decisions_file(number: int) -> str:
    """The decisions of a round."""
    return f"{FOLDER}/round-{number}/decisions.yaml"
