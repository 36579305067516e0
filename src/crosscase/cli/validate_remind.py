"""crosscase validate remind: drafts of mail to those who have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, say, write
from crosscase.cli.validate_options import CaseOption, RoundOption, number_of

if TYPE_CHECKING:
    from crosscase.casework.reminding import Link, Reminder
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase validate remind --dry-run"
COLUMNS = ("informant", "state", "overdue", "asked", "answered", "reminded", "address")


def validate_remind(
    context: typer.Context,
    number: RoundOption = 0,
    case: CaseOption = "",
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="INFORMANT", help="Only them, such as I1 or alta/I1; may be repeated."),
    ] = None,
    url: Annotated[
        str,
        typer.Option(
            "--url",
            metavar="URL",
            help="Where informants reach the served page: reminders of a page hold a link of their own.",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show who would be reminded, and write nothing.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Remind the informants who have not answered, or not all, by drafts of mail in the private folder.

    Nothing is sent. Exit code 1 where somebody has no e-mail address in private/contacts.yaml.
    """
    from crosscase.casework.reminding import remind, reminders_of
    from crosscase.cli.naming import case_named
    from crosscase.study.ids import now
    from crosscase.study.private import private_folder

    changed = opened(context, study, coder)
    wanted = number_of(changed, number)
    cases = (case_named(changed, case).id,) if case else ()
    time = now()
    makes = _linking(changed, wanted, url, dry_run)
    found = reminders_of(changed, wanted, time[:10], cases=cases, informants=to or (), link=makes)
    _tell_not_placed(changed, wanted)
    _tell_later(changed, wanted)
    if not found and form is Format.table:
        say(f"nobody of round {wanted} has anything left to answer")
    if dry_run:
        _show(changed, found, form)
        return 0
    edit, names = remind(changed, wanted, found, time)
    if edit is not None:
        carry_out(changed, edit)
    for name in names:
        say(f"wrote {private_folder(changed.root) / name}")
    return _tell_left(found, url)


def _show(study: Study, found: Sequence[Reminder], form: Format) -> None:
    rows = [
        (
            each.id, each.standing.state, each.standing.overdue, each.standing.asked, each.standing.answered,
            each.last[:10], each.mail is not None,
        )
        for each in found
    ]  # fmt: skip
    write(COLUMNS, rows, form, study=study)


def _tell_not_placed(study: Study, number: int) -> None:
    from crosscase.casework.standing import standing_of
    from crosscase.study.rounds import round_of

    for each in standing_of(round_of(study, number)).informants:
        if each.state == "answered, not placed":
            note(
                f"{each.id} has answered in words that are not placed yet, and is not reminded; place them first"
            )


def _tell_later(study: Study, number: int) -> None:
    from crosscase.casework.reminding import sent_since

    by_round: dict[int, list[str]] = {}
    for id, round in sent_since(study, number).items():
        by_round.setdefault(round, []).append(id)
    for round, ids in by_round.items():
        note(f"{', '.join(ids)}: sent round {round} since, and reminded of that one alone: --round {round}")


def _tell_left(found: Sequence[Reminder], url: str) -> int:
    """Who is written to without a link, and who cannot be written to; the exit code."""
    if pages := [each.id for each in found if each.mail is not None and each.sent.form == "page" and not url]:
        note(
            f"{', '.join(pages)}: the reminder holds no link, since links are not kept; --url makes one for it"
        )
    unreached = [each.id for each in found if each.mail is None]
    for id in unreached:
        complain(f"{id} has no e-mail address in private/contacts.yaml and is not reminded; write it there")
    return 1 if unreached else 0


def _linking(study: Study, number: int, url: str, dry_run: bool) -> Link | None:
    """Makes a link beside the earlier one: a reminder that is never sent takes nobody's away."""
    from crosscase.web.links import base_url, make_link, packet_as_sent

    if url:
        base_url(url)
    if not url or dry_run:
        return None

    def link(who: str) -> str:
        return make_link(study, number, packet_as_sent(study, number, who), url=url, beside=True).address

    return link
