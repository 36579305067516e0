"""crosscase validate revoke: secret links that lead nowhere any more."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import say
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase validate revoke skien/I1"


def validate_revoke(
    context: typer.Context,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CASE/INFORMANT|LINK...", help="Whose links, or their ids from crosscase validate links."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every link of every round.")] = False,
    study: StudyOption = None,
) -> None:
    """End secret links at once, also while the page is served; what was saved and sent through them stays."""
    from crosscase.study.ids import now
    from crosscase.web.links import revoke
    from crosscase.web.listing import listed_links

    changed = opened(context, study)
    if bool(which) == everything:
        raise StudyError("say whose links to revoke, such as alta/I1, or --all for every one")
    live = [one.link for one in listed_links(changed.root, now()) if not one.link.revoked]
    names = {link.id: f"{link.case}/{link.informant}" for link in live}
    for word in which or ():
        if word not in names and word not in names.values():
            raise StudyError(_unknown(word, [*names, *names.values()]))
    chosen = [id for id, who in names.items() if everything or {id, who} & set(which or ())]
    for link in revoke(changed.root, chosen):
        say(f"{link.id} of {names[link.id]} in round {link.round} leads nowhere from now on")


def _unknown(word: str, known: list[str]) -> str:
    from crosscase.study.shapes import nearest
    from crosscase.study.yaml_in import shown

    guess = nearest(word, known)
    hint = f"did you mean {guess}?" if guess else "see crosscase validate links --live"
    return f"{shown(word)} has no link that could be revoked; {hint}"
