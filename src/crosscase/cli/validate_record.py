"""crosscase validate record: what an informant said by telephone or in a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import case_named, known
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import note
from crosscase.cli.validate_options import RoundOption
from crosscase.cli.validate_receive import (
    AllCorrectOption,
    MissingOption,
    SectionOption,
    StatementOption,
    TextOption,
    VerdictOption,
)
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.casework.reply_values import AskedOf
    from crosscase.study.folder import Study
    from crosscase.study.validation_file import How

EXAMPLE = "Example: crosscase validate record alta --from I1 --by meeting --all-correct --coder koder-a"


_WAYS: tuple[How, ...] = ("telephone", "meeting", "other")


def validate_record(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case.")],
    sender: Annotated[str, typer.Option("--from", metavar="INFORMANT", help="Who said it, such as I1.")],
    by: Annotated[
        str, typer.Option("--by", metavar="HOW", help="How it was said: telephone, meeting or other.")
    ],
    number: RoundOption = 0,
    all_correct: AllCorrectOption = False,
    statement: StatementOption = None,
    verdict: VerdictOption = None,
    text: TextOption = None,
    missing: MissingOption = None,
    section: SectionOption = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DAY", help="When, such as 2022-01-10; else today.")
    ] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write down what an informant said, statement by statement."""
    from crosscase.casework.nameless import told_doubtful, told_replaced, without_names
    from crosscase.casework.reply_mail import placed_reply
    from crosscase.casework.reply_values import Reply, Whose, asked_of
    from crosscase.casework.taking_in import take_in
    from crosscase.cli.replies_taken import placed_of, told

    how = cast("How", known("--by", by, _WAYS, f"there are {', '.join(_WAYS)}"))
    if number < 0:
        raise StudyError(f"--round {number}: rounds are counted from 1")
    placed = placed_of(all_correct, statement or (), verdict or (), text or (), missing or (), section or ())
    if not placed:
        raise StudyError(
            "what was said? give --all-correct, --statement with --verdict or --text, or --missing"
        )
    at = _said_at(on)
    changed = opened(context, study, coder)
    who = coder_of(changed)
    slug = case_named(changed, case).id
    asked = asked_of(changed, Whose(number, slug, sender.removeprefix(f"{slug}/")))
    if on:
        _must_follow(at[:10], changed, asked)
    reply = placed_reply(asked, Reply(asked.round, asked.case, asked.informant, how, at), placed)
    edit = take_in(changed, reply, by=who)
    if edit is None:
        raise StudyError("nothing was said; nothing was written down")
    carry_out(changed, edit)
    told(changed, edit.files[0], reply)
    nameless = without_names(changed, reply)
    if nameless.replaced:
        note(told_replaced(nameless.replaced))
    for words in nameless.doubtful:
        note(told_doubtful(words))


def _must_follow(day: str, study: Study, asked: AskedOf) -> None:
    """Nobody has answered before the round went out: such an answer would give way to every other."""
    from datetime import datetime

    from crosscase.study.rounds import round_of

    sent = round_of(study, asked.round).sent.values()
    # as it went out first: a packet that was sent once more has a later day
    made = min((each.made for each in sent if each.case == asked.case and each.made), default="")
    try:
        first = datetime.fromisoformat(made)
    except ValueError:  # written by hand
        return
    out = min(first.date(), first.astimezone().date()).isoformat()
    if day < out:
        raise StudyError(
            f"--on {day}: round {asked.round} went out to {asked.case} on {out}; give the day on which it was said"
        )


def _said_at(on: str) -> str:
    """When it was said, in UTC; now where no day or today is given."""
    from datetime import date

    from crosscase.casework.reply_values import utc
    from crosscase.study.ids import now

    today = now()
    at = utc(on) if on and on != today[:10] else today
    if not at:
        raise StudyError(f"--on {on}: is no day; write it such as 2022-01-10")
    if at[:10] > max(today[:10], date.today().isoformat()):  # here it may be tomorrow already
        raise StudyError(f"--on {on}: is yet to come; give the day on which it was said")
    return at
