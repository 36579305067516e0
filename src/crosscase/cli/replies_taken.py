"""Replies taken into a round, and told: what was heard, what could not be placed, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from crosscase.cli.changing import carry_out
from crosscase.cli.output import complain, note, say
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.validation_file import VERDICTS, Verdict

if TYPE_CHECKING:
    from crosscase.casework.replies import Came, Placed, Received
    from crosscase.casework.reply_values import Reply, Whose
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study
    from crosscase.study.validation_file import Answer

_SAID: dict[Verdict, str] = {
    "correct": "correct", "changes": "correct with changes", "wrong": "wrong", "cannot-say": "cannot say",
    "": "words without a tick",
}  # fmt: skip


_VERDICTS = f"there are {', '.join(filter(None, VERDICTS))}"


def whose_of(sender: str, number: int) -> Whose:
    """What `--from` and `--round` say; raises StudyError."""
    from crosscase.casework.reply_values import Whose

    case, _, informant = sender.partition("/")
    if sender and not (case and informant):
        raise StudyError(f"--from {sender}: give case and informant, such as alta/I1")
    if number < 0:
        raise StudyError(f"--round {number}: rounds are counted from 1")
    return Whose(number, case, informant)


def placed_of(
    all_correct: bool,
    statements: Sequence[str],
    verdicts: Sequence[str],
    texts: Sequence[str],
    missing: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> Placed:
    """What options say that an informant answers: those of one statement stand in the same order; raises StudyError."""
    from crosscase.casework.replies import Placed
    from crosscase.cli.naming import known

    for option, given, of, what in (
        ("--verdict", verdicts, statements, "--statement"),
        ("--text", texts, statements, "--statement"),
        ("--section", sections, missing, "--missing"),
    ):
        if given and len(given) != len(of):
            raise StudyError(
                f"{option} is given {len(given)} times and {what} {len(of)} times; give one for each"
            )
    chosen = [cast(Verdict, known("verdict", word, VERDICTS, _VERDICTS)) for word in verdicts]
    found: list[tuple[str, Verdict, str]] = []
    for place, statement in enumerate(statements):
        verdict = chosen[place] if chosen else ""
        text = texts[place] if texts else ""
        if not verdict and not text.strip():
            raise StudyError(f"--statement {statement}: give its --verdict, its --text, or both")
        found.append((statement, verdict, text))
    wanting = tuple((sections[place] if sections else "", text) for place, text in enumerate(missing))
    return Placed(all_correct, tuple(found), wanting)


def take(study: Study, found: Received, label: str, by: str) -> bool:
    """Take in what one file gave, and tell it.

    Returns:
        Whether all of it found its place.
    """
    from crosscase.casework.taking_in import keep_received

    whole = not found.problems
    for problem in found.problems:
        complain(problem)
    if found.text:
        say(f"{label}: its words")
        for line in found.text.strip().split("\n"):
            say(f"    {line}")
    if found.mail:
        keep_received(study.root, found.mail, ".eml")
    for one in found.came:
        keep_received(study.root, one.raw, one.suffix)
        whole = _take(study, one, label, by) and whole
    for line in found.notes:
        note(line)
    return whole


def _take(study: Study, came: Came, label: str, by: str) -> bool:
    from crosscase.casework.nameless import told_doubtful, told_replaced, without_names
    from crosscase.casework.taking_in import LONGEST, is_cut, newer_taken_in, take_in, taken_before

    reply = came.reply
    before, newer = taken_before(study, reply), newer_taken_in(study, reply)
    edit = take_in(study, reply, by=by)
    written = _written(edit)
    left = [each.text for each in written if each.kind == "unmatched"]
    head = f"{label}: {reply.sender}, round {reply.round}"
    if edit is not None:
        carry_out(study, edit)
        told(study, label, reply, len(left))
    elif before:
        say(f"{head}: taken in before, {before}; nothing was changed")
    elif reply.is_empty:
        say(f"{head}: no answer")
    else:
        say(f"{head}: says what was taken in before; nothing was changed")
    for line in reply.notes:
        note(f"{label}: {line}")
    if edit is None:
        return True
    if again := sum(each.id not in {one.statement for one in written} for each in reply.statements):
        note(f"{label}: {counted(again, 'statement')} answered as before; that is not written down again")
    if newer:
        note(
            f"{label}: is of {reply.answered}, and a newer form, of {newer}, was taken in before: what that one says "
            "stands, and nothing is taken back"
        )
    elif back := [each.statement for each in written if each.takes_back]:
        note(
            f"{label}: has no tick any more where a former form had one; that answer is taken back: "
            f"{_numbered(study, reply, back)}"
        )
    if is_cut(reply):
        note(
            f"{label}: words of more than {LONGEST:,} characters are cut; the file as it came is in private/"
        )
    nameless = without_names(study, reply)
    if nameless.replaced:
        note(f"{label}: {told_replaced(nameless.replaced)}; the file as it came is in private/")
    for words in nameless.doubtful:
        note(f"{label}: {told_doubtful(words)}")
    for text in left:
        note(f"{label}: could not be placed: {_short(text)}")
    return not left


def _written(edit: Edit | None) -> list[Answer]:
    """The answers that an edit writes down."""
    from crosscase.study.validation_file import Answer

    after = (change.after for change in (edit.changes if edit is not None else ()))
    return [each for each in after if isinstance(each, Answer)]


def _numbered(study: Study, reply: Reply, ids: Sequence[str]) -> str:
    """Statements by the numbers they had in the packet, in its order."""
    from crosscase.casework.reply_values import Whose, asked_of

    asked = asked_of(study, Whose(reply.round, reply.case, reply.informant)).statements
    return ", ".join(each.number for each in asked if each.statement in ids)


def told(study: Study, label: str, reply: Reply, left: int = 0) -> None:
    """One line of what was heard; `left` is how many pieces of it nobody could place."""
    from crosscase.casework.reply_values import Whose, asked_of
    from crosscase.casework.standing import standing_of
    from crosscase.study.rounds import round_of

    asked = len(asked_of(study, Whose(reply.round, reply.case, reply.informant)).statements)
    people = standing_of(round_of(study, reply.round, reply.case)).informants
    in_all = next((each.answered for each in people if each.informant == reply.informant), 0)
    counts = Counter(each.verdict for each in reply.statements)
    said = [f"{counts[verdict]} {words}" for verdict, words in _SAID.items() if counts[verdict]]
    parts = [f"{len(reply.statements)} of {asked} statements answered{f' ({_listed(said)})' if said else ''}"]
    parts += [f"{in_all} of {asked} in all"] * (in_all != len(reply.statements))
    reworded = sum(bool(each.proposed) for each in reply.statements)
    parts += [f"{reworded} written anew"] * bool(reworded)
    parts += [f"{len(reply.additions)} missing"] * bool(reply.additions)
    parts += ["a remark on the whole"] * bool(reply.general)
    parts += [f"{left} not placed"] * bool(left)
    say(f"{label}: {reply.sender}, round {reply.round}: {'; '.join(parts)}")


def served(study: Study, by: str) -> bool:
    """Take in what came over the page; whether all of it found its place."""
    from crosscase.casework.replies import Came, Received, reply_of_json
    from crosscase.web.collecting import served_answers

    whole, count = True, 0
    for answer in served_answers(study.root):
        count += 1
        label = f"page of {answer.case}/{answer.informant}, {answer.received}"
        try:
            reply = reply_of_json(study, answer.raw, label, "page")
            reply = reply if reply.answered else replace(reply, answered=answer.received)
            whole = take(study, Received((Came(reply, answer.raw, ".json"),)), label, by) and whole
        except StudyError as error:
            complain(str(error))
            whole = False
    if not count:
        say("nothing has come over the page")
    return whole


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words[:100]}{'…' if len(words) > 100 else ''}”"
