"""crosscase code-by: put a code on all that stands under a heading, or that somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.coded_at_once import Out, Placed, YesOption, chosen_sources, code_at_once
from crosscase.cli.naming import code_named, known
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Source

EXAMPLE = (
    "Example: crosscase code-by barriers --section 'Barrierer og muligheter' --case alta --coder koder-a"
)
_SOME = 6  # of what there is, where nothing is near
UNITS = ("section", "turn", "paragraph")


def code_by(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="CODE", help="The code's path, such as barriers/capacity.")],
    section: Annotated[str, typer.Option(metavar="TITLE", help="All that stands under this heading.")] = "",
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="All that this speaker says; alta/I1 for one case.")
    ] = "",
    role: Annotated[str, typer.Option(metavar="ROLE", help="All that speakers of this role say.")] = "",
    unit: Annotated[
        str, typer.Option("--as", metavar="UNIT", help="Code it as section, turn or paragraph.")
    ] = "",
    source: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Only in this source; may be repeated.")
    ] = None,
    case: Annotated[
        list[str] | None, typer.Option(metavar="CASE", help="Only in this case; may be repeated.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only sources of this kind; may be repeated.")
    ] = None,
    yes: YesOption = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Put a code on all that stands under a heading, or that a speaker or everybody of a role says."""
    if bool(section) + bool(speaker or role) != 1:
        raise StudyError("say what to code: --section TITLE, or --speaker NAME, or --role ROLE")
    changed = opened(context, study, coder)
    who = coder_of(changed)
    code = code_named(changed, path)
    sources = chosen_sources(changed, source or (), case or (), kind or ())
    if section:
        spans, name = _under_heading(changed, sources, section, unit or "section")
    else:
        spans, name = _of_speaker(changed, sources, speaker, role, unit or "turn")
    code_at_once(changed, who, code, spans, Out(form, output, replace), yes=yes, name=name)


def _under_heading(study: Study, sources: list[Source], title: str, unit: str) -> tuple[list[Placed], str]:
    from crosscase.study.structure import headings, same_title, spans_under_heading

    known("unit", unit, UNITS, f"give {', '.join(UNITS)}")
    there = {same_title(heading.title): heading.title for heading in headings(study, sources)}
    spelt = _named("heading", title, there)
    if unit == "turn":
        return spans_under_heading(study, sources, spelt, "turn"), f"turn under “{spelt}”"
    if unit == "paragraph":
        return spans_under_heading(study, sources, spelt, "paragraph"), f"paragraph under “{spelt}”"
    return spans_under_heading(study, sources, spelt), f"section “{spelt}”"


def _of_speaker(
    study: Study, sources: list[Source], speaker: str, role: str, unit: str
) -> tuple[list[Placed], str]:
    from crosscase.study.structure import roles, same_title, spans_of_speaker, speakers

    known("unit", unit, UNITS[1:], "a speaker's words are coded as turn or paragraph")
    case, slash, name = speaker.partition("/")
    if slash and case in study.cases:
        speaker, sources = name, [source for source in sources if source.case == case]
    if speaker:
        heard = {same_title(one.name): one.name for one in speakers(study, sources)}
        speaker = _named("speaker", speaker, heard)
    if role:
        heard = {same_title(one.role): one.role for one in roles(study, sources)}
        role = _named("role", role, heard)
    who = speaker if not role else f"{speaker}, {role}".removeprefix(", ")
    if unit == "paragraph":
        return spans_of_speaker(
            study, sources, name=speaker, role=role, unit="paragraph"
        ), f"paragraph of {who}"
    return spans_of_speaker(study, sources, name=speaker, role=role), f"turn of {who}"


def _named(what: str, word: str, there: dict[str, str]) -> str:
    """The spelling that stands in the sources; raises StudyError with the nearest one, else the first that are there."""
    from crosscase.study.structure import same_title

    if (found := there.get(same_title(word))) is not None:
        return found
    some = ", ".join(list(there.values())[:_SOME])
    return known(
        what,
        word,
        there.values(),
        f"there is {some}{' …' * (len(there) > _SOME)}" if there else "there is none",
    )
