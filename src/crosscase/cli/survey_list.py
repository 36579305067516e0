"""crosscase survey list: the questions, and what answers can be broken down by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.survey.model import Questionnaire

EXAMPLE = "Example: crosscase survey list"
COLUMNS = ("id", "type", "text", "options", "asked", "answers", "codes", "question")
BRIEF = ("id", "type", "text", "asked", "answers", "question", "codes")


def survey_list(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the questions and rows: who was asked, how many answered, which codes name them; then the variables."""
    from crosscase.survey.model import in_language
    from crosscase.survey.station import has_responses, questionnaire_of

    shown = opened(context, study)
    language, questionnaire = shown.settings.language, questionnaire_of(shown)
    naming = _naming(shown, questionnaire)
    counts = _counts(shown, questionnaire) if has_responses(shown) else {}
    rows: list[tuple[object, ...]] = []
    for id, each in questionnaire.questions.items():
        kind = "background" if each.background else each.kind
        answers = [part.id for part in each.answers]
        asked = [str(condition) for condition in each.asked]
        text = in_language(each.text, language)
        rows.append((id, kind, text, answers, asked, counts.get(id), naming.get(id, []), None))
        for row in each.rows:
            name, asked = f"{id}.{row.id}", [str(condition) for condition in row.asked]
            text = in_language(row.label, language)
            rows.append((name, "row", text, answers, asked, counts.get(name), naming.get(name, []), None))
    rows += [
        (
            id,
            "variable",
            in_language(each.label, language),
            [group.id for group in each.groups],
            [],
            None,
            [],
            each.question,
        )
        for id, each in questionnaire.variables.items()
    ]
    write(
        COLUMNS,
        rows,
        form,
        BRIEF,
        "id",
        caption="Questions",
        note=in_language(questionnaire.notice, language) if counts else "",
        study=shown,
        output=output,
        replace=replace,
    )


def _naming(study: Study, questionnaire: Questionnaire) -> dict[str, list[str]]:
    """Which codes name each question and each row of a grid, or anything in them."""
    from crosscase.survey.items import find_item, has_item

    found: dict[str, dict[str, None]] = {}
    for path, code in study.codebook.by_path.items():
        for address in code.survey:
            if has_item(questionnaire, address):
                item = find_item(questionnaire, address)
                found.setdefault(item.question.id, {})[path] = None
                if item.row is not None:
                    found.setdefault(f"{item.question.id}.{item.row.id}", {})[path] = None
    return {id: list(paths) for id, paths in found.items()}


def _counts(study: Study, questionnaire: Questionnaire) -> dict[str, int]:
    """How many answered each question; open ones whose answers are sources are not counted here."""
    from crosscase.survey.answers import answered
    from crosscase.survey.station import responses_of

    responses = responses_of(study)
    found: dict[str, int] = {}
    for id, question in questionnaire.questions.items():
        if responses.has(question):
            found[id] = int(answered(responses, question).sum())
            found |= {
                f"{id}.{row.id}": int(answered(responses, question, row).sum()) for row in question.rows
            }
    return found
