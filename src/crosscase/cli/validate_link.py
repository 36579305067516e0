"""crosscase validate link: a new secret link for an informant who has lost theirs."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, note, write
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase validate link skien/I1 --url https://svar.example.org"
COLUMNS = ("informant", "link", "expires")


def validate_link(
    context: typer.Context,
    who: Annotated[
        list[str], typer.Argument(metavar="CASE/INFORMANT...", help="Who was sent a page, such as alta/I1.")
    ],
    number: Annotated[
        int | None,
        typer.Option("--round", metavar="N", min=1, help="Which round; else the one that is going on."),
    ] = None,
    url: Annotated[
        str,
        typer.Option(
            "--url", metavar="URL", help="Where informants reach the page; else http://127.0.0.1:8765."
        ),
    ] = "",
    expires: Annotated[
        str,
        typer.Option(
            "--expires", metavar="DAY", help="The link's last day; else 30 days after the deadline."
        ),
    ] = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> None:
    """Make a secret link to what an informant was sent as a page; their earlier link of the round ends.

    A link is shown this once: only a digest of its secret is kept.
    """
    from crosscase.casework.asking import next_round
    from crosscase.web.links import LOOPBACK, make_link, packet_as_sent

    changed = opened(context, study)
    number = number or next_round(changed)
    wanted = list(dict.fromkeys(who))
    packets = [packet_as_sent(changed, number, one) for one in wanted]
    if form in (Format.docx, Format.xlsx):
        raise StudyError("--format: links are written as table, csv, json, md or html")
    made = [make_link(changed, number, packet, url=url or LOOPBACK, expires=expires) for packet in packets]
    if not url:
        note(f"the link leads to this machine alone, {LOOPBACK}; --url says where informants reach the page")
    rows = [(one, link.address, link.expires) for one, link in zip(wanted, made, strict=True)]
    write(COLUMNS, rows, form, whole="link", study=changed)
