"""crosscase validate decide: what becomes of a statement after what informants said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import note, say
from crosscase.cli.validate_options import RoundOption, number_of

if TYPE_CHECKING:
    from crosscase.casework.deciding import Target
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase validate decide alta/2.3 keep --reason 'Planen sier det samme.' --coder koder-a"


def validate_decide(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Argument(
            metavar="STATEMENT",
            help="Case and number as it was sent, such as alta/2.3; or an id, also of an addition.",
        ),
    ],
    choice: Annotated[
        str,
        typer.Argument(
            metavar="CHOICE", help="accept, adapt, keep, withdraw or ask; none takes a decision back."
        ),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; needed for all but accept.")] = "",
    text: Annotated[str, typer.Option(metavar="TEXT", help="The new words, for adapt.")] = "",
    words_of: Annotated[
        str,
        typer.Option(
            "--words-of", metavar="ANSWER", help="Whose words are accepted, where several propose some."
        ),
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the words, such as nb or en; else the answer's, or the round's.",
        ),
    ] = "",
    number: RoundOption = 0,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Decide: accept the informant's words, adapt the statement, keep it, withdraw it, or ask again in the next round.

    The case description changes when decisions are applied.
    """
    from crosscase.casework.deciding import decide, take_back, target_named
    from crosscase.casework.standing import standing_in
    from crosscase.study.ids import now
    from crosscase.study.validation_file import decisions_file

    changed = opened(context, study, coder)
    wanted = number_of(changed, number)
    by = coder_of(changed)
    if choice == "none":
        edit = take_back(changed, wanted, target)
    else:
        edit = decide(
            changed, wanted, target, choice, by=by, on=now()[:10], text=text, language=language, reason=reason,
            words_of=words_of,
        )  # fmt: skip
    found = target_named(standing_in(changed, wanted), target)
    carry_out(changed, edit)
    say(f"{decisions_file(wanted)}: {edit.name}")
    _tell_unwritten(changed, found, edit.changes[0].after)
    _tell_since(changed, found)


def _tell_unwritten(study: Study, target: Target, decision: object) -> None:
    """In which languages the statement keeps its text, or would have none, once a decision with new words is applied."""
    from crosscase.casework.deciding import called_of
    from crosscase.casework.languages import named, unwritten
    from crosscase.study.descriptions import statements_of
    from crosscase.study.validation_file import Decision

    if not isinstance(decision, Decision) or not decision.text:
        return
    there = statements_of(study, decision.case) if decision.case in study.cases else ()
    present = next((each for each in there if each.id == decision.statement), None)
    own = study.settings.language
    if left := unwritten(present, decision.text, own):
        text = f"the text in {named(left, own)} stays as it is"
        comes = text if present is not None else f"there is none in {named(left, own).removesuffix(',')}"
        note(
            f"{called_of(target)}: the words are in {', '.join(decision.text)}; {comes}: "
            f"adapt with --language {left[0]} --text gives it too"
        )


def _tell_since(study: Study, target: Target) -> None:
    """What became of the statement after it was sent."""
    from crosscase.casework.applying import changed_since
    from crosscase.casework.deciding import called_of
    from crosscase.casework.standing import StatementStanding

    if isinstance(target, StatementStanding) and (since := changed_since(study, target)):
        note(f"{called_of(target)}: {since}")
