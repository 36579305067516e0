"""What the case screen shows: quotes, statements, what is at the cursor; and how they go along with each other."""

from __future__ import annotations

from collections.abc import Collection

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.casework.description import edition_of
from crosscase.casework.survey_beside import own_answers
from crosscase.study.cases import FOLDER as CASES
from crosscase.study.cases import case_file
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.synthesis.passages import Passage
from crosscase.tui.app import POLL_SECONDS
from crosscase.tui.cases import detail_lines
from crosscase.tui.cases.blocks_pane import DetailPane, StatementList
from crosscase.tui.cases.changing import ChangingCase
from crosscase.tui.cases.evidence_pane import EvidenceList
from crosscase.tui.cases.filters import Filter, ShownEvidence, shown_evidence
from crosscase.tui.cases.looking import CaseLook, look
from crosscase.tui.cases.signs import DOUBT, SEVERE
from crosscase.tui.cases.statement_lines import CASE, SECTION, DescriptionSheet, Own
from crosscase.tui.quotes.answer import Answer, key_of
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.quotes.reference import reference
from crosscase.tui.survey.reading import signature
from crosscase.tui.synthesis.themes_blocks import MARGIN, Block, sheet_of, text_rows
from crosscase.tui.synthesis.themes_pane import BlockPane
from crosscase.tui.synthesis.wording import NO_CASES, case_name, joined
from crosscase.tui.words import plain, shown

SEEN_IN = (f"{CASES}/", "codings/", "codebook/", "interviews/", "validation/", "study.yaml")
SURVEY = "survey/"
BESIDE = (SURVEY, "validation/")  # changes that leave the codings as they are


class ShownCase(ChangingCase):
    """One case at a time; keeps up with the study."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="cases")
        self.case = ""
        """The case that is shown."""
        self.filter = Filter()
        self._kept: frozenset[str] = frozenset()  # quotes that stay in the list though they are used by now
        self._look: CaseLook | None = None
        self._shown = ShownEvidence(Answer(), {})
        self._sheets = DescriptionSheet()
        self._own: Own = {}
        self._language = ""
        self._facts: object = None  # the case as it was when its codings were looked up
        self._followed = ""
        self._survey = signature(study.root)

    def compose_content(self) -> ComposeResult:
        """Which case, its quotes, its statements, what is at the cursor."""
        yield Static("", id="case-line", markup=False)
        with Horizontal(id="panes"):
            yield EvidenceList(self.study, id="evidence")
            with Vertical(id="right"):
                yield StatementList(id="statements")
                yield DetailPane(id="detail")

    def on_mount(self) -> None:
        """Go where one left off."""
        session = self.workbench.session
        self.set_class(session.get("cases.pane") == "hidden", "-no-detail")
        self._language = session.get("cases.language")
        self.set_interval(POLL_SECONDS, self.look_at_disk)
        known = [*self.study.cases]
        last = session.get("cases.case")
        self.show_case(last if last in known else next(iter(known), ""), session.get("cases.at"))
        self.statements.focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"q": self.evidence, "s": self.statements, "d": self.detail}

    # the parts

    @property
    def evidence(self) -> EvidenceList:
        """The quotes."""
        return self.query_one("#evidence", EvidenceList)

    @property
    def statements(self) -> StatementList:
        """The description."""
        return self.query_one(StatementList)

    @property
    def detail(self) -> DetailPane:
        """What is at the cursor."""
        return self.query_one(DetailPane)

    @property
    def look(self) -> CaseLook | None:
        """What is shown; None where there is nothing to show."""
        return self._look

    @property
    def language(self) -> str:
        """In which the statements are shown and written."""
        return self._language or self.study.settings.language

    @property
    def statement(self) -> Statement | None:
        """The statement at hand."""
        return self._look.statements.get(self.statements.key) if self._look is not None else None

    @property
    def section_at_hand(self) -> str:
        """Slug of the section at hand; at the case itself, of the first one."""
        key = self.statements.key
        if key.startswith(SECTION):
            return key.removeprefix(SECTION)
        if (statement := self.statement) is not None:
            return statement.section
        parts = self._look.description.sections if self._look is not None else ()
        return parts[0].section.section if parts else ""

    @property
    def quote(self) -> Passage | None:
        """The quote at hand, where one is at the quotes."""
        return self.evidence.passage if self.evidence.has_focus else None

    def show_in(self, language: str) -> None:
        """Show and write the statements in a language."""
        self._language = "" if language == self.study.settings.language else language
        self.workbench.session.put("cases.language", self._language)
        self._show_statements(self.statements.key)
        self._tell_line()
        self._ask_survey()

    # what is shown

    def show_case(self, case: str, at: str = "") -> None:
        """Show a case.

        Args:
            at: id of the statement, or key of the section, to have at hand.
        """
        self.case, self._own, self._followed, self._kept = case, {}, "", frozenset()
        if self.filter.speaker or self.filter.section:
            self.filter = Filter(self.filter.unused, self.filter.key)
        self.workbench.session.put("cases.case", case)
        self.show_place(shown(case))
        self._show(None, at)
        self._ask_survey()

    def reveal(self, case: str, id: str) -> None:
        """Show a case, and have a statement at hand where it has it."""
        if case != self.case:
            self.show_case(case, id)
        elif id:
            self.statements.go_to(id)

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed; what is at hand stays at hand."""
        if not self.is_mounted or not any(file.startswith((*SEEN_IN, SURVEY)) for file in files):
            return
        if self.case not in self.study.cases:
            self.show_case(next(iter(self.study.cases), ""))
            return
        # other statements leave the codings as they are
        same = all(file == case_file(self.case) or file.startswith(BESIDE) for file in files)
        before = self._look if same and self._facts == self.study.cases[self.case] else None
        self._show(before, self.statements.key)
        if any(file.startswith((SURVEY, "study.yaml")) or file == case_file(self.case) for file in files):
            self._ask_survey()

    def _show(self, before: CaseLook | None, at: str = "") -> None:
        try:
            self._look = look(self.study, self.case, before) if self.case else None
            told = "" if self.case else NO_CASES
        except StudyError as error:
            self._look, told = None, str(error)
        if self._look is None:
            self._show_nothing(told)
            return
        self._facts = self.study.cases[self.case]
        self._show_evidence(before)
        self._show_statements(at)
        self._tell_line()

    def _show_nothing(self, told: str) -> None:
        self._shown = ShownEvidence(Answer(), {})
        self.evidence.show_evidence(Answer(), None, lambda _passage: (), "")
        self.statements.show(
            "nothing", lambda width: sheet_of([Block(text_rows(told, width - MARGIN, "warn"))], width)
        )
        self.detail.show("nothing", lambda width: sheet_of([], width))
        self._tell_line()
        self.status_line.update("", "")

    def _show_evidence(self, before: CaseLook | None = None) -> None:
        found = self._look
        assert found is not None
        ticked = self.statement.evidence if self.statement is not None else None
        same = before is not None and before.unused_codes == found.unused_codes and not self.filter.unused
        if same:
            self.evidence.draw_again(ticked, found.used_in)
            return
        if before is not None:  # what is attached stays until other quotes are asked for: the cursor is on it
            self._kept |= {each.coding.id for each in self._shown.answer.passages}
        self._shown = shown_evidence(self.study, found, self.filter, self._kept)
        nothing = (
            "no quotes like that: F shows all"
            if self.filter
            else "no codings of this case yet: F2 codes its texts"
        )
        self.evidence.show_evidence(self._shown.answer, ticked, found.used_in, nothing)

    def _show_statements(self, at: str = "") -> None:
        found, own, language = self._look, self._own, self.language
        assert found is not None
        self.statements.show(
            self.case, lambda width: self._sheets.of(self.study, found, own, language, width), at
        )

    def _tell_line(self) -> None:
        found = self._look
        if found is None:
            self.query_one("#case-line", Static).update("")
            return
        severe = sum(mark.severe for mark in found.marks)
        edition = edition_of(found.description)
        titles = {slug: part.section.title(self.language) for slug, part in found.sections.items()}
        told = joined(
            case_name(self.study, self.case),
            counted(edition.statements, "statement"),
            f"edition {edition.mark}" if edition.statements else "",
            f"{SEVERE} {severe}" if severe else "",
            f"{DOUBT} {len(found.marks) - severe}" if len(found.marks) > severe else "",
            f"in {self.language}" if self.language != self.study.settings.language else "",
            f"quotes: {self.filter.words(titles)}" if self.filter else "",
        )
        self.query_one("#case-line", Static).update(plain(told), layout=False)

    # the survey

    def _ask_survey(self) -> None:
        """Look up what the case itself answered: reading a survey takes longer than a key may."""
        found = self._look
        if found is not None and any(part.section.survey for part in found.description.sections):
            self.run_worker(self._answers, group="survey", exclusive=True, thread=True, exit_on_error=False)

    def _answers(self) -> None:
        found, case, language = self._look, self.case, self.language
        own: dict[str, tuple[object, ...]] = {}
        told = ""
        try:
            for part in found.description.sections if found is not None else ():
                own[part.section.section] = own_answers(self.study, case, part.section, language)
        except StudyError as error:
            told = str(error)
        self.app.call_from_thread(self._answered, case, own, told)

    def _answered(self, case: str, own: Own, told: str) -> None:
        if case == self.case and self._look is not None and own != self._own:
            self._own = own
            self._show_statements(self.statements.key)
        if told:
            self.warn(told)

    def look_at_disk(self) -> None:
        """Look whether the survey's files have changed, which no change of the study tells of."""
        if self.workbench.place_shown is self and (now := signature(self.study.root)) != self._survey:
            self._survey = now
            self._ask_survey()

    def on_screen_resume(self) -> None:
        """Catch up with what changed meanwhile."""
        super().on_screen_resume()
        self.look_at_disk()

    # what is at the cursor

    @on(BlockPane.Moved, "#statements")
    def _moved(self, event: BlockPane.Moved) -> None:
        event.stop()
        if event.by_hand:
            self.status_line.unsay()
        self.workbench.session.put("cases.at", self.statements.key)
        statement = self.statement
        self.evidence.tick(statement.evidence if statement is not None else None)
        self._follow()
        if self.evidence.has_focus:
            self._tell_quote()
        else:
            self._tell_statement()

    def _follow(self) -> None:
        """The quotes go along with the statements, from section to section and to what one rests on."""
        key = self.statements.key
        if self.evidence.has_focus or key == self._followed:
            return
        self._followed = key
        statement, at_hand = self.statement, self.evidence.passage
        places = self._shown.answer.places
        if statement is not None and self._look is not None:
            if at_hand is not None and at_hand.coding.id in statement.evidence:
                return
            rests = [each.passage for each in self._look.rests[statement.id] if each.passage is not None]
            listed = [places[key_of(each.coding)] for each in rests if key_of(each.coding) in places]
            if listed:  # one under the same section before others
                self.evidence.go_to_group(min(listed, key=lambda at: (not self._is_of_section(at), at)))
                return
        start = self._shown.starts.get(self.section_at_hand)
        if start is not None and (key.startswith(SECTION) or not self._is_of_section(self.evidence.place)):
            self.evidence.go_to_group(start)

    def _is_of_section(self, place: int) -> bool:
        """Whether the quote of a place is listed under the section at hand."""
        return self._shown.section_of(place) == self.section_at_hand

    @property
    def section_of_quote(self) -> str:
        """Slug of the section that the quote at hand is listed under; empty where it is under none."""
        return self._shown.section_of(self.evidence.place)

    @on(QuoteList.Moved)
    def _moved_quote(self, event: QuoteList.Moved) -> None:
        event.stop()
        if self.evidence.has_focus:
            if event.by_hand:
                self.status_line.unsay()
            self._tell_quote()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What has the focus is told of."""
        if event.widget is self.evidence:
            self._tell_quote()
        elif event.widget is self.statements:
            self._tell_statement()

    def _tell_statement(self) -> None:
        found, key, language = self._look, self.statements.key, self.language
        if found is None:
            return
        study = self.study
        statement, part = self.statement, found.sections.get(self.section_at_hand)
        if statement is not None:
            title = part.section.title(language) if part is not None else ""
            rests = counted(len(found.rests[statement.id]), "quote")
            number = found.description.number(statement.id) or statement.state
            self.status_line.update(
                joined(number, shown(title), rests, statement.status), f"version {statement.version}"
            )
            self.detail.show(
                key, lambda width: sheet_of(detail_lines.statement_detail(study, found, statement, language, width), width)
            )  # fmt: skip
        elif key == CASE or part is None:
            self.status_line.update(case_name(study, self.case), "")
            self.detail.show(
                key, lambda width: sheet_of(detail_lines.case_detail(study, found, language, width), width)
            )
        else:
            own = self._own.get(part.section.section, ())
            self.status_line.update(shown(part.section.title(language)), "")
            self.detail.show(
                key, lambda width: sheet_of(detail_lines.section_detail(study, found, part, own, language, width), width)
            )  # fmt: skip

    def _tell_quote(self) -> None:
        found, passage, language = self._look, self.evidence.passage, self.language
        if found is None:
            return
        if passage is None:
            self.status_line.update("no quote is shown here", "")
            return
        number = f"{self.evidence.place + 1} of {len(self._shown.answer.passages)}"
        statement = self.statement
        at = found.description.number(statement.id) if statement is not None else ""
        self.status_line.update(
            f"{number} · {reference(self.study, passage)}", f"statement {at}" if at else ""
        )
        study = self.study
        self.detail.show(
            f"quote {passage.coding.id}",
            lambda width: sheet_of(detail_lines.quote_detail(study, found, passage, language, width), width),
        )

    def detach_at_cursor(self) -> str:
        """Id of the coding to detach that the cursor is on; empty where it is on none."""
        statement = self.statement
        if statement is None:
            return ""
        id = self.detail.key if self.detail.has_focus else ""
        if self.quote is not None:
            id = self.quote.coding.id
        return id if id in statement.evidence else ""
