"""crosscase pseudonymise: pseudonyms in the place of names, in every text of a study."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.naming import known
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption
from crosscase.cli.spread_options import ClusterOption, JobsOption, spread_asked
from crosscase.study.problems import StudyError

EXAMPLE = 'Example: crosscase pseudonymise --as "Kari Nordmann=[Informant 2]"'

ACCEPTED = ("sure", "all")
"""Which candidates are taken for names."""


def pseudonymise(
    context: typer.Context,
    accept: Annotated[
        str,
        typer.Option(
            "--accept", metavar="WHICH", help="Only what is surely a name (sure), or everything listed (all)."
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Replace them; without it nothing is changed.")] = False,
    called: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="NAME=PSEUDONYM", help="What stands for a name; may be repeated."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="PASSAGE", help="Words in which nothing is a name; may be repeated."),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Only say where names of the roster stand; exit code 1 if any does."),
    ] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help="Put the names back, for who has the roster; needs --yes.")
    ] = False,
    commits: Annotated[
        bool, typer.Option("--commits", help="Which commits of git still hold names.")
    ] = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Find names, and put pseudonyms in their place.

    Without --yes it lists what may be a name, and what would stand for it. Names and what stands for them are kept in
    private/roster.yaml, which is never committed.
    """
    _fit(check, restore, commits, bool(accept or called or keep))
    spread = spread_asked(jobs, cluster, "--check", check)
    if check:
        from crosscase.cli.names_checked import check_names

        return check_names(opened(context, study, coder), form, spread)
    changed = opened(context, study, coder)
    if commits:
        from crosscase.cli.names_checked import show_commits

        return show_commits(changed, form)
    if restore:
        from crosscase.cli.names_replaced import put_back

        return put_back(changed, yes)
    from crosscase.cli.names_replaced import find_and_replace

    wanted = known("--accept", accept, ACCEPTED, "give sure or all") if accept else "sure" if yes else ""
    return find_and_replace(changed, wanted, yes, called or (), keep or (), form)


def _fit(check: bool, restore: bool, commits: bool, chosen: bool) -> None:
    given = [name for name, on in (("--check", check), ("--restore", restore), ("--commits", commits)) if on]
    if len(given) > 1 or (given and chosen):
        raise StudyError(f"{given[0]} goes alone; leave out the other options")
