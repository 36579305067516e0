"""crosscase validate send: case descriptions to the informants who were interviewed."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.naming import known
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase validate send --round 1 --case alta --dry-run"


RoundOption = Annotated[
    int,
    typer.Option(
        "--round", metavar="N", help="Which round; else the one that is going on.", show_default=False
    ),
]
CasesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="CASE...", help="Only these cases, as --case.")
]
CasesOption = Annotated[
    list[str] | None, typer.Option("--case", metavar="CASE", help="Only this case; may be repeated.")
]
InformantsOption = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="INFORMANT", help="Only this informant, I1 or alta/I1; may be repeated."),
]
KindOption = Annotated[
    str,
    typer.Option(
        "--form",
        metavar="FORM",
        help="docx (a Word file), html (a page in one file) or page (a link to the served page); else the one that "
        "each was sent last, a Word file at first.",
    ),
]
DeadlineOption = Annotated[str, typer.Option(metavar="DAY", help="When answers are due, such as 2022-01-14.")]
LanguageOption = Annotated[
    str, typer.Option(metavar="LANGUAGE", help="Of statements and form, such as nb or en.")
]
AllOption = Annotated[
    bool,
    typer.Option("--all", help="Every statement, also those nothing has become of since the last round."),
]
AgainOption = Annotated[bool, typer.Option("--again", help="Also to those who were sent this round already.")]
SmtpOption = Annotated[
    bool, typer.Option("--smtp", help="Mail it now, by the server that CROSSCASE_SMTP_HOST names.")
]
UrlOption = Annotated[
    str, typer.Option(metavar="URL", help="Where informants reach the served page; --form page needs it.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show who would get what, and write nothing.")]


def validate_send(
    context: typer.Context,
    only: CasesArgument = None,
    number: RoundOption = 0,
    case: CasesOption = None,
    to: InformantsOption = None,
    kind: KindOption = "",
    deadline: DeadlineOption = "",
    language: LanguageOption = "",
    everything: AllOption = False,
    again: AgainOption = False,
    smtp: SmtpOption = False,
    url: UrlOption = "",
    dry_run: DryRunOption = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Send the descriptions to the informants, statement by statement, and keep what was sent.

    Packets and drafts of mail come into the private folder; nothing goes out by the network without --smtp.
    """
    from typing import cast

    from crosscase.cli.packets_sent import Sending, list_packets, send_packets
    from crosscase.study.validation_file import PACKET_FORMS, PacketForm

    chosen = (
        cast(PacketForm, known("--form", kind, PACKET_FORMS, "give docx, html or page")) if kind else None
    )
    given = context.get_parameter_source("number")
    if number < 0 or (number == 0 and given is not None and given.name == "COMMANDLINE"):
        raise StudyError(f"--round {number}: rounds are counted from 1")
    if url and chosen not in ("page", None):
        raise StudyError("--url goes with --form page; leave it out")
    if form is not Format.table and not dry_run:
        raise StudyError("--format is of the list that --dry-run shows; leave it out, or add --dry-run")
    changed = opened(context, study, coder)
    wanted = Sending(
        number,
        (*(only or ()), *(case or ())),
        tuple(to or ()),
        chosen,
        deadline,
        language,
        everything,
        again,
        smtp,
        url,
    )
    return list_packets(changed, wanted, form) if dry_run else send_packets(changed, wanted)
