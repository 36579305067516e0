"""The case screen: the evidence of a case beside the statements of its description."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from crosscase.synthesis.passages import Passage
from crosscase.tui.cases import choosing, keys
from crosscase.tui.cases.blocks_pane import StatementList
from crosscase.tui.cases.evidence_pane import EvidenceList
from crosscase.tui.cases.filters import Filter
from crosscase.tui.cases.looking import UNUSED
from crosscase.tui.cases.showing import ShownCase
from crosscase.tui.cases.statement_lines import section_key
from crosscase.tui.quotes.answer import key_of
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.synthesis.themes_pane import BlockPane
from crosscase.tui.synthesis.wording import NO_CASES

WIDE = 110  # cells from which quotes and statements stand side by side
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]


class CasesScreen(ShownCase):
    """What one does with the quotes and statements of a case."""

    AUTO_FOCUS = "#statements"
    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    # what the keys do

    @on(EvidenceList.Toggled)
    def _toggled(self, event: EvidenceList.Toggled) -> None:
        event.stop()
        self.toggle(event.passage)

    @on(EvidenceList.Left)
    def _to_statements(self, event: EvidenceList.Left) -> None:
        event.stop()
        self.statements.focus()

    @on(StatementList.Left)
    def _to_quotes(self, event: StatementList.Left) -> None:
        event.stop()
        self.evidence.focus()

    @on(BlockPane.Chosen, "#statements")
    def _chosen(self, event: BlockPane.Chosen) -> None:
        event.stop()
        if self.statement is not None:
            self.action_write()
        else:
            self.action_add()

    @on(BlockPane.Chosen, "#detail")
    @on(QuoteList.Chosen)
    async def _go_to_quote(self, event: BlockPane.Chosen | QuoteList.Chosen) -> None:
        event.stop()
        await self.action_go_there()

    def action_back(self) -> None:
        """Back to the statements."""
        self.statements.focus()

    async def action_go_there(self) -> None:
        """Go to the quote at hand in its text; from a statement, to what it rests on."""
        found, statement = self._look, self.statement
        if self.quote is not None:
            await self._go_to(self.quote)
        elif found is None or statement is None:
            self.say("no quote is at hand")
        else:
            rests = {each.id: each.passage for each in found.rests[statement.id]}
            one = self.detail.key if self.detail.has_focus else next(iter(rests)) if len(rests) == 1 else ""
            if not rests:
                self.say("the statement rests on nothing yet")
            elif one in rests:
                await self._go_to(rests[one])
            else:
                entries = choosing.evidence_entries(self.study, found, statement.id)

                def picked(id: str) -> None:
                    self.run_worker(self._go_to(rests[id]))

                self.pick("go to which quote?", entries, picked)

    async def _go_to(self, passage: Passage | None) -> None:
        if passage is None:
            self.warn("that coding is not in this case any more: d detaches it")
        elif passage.coding.source not in self.study.sources:
            self.warn(f"{passage.coding.source} is gone or cannot be read; its codings are kept as they are")
        else:
            await self.workbench.go_to_passage(
                passage.coding.source, passage.coding.at, key_of(passage.coding)
            )
            if passage.coding.at is None:
                self.workbench.say("the words of that quote are no longer in the text")

    def action_next_mark(self, step: int) -> None:
        """The next statement or section that wants a look."""
        found = self._look
        if found is None:
            return
        order = self.statements.keys
        marked = {id or section_key(section) for section, id in found.marked}
        at = order.index(self.statements.key) if self.statements.key in order else 0
        turned = (
            (*order[at + 1 :], *order[: at + 1])
            if step > 0
            else (*reversed(order[:at]), *reversed(order[at:]))
        )
        key = next((key for key in turned if key in marked), "")
        if key:
            self.statements.go_to(key)
            self.statements.focus()
        else:
            self.say("no statement and no section wants a look")

    def action_marks(self) -> None:
        """List everything that wants a look."""
        found = self._look
        if found is None:
            return

        def go(place: str) -> None:
            mark = found.marks[int(place)]
            if mark.kind in UNUSED:
                self._go_to_unused(mark.about)
            else:
                self.statements.go_to(mark.statement or section_key(mark.section))
                self.statements.focus()

        self.pick("what wants a look", choosing.mark_entries(found), go, "nothing wants a look")

    def _go_to_unused(self, about: str) -> None:
        """Go to a quote by its id, or to the first one of a code."""
        if self.filter:
            self.action_all_quotes()
        for place, passage in enumerate(self._shown.answer.passages):
            if about in (passage.coding.id, passage.path):
                self.evidence.focus()
                self.evidence.go_to_group(place)
                return

    def action_find(self) -> None:
        """Find a statement by its words."""
        if self._look is not None:
            entries = choosing.statement_entries(self._look, self.language)
            self.pick("which statement?", entries, self._go_to_statement, "no statements yet: a writes one")

    def _go_to_statement(self, id: str) -> None:
        self.statements.go_to(id)
        self.statements.focus()

    def action_filter(self) -> None:
        """Choose which quotes are shown."""
        if self._look is None:
            return
        entries, chosen = choosing.filter_entries(self._look, self.filter, self.language)
        self.pick("show which quotes?", entries, lambda key: self._filter(chosen[key]))

    def action_all_quotes(self) -> None:
        """Show all quotes again."""
        self._filter(Filter())

    def _filter(self, chosen: Filter) -> None:
        self.filter, self._kept = chosen, frozenset()
        if self._look is not None:
            self._show_evidence()
            self._tell_line()

    def action_case(self) -> None:
        """Choose the case."""
        self.pick("which case?", choosing.case_entries(self.study, self.case), self.show_case, NO_CASES)

    def action_next_case(self) -> None:
        """The next case."""
        known = [*self.study.cases]
        if len(known) < 2:
            self.say("there is no other case")
        else:
            self.show_case(known[(known.index(self.case) + 1) % len(known)])

    def action_language(self) -> None:
        """The next language that any statement is written in, the study's own among them."""
        found = self._look
        if found is None:
            return
        own = self.study.settings.language
        known = [own, *(each for each in found.languages if each != own)]
        if len(known) < 2:
            self.say(f"every statement is in {own} alone")
            return
        at = known.index(self.language) if self.language in known else -1
        self.show_in(known[(at + 1) % len(known)])

    def action_pane(self) -> None:
        """Show or hide what is at the cursor."""
        self.toggle_class("-no-detail")
        hidden = self.has_class("-no-detail")
        self.workbench.session.put("cases.pane", "hidden" if hidden else "")
        if hidden and self.detail.has_focus:
            self.statements.focus()

    def action_export(self) -> None:
        """Write the description to a file."""
        from crosscase.tui.cases.handing_out import hand_out

        if self._look is None or not self._look.description.statements:
            self.say("there is nothing written of this case yet")
        else:
            hand_out(self, self.case, self.language)
