"""A mail with answers in its own words: whole, for somebody to say what it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crosscase.casework.placed_words import is_covering
from crosscase.casework.reply_values import AskedOf, Reply, StatementReply, Whose, asked_of, clean, utc
from crosscase.casework.word_marks import reference_of
from crosscase.reading.mail_message import MailMessage
from crosscase.reading.mail_quotes import own_words, whole_words
from crosscase.study.contacts import contacts_of
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.validation_file import Verdict
from crosscase.study.yaml_in import shown

_REFERENCE = re.compile(r"[1-9][0-9]{0,3}/[a-z0-9-]+/[^/\s]{1,80}/[0-9A-Za-z-]{8,64}")
_BELOW = re.compile(
    r"\b(?:se|svar\w*|kommentar\w*|merknad\w*|skrevet|see|answer\w*|comment\w*|repl\w+|written)\b[^.\n]{0,60}\b(?:under|below)\b|"
    r"\b(?:nedenfor|inline)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile("^>", re.MULTILINE)
_PASTED = re.compile(r"\{\s{0,20}\"crosscase\"")


@dataclass(frozen=True, slots=True)
class Placed:
    """What somebody says that an informant answers.

    Attributes:
        all_correct: every statement that was asked of, but those in `statements`.
        statements: number or id, verdict, words.
        missing: section (empty for the whole), words.
    """

    all_correct: bool = False
    statements: tuple[tuple[str, Verdict, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.all_correct or self.statements or self.missing)


NOTHING = Placed()


def whose_mail(study: Study, mail: MailMessage, given: Whose) -> Whose:
    """Whose answer a mail is: as somebody says, else by the reference it quotes, else by its sender's address.

    Raises:
        StudyError: the contacts cannot be read.
    """
    if given.informant:
        return given
    match = _REFERENCE.search(f"{mail.subject}\n{mail.text}")
    reference = reference_of(match[0]) if match is not None else None
    if reference is not None and reference.study == study.settings.id:
        return Whose(given.round or reference.round, reference.case, reference.informant)
    known = [
        one.id for one in contacts_of(study).informants.values()
        if one.email and one.email.casefold() == mail.sender
    ]  # fmt: skip
    if len(known) == 1:
        case, _, informant = known[0].partition("/")
        return Whose(given.round, case, informant)
    return given


def reply_of_mail(
    study: Study, mail: MailMessage, receipt: str, label: str, whose: Whose, placed: Placed = NOTHING
) -> Reply:
    """The answer in a mail's own words, as far as somebody says what it answers; else the words, unmatched.

    Raises:
        StudyError: whose it is, or what it answers, cannot be told; one line.
    """
    if not whose.informant:
        raise StudyError(f"{label}: cannot tell whose mail it is; give --from such as alta/I1, and --round")
    asked = asked_of(study, whose, label)
    text = clean(mail.own_text)
    # the answer may stand in what is quoted, where no line tells it apart
    if not text or (_BELOW.search(text) and not _QUOTED.search(text)):
        text = clean(whole_words(mail.text))
    reply = Reply(asked.round, asked.case, asked.informant, "mail", utc(mail.date), receipt)
    if placed:
        return placed_reply(asked, replace(reply, whole=text), placed)
    if not text:
        return replace(reply, notes=("holds no words",))
    hint = "say what it answers: --all-correct, --statement NUMBER --verdict VERDICT, or --missing TEXT"
    return replace(reply, unmatched=(text,), notes=(hint,))


def placed_reply(asked: AskedOf, reply: Reply, placed: Placed) -> Reply:
    """A reply with what somebody says that it answers.

    Raises:
        StudyError: a statement or section is none that was asked of; one line, with the nearest one.
    """
    statements: dict[str, StatementReply] = {}
    if placed.all_correct:
        for each in asked.statements:
            statements[each.statement] = StatementReply(
                each.statement, each.version, "correct", matched="hand"
            )
    own: set[str] = set()
    for word, verdict, text in placed.statements:
        id = _statement(asked, word)
        if id in own:
            raise StudyError(f"statement {shown(word)} is named twice; say once what was answered")
        own.add(id)
        version = asked.by_id[id].version
        statements[id] = StatementReply(id, version, verdict, clean(text), matched="hand")
    for section, _ in placed.missing:
        if section and section not in asked.sections:
            guess = nearest(section, asked.sections)
            hint = f"did you mean {guess}?" if guess else f"there are {', '.join(asked.sections)}"
            raise StudyError(f"there is no section {shown(section)} in what was sent; {hint}")
    order = [each.statement for each in asked.statements]
    return replace(
        reply,
        statements=tuple(statements[id] for id in order if id in statements),
        additions=tuple((section, clean(text)) for section, text in placed.missing if clean(text)),
    )


def answers_in_text(text: str) -> tuple[bytes, str]:
    """The answer file that somebody pasted into a mail, and the words around it; no bytes where there is none."""
    for match in _PASTED.finditer(text):
        try:
            found, end = json.JSONDecoder().raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found.get("crosscase") == "answers":
            answers = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
            return answers, text[: match.start()] + text[end:]
    return b"", text


def covering(study: Study, words: str, replies: Iterable[Reply]) -> str:
    """Words beside an attached answer that shall be kept: long ones, and those that name a statement."""
    text = clean(own_words(words))
    asked = [asked_of(study, Whose(each.round, each.case, each.informant)) for each in replies]
    return "" if is_covering(text, asked) else text


def _statement(asked: AskedOf, word: str) -> str:
    id = word if word in asked.by_id else asked.numbered(word)
    if id:
        return id
    numbers = [each.number for each in asked.statements if each.number]
    guess = nearest(word, [*numbers, *asked.by_id])
    hint = (
        f"did you mean {guess}?"
        if guess
        else f"they run from {numbers[0]} to {numbers[-1]}"
        if numbers
        else ""
    )
    raise StudyError(
        f"{asked.case}/{asked.informant} was not asked about statement {shown(word)} in round {asked.round}"
        + (f"; {hint}" if hint else "")
    )
