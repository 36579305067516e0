"""The survey screen: questions with bars and intervals, who did not answer, what was printed, whom to choose."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_variable
from crosscase.survey.model import in_language
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.survey import keys
from crosscase.tui.survey.asking import READING, RECKONING, AskingScreen
from crosscase.tui.survey.entry_lines import finding_entries, finding_lines, question_entries
from crosscase.tui.survey.frame_lines import (
    nonresponse_lines,
    selection_entries,
    selection_lines,
    table_entries,
)
from crosscase.tui.survey.keyed import parts_of
from crosscase.tui.survey.reading import NO_SURVEY
from crosscase.tui.survey.reckoning import How, findings_of, nonresponse_of, respondents_in, selection_of
from crosscase.tui.survey.sheet import Draw, EntryList, Line, Rows, SheetView, paragraph
from crosscase.tui.survey.views import View, following, views_line
from crosscase.tui.survey.wording import joined, label_of
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.survey.checking import Finding
    from crosscase.survey.nonresponse import NonResponse
    from crosscase.survey.selection import Selection

WIDE = 110  # cells from which list and answers stand side by side
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
SEEN_IN = ("codebook/", "cases/", "interviews/", "codings/", "study.yaml")
OF_QUESTIONS = ("break_down", "published", "correction", "weights")
DETAILED = (View.QUESTIONS, View.NONRESPONSE)  # views in which a line has more to tell
CHECK, SELECTION = ("check",), ("selection",)


class SurveyScreen(AskingScreen):
    """Look at answers, break them down, see who gave them; then who did not answer, and what was printed."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.view = View.QUESTIONS
        self._at: dict[View, str] = {}

    def compose_content(self) -> ComposeResult:
        """The views, what is wrong, the list, what there is to know of the entry at hand."""
        with Horizontal(id="line"):
            yield Static("", id="views", markup=False)
            yield Static("", id="how", markup=False)
        yield Static("", id="wrong", markup=False)
        yield Static("", id="notice", markup=False)
        with Horizontal(id="columns"):
            yield EntryList(id="entries")
            with Vertical(id="right"):
                yield SheetView(id="sheet")
                yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Go where one left off."""
        session = self.workbench.session
        self.view = next((view for view in View if view == session.get("survey.view")), View.QUESTIONS)
        self._at[View.QUESTIONS] = session.get("survey.question")
        self.how = How(session.get("survey.by"))
        self.published = session.get("survey.published") == "shown"
        self.set_class(session.get("survey.list") == "closed", "-list-closed")
        self.fill()
        (self.sheet if self.has_class("-list-closed") else self.entries).focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"l": self.entries, "a": self.sheet}

    @property
    def entries(self) -> EntryList:
        """The list."""
        return self.query_one(EntryList)

    @property
    def entry(self) -> str:
        """The key of the entry at hand; empty where there is none."""
        return self.entries.key

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """How answers are described can be chosen where answers are shown."""
        return action not in OF_QUESTIONS or self.view is View.QUESTIONS

    # what is shown

    def survey_read(self) -> None:
        """There is more of the survey, or another one."""
        self.fill()

    def bases_known(self) -> None:
        """The list shows how many answered."""
        if self.view is View.QUESTIONS:
            self.entries.show(self.view, self._entries())
        self._tell_wrong()

    def study_changed(self, files: Collection[str]) -> None:
        """Cases, codes and open answers are shown here, too."""
        if any(file.startswith(SEEN_IN) for file in files):
            self.results.pop(SELECTION, None)
            if "codebook" in {file.partition("/")[0] for file in files}:
                self.results.pop(CHECK, None)
            self.fill()

    def shown_anew(self) -> None:
        """Show what is shown once more."""
        self._tell_line()
        self.tell_entry()

    def fill(self) -> None:
        """Fill the list; the entry at hand stays so where it is still there."""
        self._tell_line()
        self.entries.show(self.view, self._entries())
        self.entries.go_to(self._at.get(self.view, ""))
        self.tell_entry()

    def _entries(self) -> Draw:
        questionnaire, survey = self.survey.questionnaire, self.survey
        if questionnaire is None:
            return _words(next(iter(survey.wrong.values()), NO_SURVEY) if survey.whole else READING)
        match self.view:
            case View.QUESTIONS:
                return lambda width: question_entries(questionnaire, self.bases, self.language, width)
            case View.NONRESPONSE:
                population = survey.population
                if population is None:
                    return _words("no table of the population")
                return lambda width: table_entries(population, self.language, width)
            case View.CHECK:
                findings = self.results.get(CHECK)
                if isinstance(findings, list):
                    return lambda width: finding_entries(findings, width) or paragraph("nothing found", width)
            case View.SELECTION:
                found = self.results.get(SELECTION)
                if found is not None and not isinstance(found, str):
                    return lambda width: selection_entries(self.study, cast("Selection", found), width)
        return _words("")

    def tell_entry(self) -> None:
        """Show the entry at hand."""
        survey, key = self.survey, self.entry
        if survey.questionnaire is None:
            self.give_up()
            self.sheet.show("", _words(""))
        elif self.view is View.QUESTIONS:
            if (question := survey.questionnaire.questions.get(key)) is not None:
                self.ask_question(question)
        elif not survey.whole:
            self.sheet.show("", _words(READING))
        elif self.view is View.NONRESPONSE:
            self.reckon(("table", key), lambda: nonresponse_of(self.study, survey, key))
        elif self.view is View.CHECK:
            self.reckon(CHECK, lambda: findings_of(self.study))
        else:
            self.reckon(SELECTION, lambda: selection_of(self.study, survey))
        self._tell_status()

    def reckoned(self, what: Hashable) -> None:
        """A result is there, or takes its time."""
        assert isinstance(what, tuple)
        result = self.results.get(what, RECKONING)
        self._tell_wrong()
        if what[0] == "question":
            questionnaire = self.survey.questionnaire
            question = questionnaire.questions.get(what[1]) if questionnaire is not None else None
            if question is not None:
                self.draw_question(question, result)
        elif isinstance(result, str):
            self.sheet.show("", _words(result))
        elif what[0] == "table":
            found = cast("NonResponse", result)
            self.sheet.show(what[1], lambda width: nonresponse_lines(found, self.language, width))
        else:
            self._show_listed(what, result)

    def _show_listed(self, what: tuple[str, ...], result: object) -> None:
        """What the list itself was waiting for: fill it, and show its entry at hand."""
        if not self.entry:
            self.entries.show(self.view, self._entries())
            self.entries.go_to(self._at.get(self.view, ""))
            self._tell_status()
        key = self.entry
        if what == CHECK:
            findings = cast("list[Finding]", result)
            if not key:
                self.sheet.show(
                    "",
                    _words("Every published figure can be true, and figures that restate one another agree."),
                )
            else:
                self.sheet.show(key, lambda width: finding_lines(findings[int(key)], width))
        elif self.survey.questionnaire is not None:
            questionnaire, found = self.survey.questionnaire, cast("Selection", result)
            self.sheet.show(key, lambda width: selection_lines(self.study, questionnaire, found, key, width))

    # the lines above and below

    def _tell_line(self) -> None:
        questionnaire = self.survey.questionnaire
        self.query_one("#views", Static).update(views_line(self.view), layout=True)
        self.query_one("#detail").display = self.view in DETAILED
        self.query_one("#how", Static).update(plain(self._how_words()), layout=False)
        notice = self.query_one("#notice", Static)
        words = in_language(questionnaire.notice, self.language) if questionnaire is not None else ""
        notice.display = bool(words) and self.survey.responses is not None
        notice.update(plain(words))
        self._tell_wrong()

    def _how_words(self) -> str:
        """In which way answers are described, where it is not the plain one."""
        questionnaire, how = self.survey.questionnaire, self.how
        if questionnaire is None or self.view is not View.QUESTIONS:
            return ""
        by = ""
        if how.by:
            try:
                by = f"by {label_of(find_variable(questionnaire, how.by).label, self.language, how.by)}"
            except StudyError:
                by = f"by {how.by}: not there"
        corrected = f"of {questionnaire.population}" if how.corrected else ""
        return joined(
            (by, corrected, "weighted" if how.weighted else "", "published" if self.published else "")
        )

    def _tell_wrong(self) -> None:
        """Files that cannot be read, then cells that are no answers."""
        line = self.query_one("#wrong", Static)
        wrong = list(self.survey.wrong.values())
        wrong += self.problems
        line.display = bool(wrong) and self.survey.questionnaire is not None
        more = f"(and {len(wrong) - 1} more: crosscase check) " if len(wrong) > 1 else ""
        line.update(plain(f"! {more}{wrong[0]}" if wrong else ""), layout=False)

    def _tell_status(self) -> None:
        listed = self.entries.keys
        words = {
            View.QUESTIONS: counted(len(listed), "question"),
            View.NONRESPONSE: counted(len(listed), "table"),
            View.CHECK: counted(len(listed), "finding"),
            View.SELECTION: f"{len(listed)} who fit or are cases",
        }[self.view]
        if self.entry in listed:
            words = f"{listed.index(self.entry) + 1} of {words}"
        self.status_line.update(words if listed else "", "")

    @on(OptionList.OptionHighlighted, "#entries")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if not self.entry or self._at.get(self.view) == self.entry:
            return
        self.status_line.unsay()
        self._at[self.view] = self.entry
        if self.view is View.QUESTIONS:
            self.workbench.session.put("survey.question", self.entry)
        self.tell_entry()

    @on(OptionList.OptionHighlighted, "#sheet")
    def _moved_in_sheet(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell_detail()

    @on(Rows.Drawn, "#sheet")
    def _tell_detail(self) -> None:
        line = self.sheet.line
        self.query_one("#detail", Static).update(plain(line.detail if line is not None else ""), layout=False)

    # what the keys do

    @on(OptionList.OptionSelected, "#entries")
    async def _opened(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.view is View.QUESTIONS and self.question is not None and self.question.kind == "open":
            await self.go_to_answers(self.question)
        else:
            self.sheet.focus()

    @on(OptionList.OptionSelected, "#sheet")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        line, found = self.sheet.line, self.results.get(("table", self.entry))
        if line is None:
            return
        if self.view is View.NONRESPONSE and found is not None and not isinstance(found, str):
            variable = cast("NonResponse", found).variable
            group = variable.group(line.key)
            name = label_of(group.label, self.language, line.key) if group is not None else line.key
            self.show_respondents(respondents_in(self.survey, variable.id, line.key), f"are in {name}")
        elif self.view is View.QUESTIONS and self.question is not None and self.question.kind == "open":
            start, _, end = line.key.partition("-")
            await self.go_to_answers(self.question, (int(start), int(end)))
        else:
            self.who(line)

    @on(SheetView.NothingThere)
    async def _nothing_there(self, event: SheetView.NothingThere) -> None:
        """Enter where no line can be acted on: what the whole sheet is about is meant."""
        event.stop()
        await self.action_go_there()

    def action_sheet(self) -> None:
        """Go to what there is to know of the entry at hand."""
        self.sheet.focus()

    def action_back(self) -> None:
        """Back to the list."""
        if self.has_class("-list-closed"):
            self.action_list()
        self.entries.focus()

    def action_list(self) -> None:
        """Hide or show the list."""
        closed = not self.has_class("-list-closed")
        if closed:
            self.sheet.focus()
        self.set_class(closed, "-list-closed")
        self.workbench.session.put("survey.list", "closed" if closed else "")

    def action_view(self, step: int) -> None:
        """Another view."""
        self.action_show(following(self.view, step))

    def action_show(self, view: str) -> None:
        """One of the views."""
        self.view = View(view)
        self.workbench.session.put("survey.view", view)
        self.question = None
        self.sheet.show("", _words(""))
        self.fill()
        self.refresh_bindings()
        if not self.has_class("-list-closed"):
            self.entries.focus()

    def action_find(self) -> None:
        """Find a question by its words."""
        questionnaire = self.survey.questionnaire
        if questionnaire is None:
            self.say("there are no questions to find")
            return
        entries = []
        for question in questionnaire.questions.values():
            words = label_of(question.text, self.language)
            entries.append(
                Entry(
                    question.id,
                    Content.assemble((question.id, "bold"), f"  {words}"),
                    f"{question.id} {words}",
                )
            )

        def picked(id: str | None) -> None:
            if id is not None:
                self.go_to_question(id)

        self.app.push_screen(Picker("which question?", entries), picked)

    def go_to_question(self, id: str) -> None:
        """Show a question."""
        self._at[View.QUESTIONS] = id
        self.action_show(View.QUESTIONS)

    async def action_go_there(self) -> None:
        """Go to where the entry at hand is about."""
        key = self.entry
        if not key:
            self.say("there is nothing here to go to")
        elif self.view is View.QUESTIONS and self.question is not None:
            await self._go_from_question()
        elif self.view is View.CHECK:
            self._go_to_questioned(cast("list[Finding]", self.results[CHECK])[int(key)].where)
        elif self.view is View.NONRESPONSE and self.survey.population is not None:
            table = next(table for table in self.survey.population.tables if table.id == key)
            self._go_to_questioned(table.variable)
        else:
            await self._go_to_respondent(key)

    async def _go_from_question(self) -> None:
        question, line = self.question, self.sheet.line
        assert question is not None
        if question.kind == "open":
            await self.go_to_answers(question)
        else:
            here = parts_of(line.key) if line is not None and self.sheet.has_focus else None
            row, answer = (question.row(here[0]), here[1]) if here is not None else (None, "")
            await self.go_to_code(question, row, answer)

    def _go_to_questioned(self, where: str) -> None:
        """The question whose id stands at the beginning of a place, or which a variable is made of."""
        questionnaire = self.survey.questionnaire
        assert questionnaire is not None
        name = where.split()[0].rstrip(":,.;") if where.split() else ""
        if name in questionnaire.variables:
            name = questionnaire.variables[name].question
        while name not in questionnaire.questions and "." in name:
            name = name.rpartition(".")[0]
        if name in questionnaire.questions:
            self.go_to_question(name)
        else:
            self.say(f"{where} is about no single question")


def _words(text: str) -> Draw:
    """A sheet that says one thing."""

    def draw(width: int) -> list[Line]:
        return paragraph(text, width) if text else []

    return draw
