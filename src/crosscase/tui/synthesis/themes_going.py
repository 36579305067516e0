"""From a theme to the survey and to the codebook; F6 comes back."""

from __future__ import annotations

from crosscase.study.problems import StudyError
from crosscase.tui.place import Place


async def go_to_item(place: Place, address: str) -> None:
    """Show the question of an item at the survey."""
    from crosscase.survey.items import find_item
    from crosscase.survey.station import has_survey, questionnaire_of
    from crosscase.tui.survey.screen import SurveyScreen

    if not has_survey(place.study):
        place.say("there is no survey in this study")
        return
    try:
        question = find_item(questionnaire_of(place.study), address).question
    except StudyError as error:
        place.warn(str(error))
        return
    await place.workbench.action_go("survey")
    if isinstance(screen := place.workbench.place_shown, SurveyScreen):
        screen.go_to_question(question.id)


async def go_to_code(place: Place, path: str) -> None:
    """Show a code at the codebook."""
    from crosscase.tui.codebook.screen import CodebookScreen

    code = place.study.codebook.by_path.get(path)
    if code is None:
        place.warn(f"the code {path} is no longer in the codebook")
        return
    await place.workbench.action_go("codebook")
    if isinstance(screen := place.workbench.place_shown, CodebookScreen):
        screen.reveal(code.id)
