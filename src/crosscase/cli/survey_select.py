"""crosscase survey select: which respondents make good cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    say,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.cli.survey_shown import show_words
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.survey.model import Questionnaire, Rule
    from crosscase.survey.responses import Responses
    from crosscase.survey.selection import Selection

EXAMPLE = "Example: crosscase survey select --most 5"
_MOST = 10  # candidates that people read


def survey_select(
    context: typer.Context,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="CONDITION", help="Who fits, such as F6=stor-grad; all must hold."),
    ] = None,
    spread: Annotated[
        str | None, typer.Option("--spread", metavar="V1,V2", help="Variables the cases shall differ in.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", metavar="N", min=1, help="How many cases --fresh chooses.")
    ] = None,
    chosen: Annotated[
        str, typer.Option("--chosen", metavar="R1,R2", help="Respondents or cases; else the study's cases.")
    ] = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Propose a selection from nothing, whoever is a case already.")
    ] = False,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="How many candidates are shown; else 10.")
    ] = _MOST,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Show how the cases are spread over the respondents who fit, and who would add what.

    Exit code 1 where nobody fits, or somebody chosen does not.
    """
    if fresh and chosen:
        raise StudyError("--fresh begins with nobody chosen; leave out --fresh or --chosen")
    form = form_for(form, output)
    shown = opened(context, study)
    with slow("comparing"):
        questionnaire, selection, findings = _selection(shown, where, spread, number, chosen, fresh)
    if form is Format.table:
        _show(shown, questionnaire, selection, most)
        for finding in findings:
            say(finding)
    else:
        _write(shown, questionnaire, selection, form, output, replace)
    return 1 if findings else 0


def _selection(
    study: Study,
    where: list[str] | None,
    spread: str | None,
    number: int | None,
    chosen: str,
    fresh: bool,
) -> tuple[Questionnaire, Selection, list[str]]:
    from crosscase.survey.selection import candidates, propose
    from crosscase.survey.station import questionnaire_of, responses_of

    questionnaire = questionnaire_of(study)
    rule = _rule(questionnaire.selection, where, spread, number)
    if not rule.where and not rule.spread:
        raise StudyError(
            f"there is no rule to choose by: write `selection:` into {questionnaire.file}, "
            "or give --where and --spread"
        )
    responses = responses_of(study)
    findings: list[str] = []
    if fresh:
        if not rule.number:
            raise StudyError(
                f"how many cases? give --number, or `selection: number:` in {questionnaire.file}"
            )
        selection = propose(responses, questionnaire, rule)
    else:
        taken = _parted(chosen)
        names = (
            [_respondent(study, name, responses) for name in taken]
            if taken
            else _cases(study, responses, findings)
        )
        selection = candidates(responses, questionnaire, rule, names)
    return questionnaire, selection, findings + _findings(study, selection)


def _rule(rule: Rule, where: list[str] | None, spread: str | None, number: int | None) -> Rule:
    """The questionnaire's rule with what the command line puts in its place."""
    from dataclasses import replace

    from crosscase.survey.conditions import parse_condition

    if where:
        rule = replace(rule, where=tuple(map(parse_condition, where)))
    if spread is not None:
        rule = replace(rule, spread=_parted(spread))
    if number is not None:
        rule = replace(rule, number=number)
    return rule


def _respondent(study: Study, name: str, responses: Responses) -> str:
    """A respondent, or that of a case; what is neither is left for the refusal that names the nearest."""
    if responses.row_of(name) < 0 and (case := study.cases.get(name)) is not None:
        if not case.respondent:
            raise StudyError(f"the case {name} has no `respondent`; write it into cases/{name}.yaml")
        return case.respondent
    return name


def _cases(study: Study, responses: Responses, findings: list[str]) -> list[str]:
    """The respondents that are cases."""
    from crosscase.study.cases import case_file

    found: list[str] = []
    for case in study.cases.values():
        if not case.respondent:
            continue
        if responses.row_of(case.respondent) < 0:
            findings.append(
                f"{case_file(case.id)}: no respondent {case.respondent} in {responses.file}; correct the one or the other"
            )
        elif case.respondent in found:
            findings.append(
                f"{case_file(case.id)}: {case.respondent} is another case's respondent too; correct it"
            )
        else:
            found.append(case.respondent)
    return found


def _findings(study: Study, selection: Selection) -> list[str]:
    from crosscase.reports.survey.selection import cases_of

    cases = cases_of(study)
    found = [
        f"{one.respondent}{f' ({cases[one.respondent]})' if one.respondent in cases else ''} does not fit the rule: "
        f"{', '.join(map(str, one.fails))}"
        for one in selection.chosen
        if one.fails
    ]
    if not selection.fitting:
        sifted = ", ".join(f"{met.count} meet {met.condition}" for met in selection.conditions)
        found.append(f"nobody meets all conditions ({sifted}); loosen one of them")
    return found


def _show(study: Study, questionnaire: Questionnaire, selection: Selection, most: int) -> None:
    from crosscase.documents.values import Paragraph, Table, plain
    from crosscase.reports.survey.selection import selection_document

    document = selection_document(study, questionnaire, selection, most)
    for block in document.blocks:
        if isinstance(block, Table):
            say(block.caption)
            if block.rows:
                hand_out(study, block, Format.table)
            if block.note:
                show_words(block.note)
            say()
        elif isinstance(block, Paragraph):
            show_words(plain(block.runs))
    if document.notice:
        show_words(document.notice)


def _write(
    study: Study,
    questionnaire: Questionnaire,
    selection: Selection,
    form: Format,
    output: OutputOption,
    replace: bool,
) -> None:
    from crosscase.reports.survey.selection import (
        cases_of,
        selection_data,
        selection_document,
        selection_facts,
    )

    if form is Format.json:
        write_json(selection_facts(selection, cases_of(study)), study=study, output=output, replace=replace)
    elif form is Format.csv:
        hand_out(study, selection_data(selection, cases_of(study)), form, output, replace)
    else:
        hand_out(study, selection_document(study, questionnaire, selection), form, output, replace)


def _parted(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
