"""Questions on the survey screen: how they are described, who gave an answer, and where one goes from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_variable, known_variables
from crosscase.survey.model import Question, Row
from crosscase.survey.station import RESPONSES
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.survey.answer_lines import Shown, question_lines
from crosscase.tui.survey.entry_lines import open_lines
from crosscase.tui.survey.keyed import parts_of
from crosscase.tui.survey.looking import LookingScreen
from crosscase.tui.survey.printed import printed_beside
from crosscase.tui.survey.reckoning import Described, How, describe_question, who_answered
from crosscase.tui.survey.sheet import Line, SheetView
from crosscase.tui.survey.wording import (
    Named,
    case_of,
    code_names,
    codes_naming,
    label_of,
    names_answer,
    respondent_words,
)
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    pass

READING, RECKONING = "reading …", "reckoning …"
NO_RESPONSES = "There are no responses in this study: no survey/responses.csv. Take them in with `crosscase survey import FILE`."
PUBLISHED_ALONE = "There are no responses in this study: these are the published figures."
MOST_NAMED = 2000  # respondents a list of who answered has at most


class AskingScreen(LookingScreen):
    """Describes the question at hand, and goes on from an answer to those who gave it."""

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.how = How()
        self.published = False
        """Whether what was printed is shown beside."""
        self.question: Question | None = None
        """The question that is shown."""

    @property
    def sheet(self) -> SheetView:
        """The right side."""
        return self.query_one(SheetView)

    @property
    def language(self) -> str:
        """The study's."""
        return self.study.settings.language

    # a question

    def ask_question(self, question: Question) -> None:
        """Show a question; its answers come when they are reckoned."""
        self.question = question
        if question.kind == "open":
            self.give_up()
            codes = self.codes_of(question)
            self.sheet.show(question.id, lambda width: open_lines(self.study, question, codes, width))
            return
        survey, how = self.survey, self.how
        if not survey.whole:
            self.draw_question(question, Described())
            return
        self.reckon(("question", question.id, how), lambda: describe_question(survey, question, how))

    def draw_question(self, question: Question, result: object) -> None:
        """Show what was reckoned of a question; a text is said in its place."""
        questionnaire = self.survey.questionnaire
        if questionnaire is None:
            return
        found = result if isinstance(result, Described) else Described(note=str(result))
        notes = [found.note] if found.note else []
        survey, published = self.survey, self.survey.published
        if not survey.whole:
            notes = [READING]
        elif survey.responses is None and RESPONSES not in survey.wrong:
            notes.append(PUBLISHED_ALONE if found.descriptions else NO_RESPONSES)
        printed: dict[str, str] = {}
        if self.published and published is not None and survey.responses is not None:
            printed = printed_beside(published, question, found.descriptions)
        codes = self.codes_of(question)
        what = Shown(
            questionnaire, question, self.language, found.descriptions, printed,
            codes, code_names(self.study, codes), notes,
        )  # fmt: skip

        self.sheet.show(question.id, lambda width: question_lines(what, width))

    def codes_of(self, question: Question) -> list[Named]:
        """The codes that name a question or one of its answers."""
        questionnaire = self.survey.questionnaire
        return codes_naming(self.study, questionnaire, question) if questionnaire is not None else []

    # how it is described

    def how_changed(self, how: How) -> None:
        """Describe answers in another way from now on."""
        self.how = how
        self.workbench.session.put("survey.by", how.by)
        self.shown_anew()

    def shown_anew(self) -> None:
        """Show what is shown once more, since it is reckoned in another way."""
        raise NotImplementedError

    def action_break_down(self) -> None:
        """Choose what answers are broken down by."""
        questionnaire = self.survey.questionnaire
        if questionnaire is None:
            self.say("there are no questions to break down")
            return
        entries = [Entry("", Content("nothing: all together"), "nothing all together none")]
        for name in known_variables(questionnaire):
            variable = find_variable(questionnaire, name)
            words = label_of(variable.label, self.language, name)
            groups = ", ".join(label_of(group.label, self.language, group.id) for group in variable.groups)
            label = Content.assemble((shown(name), "bold"), f"  {words}" if words != name else "")
            entries.append(Entry(name, label, f"{name} {words}", shown(groups)))
        entries.sort(key=lambda entry: entry.key != self.how.by)

        def picked(name: str | None) -> None:
            if name is not None:
                self.how_changed(replace(self.how, by=name))

        self.app.push_screen(Picker("break the answers down by", entries), picked)

    def action_published(self) -> None:
        """Show what was printed beside, or no longer."""
        if self.survey.published is None:
            self.say(
                "there are no published figures in this study: no survey/published.yaml that can be read"
            )
            return
        self.published = not self.published
        self.workbench.session.put("survey.published", "shown" if self.published else "")
        self.shown_anew()
        self.say("published figures are shown" if self.published else "published figures are hidden")

    def action_correction(self) -> None:
        """Reckon with the size of the population, or no longer."""
        questionnaire = self.survey.questionnaire
        if questionnaire is None or not questionnaire.population:
            self.say("nobody said how large the population is: write `population:` in survey/questions.yaml")
            return
        self.how_changed(replace(self.how, corrected=not self.how.corrected))
        size = questionnaire.population
        self.say(
            f"intervals {'for a population of' if self.how.corrected else 'no longer for a population of'} {size}"
        )

    def action_weights(self) -> None:
        """Weigh the responses, or no longer."""
        questionnaire = self.survey.questionnaire
        if questionnaire is None or not questionnaire.weight:
            self.say("there are no weights: name their column with `weight:` in survey/questions.yaml")
            return
        self.how_changed(replace(self.how, weighted=not self.how.weighted))
        self.say("weighted" if self.how.weighted else "no longer weighted")

    # from an answer on

    def who(self, line: Line) -> None:
        """Show who gave the answer at hand."""
        question = self.question
        if question is None or not line.key or self.sheet.of != question.id:
            return
        if (parts := parts_of(line.key)) is None or self.survey.responses is None:
            self.say("who gave which answer is not known: there are no responses")
            return
        row_id, id, group = parts
        row = question.row(row_id)
        try:
            names = who_answered(self.survey, question, row, id, self.how, group)
        except StudyError as error:
            self.warn(str(error))
            return
        self.show_respondents(names, f"said {self._answer_words(question, row, id, group)}")

    def show_respondents(self, names: Sequence[str], words: str) -> None:
        """List respondents, those that are cases first; one that is picked is gone to.

        Args:
            words: what they have in common, such as `said Ja`.
        """
        if not names:
            self.say(f"nobody {words}")
            return
        cases = {case.respondent for case in self.study.cases.values()}
        listed = sorted(names, key=lambda name: name not in cases)[:MOST_NAMED]
        entries = [Entry(name, self._named(name), respondent_words(self.study, name)) for name in listed]
        self.app.push_screen(Picker(f"{len(names)} who {words}", entries), self._go_to_respondent)

    def _named(self, respondent: str) -> Content:
        case = case_of(self.study, respondent)
        return plain(respondent) if case is None else plain(respondent_words(self.study, respondent), "bold")

    def _answer_words(self, question: Question, row: Row | None, id: str, group: str) -> str:
        part = question.option(id) or question.box(id)
        words = [label_of(row.label, self.language, row.id)] if row is not None else []
        words.append(label_of(part.label, self.language, id) if part is not None else "any of it")
        questionnaire = self.survey.questionnaire
        if group and self.how.by and questionnaire is not None:
            found = find_variable(questionnaire, self.how.by).group(group)
            words.append(label_of(found.label, self.language, group) if found is not None else group)
        return ", ".join(words)

    async def _go_to_respondent(self, respondent: str | None) -> None:
        if respondent is None:
            return
        case = case_of(self.study, respondent)
        if case is None:
            self.say(f"{respondent} is no case of this study: a case names its respondent in cases/")
            return
        source = next((source.id for source in self.study.sources.values() if source.case == case.id), "")
        if source:
            await self.workbench.go_to_passage(source, None)
        else:
            self.say(f"{case.name} has no text yet")

    async def go_to_answers(self, question: Question, span: tuple[int, int] | None = None) -> None:
        """Go to the answers of an open question in their text."""
        if question.source in self.study.sources:
            await self.workbench.go_to_passage(question.source, span)
        elif question.source:
            self.warn(f"the source {question.source} is not in this study or cannot be read")
        else:
            self.say(
                f"no source holds the answers to {question.id}: write `source:` at it in survey/questions.yaml"
            )

    async def go_to_code(self, question: Question, row: Row | None, answer: str) -> None:
        """Go to the code that names an answer, else to one that names the question."""
        from crosscase.tui.codebook.screen import CodebookScreen

        codes = self.codes_of(question)
        best = [each for each in codes if names_answer(each, row, answer)]
        if not codes:
            self.say(f"no code names {question.id}: add it to the survey items of one with e in the codebook")
            return
        code = (best or codes)[0].code
        await self.workbench.action_go("codebook")
        if isinstance(screen := self.workbench.place_shown, CodebookScreen):
            screen.reveal(code.id)
