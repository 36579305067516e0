"""A form that an informant sends more than once: each file holds the whole form as it stood then.

So a tick that a later file does not have any more was taken back, whichever of the files is taken in first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crosscase.casework.reply_values import Reply, StatementReply
from crosscase.casework.standing import said_at
from crosscase.study.ids import derived_id
from crosscase.study.rounds import still_said
from crosscase.study.validation_file import Answer

_FORMS = ("html", "page")
_NOTHING: tuple[Answer, ...] = ()


def id_in(receipt: str, about: str, count: int = 1) -> str:
    """The id of an answer in a file: the same wherever the file is taken in.

    Args:
        about: kind and statement, such as `statement aaaaaaaa11`.
        count: which of those in the file that are about the same.
    """
    return derived_id(f"{receipt} {about} {count}")


def newer_form(reply: Reply, here: Iterable[Answer]) -> Answer | None:
    """An answer of the newest form that was taken in before, where the reply is a form and older; else None.

    Args:
        here: all answers of the same informant in the round.
    """
    if reply.how not in _FORMS or not reply.answered:
        return None
    forms = (each for each in here if each.how in _FORMS and each.receipt and each.receipt != reply.receipt)
    newest = max(forms, key=said_at, default=None)
    return newest if newest is not None and said_at(newest) > reply.answered else None


def with_taken_back(reply: Reply, here: Iterable[Answer]) -> Reply:
    """A form with what it takes back: where it has no tick any more, what stood there in a former form.

    What was said otherwise since, as by telephone, stands; nor does an older form take back anything.
    """
    listed = tuple(here)
    if reply.how not in _FORMS or newer_form(reply, listed) is not None:
        return reply
    standing = _by_statement(listed)
    words = (
        replace(each, takes_back=True)
        if not each.verdict and _has_tick(standing.get(each.id, _NOTHING))
        else each
        for each in reply.statements
    )
    empty = (
        StatementReply(id, standing[id][-1].version, takes_back=True)
        for id in reply.blank
        if _is_of_form(standing.get(id, _NOTHING))
    )
    return replace(reply, statements=(*words, *empty))


def said_again(reply: Reply, here: Iterable[Answer]) -> Iterator[Answer]:
    """What a newer form, taken in before an older one, says of the statements that the older one answers.

    It was not written down where it said what had been said before, or held no answer: as the older one comes between,
    it is written now, with the id that it would have had.
    """
    listed = tuple(here)
    newer = newer_form(reply, listed)
    if newer is None:
        return
    standing = _by_statement(listed)
    written = {
        each.statement for each in listed if each.kind == "statement" and said_at(each) > reply.answered
    }
    common = Answer(
        id="", case=newer.case, informant=newer.informant, how=newer.how, answered=newer.answered,
        received=newer.received, receipt=newer.receipt, by=newer.by, matched="id",
    )  # fmt: skip
    for each in reply.statements:
        if each.id in written:
            continue
        said = standing.get(each.id, _NOTHING)
        last = said[-1] if _is_of_form(said) else None
        id = id_in(newer.receipt, f"statement {each.id}")
        if last is None:
            yield replace(common, id=id, statement=each.id, version=each.version, takes_back=True)
        elif (last.verdict, last.text, last.proposed) != (each.verdict, each.text, each.proposed):
            yield replace(
                common, id=id, statement=each.id, version=last.version, verdict=last.verdict, text=last.text,
                proposed=last.proposed, takes_back=not last.verdict,
            )  # fmt: skip


def _by_statement(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """By statement, the answers that stand, in the order they were said."""
    found: dict[str, list[Answer]] = {}
    for each in sorted(still_said(answers), key=said_at):
        if each.kind == "statement":
            found.setdefault(each.statement, []).append(each)
    return found


def _is_of_form(said: Iterable[Answer]) -> bool:
    """Whether the last word is one of a form."""
    return any(each.how in _FORMS for each in tuple(said)[-1:])


def _has_tick(said: Iterable[Answer]) -> bool:
    """Whether the last tick there is one of a form."""
    return _is_of_form(each for each in said if each.verdict)
