"""crosscase validate links: the secret links there are, what has become of their forms, and the audit."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

EXAMPLE = "Example: crosscase validate links"
COLUMNS = (
    "round", "case", "informant", "link", "state", "made", "expires", "opened", "saved", "sent", "sendings",
)  # fmt: skip
BRIEF = ("round", "case", "informant", "link", "state", "expires", "opened", "saved", "sent")
AUDIT = ("minute", "event", "link", "address", "times")


def validate_links(
    context: typer.Context,
    live: Annotated[bool, typer.Option("--live", help="Only those that lead somewhere now.")] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="What happened instead, minute by minute, by the ids of links.")
    ] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the secret links of served forms, without their secrets, and when each form was opened, saved and sent."""
    from crosscase.study.ids import now
    from crosscase.web.listing import listed_links, noted_things

    shown = opened(context, study)
    if audit:
        things = [(n.minute, n.event, n.link, n.address, n.times) for n in noted_things(shown.root)]
        write(AUDIT, things, form, whole="event", study=shown, output=output, replace=replace)
        return
    rows = [
        (
            one.link.round, one.link.case, one.link.informant, one.link.id, one.state, one.link.made, one.link.expires,
            one.opened, one.saved, one.sent, one.sendings,
        )
        for one in listed_links(shown.root, now())
        if one.state == "live" or not live
    ]  # fmt: skip
    write(COLUMNS, rows, form, BRIEF, "informant", study=shown, output=output, replace=replace)
