"""crosscase validate apply: decisions become new versions of the case descriptions."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import complain, say
from crosscase.cli.validate_options import RoundOption, number_of

EXAMPLE = "Example: crosscase validate apply --dry-run --coder koder-a"


def validate_apply(
    context: typer.Context,
    number: RoundOption = 0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come of it, and change nothing.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> int:
    """Apply what was decided: new versions that say which answers led to them, additions as proposed statements.

    One step for undo. Exit code 1 where a decision could not be applied; each says why.
    """
    from crosscase.casework.applying import plan_of
    from crosscase.study.ids import now

    changed = opened(context, study, coder)
    wanted = number_of(changed, number)
    plan = plan_of(changed, wanted, by=coder_of(changed), now=now())
    if plan.edit is not None and not dry_run:
        carry_out(changed, plan.edit)
    for each in plan.applied:
        if each.trouble:
            continue
        made = each.statement not in ("", each.decision.id)
        told = f", a proposed statement{'' if dry_run else f' {each.statement}'}" if made else ""
        say(f"{each.target}: {each.decision.choice}{told}{f' ({each.note})' if each.note else ''}")
    if not plan.applied:
        say(f"round {wanted} has no decisions to apply")
    elif dry_run:
        say("nothing was changed; without --dry-run it is applied")
    troubles = [each for each in plan.applied if each.trouble]
    for each in troubles:
        complain(f"{each.target}: {each.decision.choice} was not applied: {each.trouble}")
    return 1 if troubles else 0
