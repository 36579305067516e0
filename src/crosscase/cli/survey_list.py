"""crosscase survey list: the questions, and what answers can be broken down by."""

from __future__ import annotations

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

EXAMPLE = "Example: crosscase survey list"
COLUMNS = ("id", "type", "text", "options", "asked", "answers", "codes")
BRIEF = ("id", "type", "text", "asked", "answers", "codes")


def survey_list(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the questions: who was asked, how many answered, which codes name them; then the variables."""
    from crosscase.survey.items import find_item, has_item
    from crosscase.survey.model import in_language
    from crosscase.survey.station import has_responses, questionnaire_of, responses_of

    shown = opened(context, study)
    language, questionnaire = shown.settings.language, questionnaire_of(shown)
    naming: dict[str, list[str]] = {}
    for path, code in shown.codebook.by_path.items():
        for address in code.survey:
            if has_item(questionnaire, address):
                naming.setdefault(find_item(questionnaire, address).question.id, []).append(path)
    counts: dict[str, int] = {}
    if has_responses(shown):
        from crosscase.survey.answers import answered

        responses = responses_of(shown)
        counts = {id: int(answered(responses, each).sum()) for id, each in questionnaire.questions.items()}
    rows: list[tuple[object, ...]] = [
        (
            id,
            "background" if each.background else each.kind,
            in_language(each.text, language),
            [part.id for part in each.answers],
            [str(condition) for condition in each.asked],
            counts.get(id),
            list(dict.fromkeys(naming.get(id, ()))),
        )
        for id, each in questionnaire.questions.items()
    ]
    rows += [
        (id, "variable", in_language(each.label, language), [group.id for group in each.groups], [], None, [])
        for id, each in questionnaire.variables.items()
    ]
    write(
        COLUMNS, rows, form, BRIEF, "id", caption="Questions", study=shown, output=output, replace=replace
    )  # fmt: skip
