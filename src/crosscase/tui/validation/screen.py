"""The validation screen: who has answered, what they said of each statement, and what becomes of it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from crosscase.casework.standing import AdditionStanding, StatementStanding
from crosscase.synthesis.passages import Passage
from crosscase.tui.quotes.answer import key_of
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.themes_pane import BlockPane
from crosscase.tui.validation import choosing, keys
from crosscase.tui.validation.detail_lines import EVIDENCE
from crosscase.tui.validation.informants_grid import InformantGrid
from crosscase.tui.validation.looking import SHOWN, id_of
from crosscase.tui.validation.panes import AnswerPane, SidePane, TargetList
from crosscase.tui.validation.showing import ShownRound

NO_ROUND = "nothing was sent to the informants yet: crosscase validate send"


class ValidationScreen(ShownRound):
    """What one does with the answers of a round."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    CSS_PATH = "screen.tcss"

    # from part to part

    @on(SidePane.Left)
    def _left_pane(self, event: SidePane.Left) -> None:
        event.stop()
        if isinstance(event.pane, AnswerPane):
            self.action_back()
        elif event.step > 0:
            self.answers.focus()
        else:
            self.grid.focus()

    @on(InformantGrid.Left)
    @on(Grid.Chosen)
    def _to_statements(self, event: InformantGrid.Left | Grid.Chosen) -> None:
        """To the first statement that the informant at hand does not find right."""
        event.stop()
        self.targets.focus()
        found, name = self._look, self.grid.column_key
        for target in found.listed(self.case, self.filter) if found is not None else ():
            if isinstance(target, AdditionStanding):
                objects = target.answer.informant == name
            else:
                said = [each for each in target.answers if each.informant == name]
                objects = any(each.verdict != "correct" or each.text or each.proposed for each in said)
            if objects:
                self.targets.go_to(id_of(target))
                return

    def action_back(self) -> None:
        """Back to the statements."""
        if self.has_class("-alone"):
            self.action_pane()
        self.targets.focus()

    def action_pane(self) -> None:
        """Give the answers the whole screen, or no longer."""
        self.toggle_class("-alone")
        alone = self.has_class("-alone")
        self.workbench.session.put("validation.pane", "alone" if alone else "")
        (self.answers if alone else self.targets).focus()

    # going about

    @on(BlockPane.Chosen)
    async def _chosen(self, event: BlockPane.Chosen) -> None:
        event.stop()
        if isinstance(event.pane, TargetList):
            self.action_choose()
        elif self.answers.key.startswith(EVIDENCE):
            await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to the statement at hand among the cases; from a quote, to its text."""
        target, found = self.target, self._look
        if self.answers.has_focus and self.answers.key.startswith(EVIDENCE):
            id = self.answers.key.removeprefix(EVIDENCE)
            await self._go_to(next((each.passage for each in self.rests if each.id == id), None))
            return
        if found is None or target is None:
            self.say("no statement is at hand")
            return
        made = target.decision.statement if target.decision is not None else ""
        id = target.id if isinstance(target, StatementStanding) else made
        if not id:
            self.say("what is said to be missing is no statement yet: a proposes it as one")
        elif id not in found.now:
            self.warn("the statement is gone from the case description")
        else:
            from crosscase.tui.cases.screen import CasesScreen

            case = self.case
            await self.workbench.action_go("cases")
            if isinstance(place := self.workbench.place_shown, CasesScreen):
                place.show_case(case, id)
                place.statements.focus()

    async def _go_to(self, passage: Passage | None) -> None:
        if passage is None:
            self.warn("that coding is not in this case any more: F7 detaches it")
        elif passage.coding.source not in self.study.sources:
            self.warn(f"{passage.coding.source} is gone or cannot be read; its codings are kept as they are")
        else:
            await self.workbench.go_to_passage(
                passage.coding.source, passage.coding.at, key_of(passage.coding)
            )
            if passage.coding.at is None:
                self.workbench.say("the words of that quote are no longer in the text")

    def action_next_undecided(self, step: int) -> None:
        """The next one that somebody has to decide on, in any case."""
        found = self._look
        if found is None:
            self.say(NO_ROUND)
            return
        wanted = frozenset(found.undecided)
        order = [*found.targets]
        key = self.targets.key
        first = found.by_case.get(self.case, ())
        at = order.index(key) if key in found.targets else order.index(id_of(first[0])) - 1 if first else -1
        turned = (
            (*order[at + 1 :], *order[: at + 1])
            if step > 0
            else (*reversed(order[: max(0, at)]), *reversed(order[max(0, at) :]))
        )
        id = next((each for each in turned if each in wanted), "")
        if not id:
            self.say("everything is decided on" + ("" if order else ": nothing was asked yet"))
            return
        self.status_line.unsay()
        if self.filter == "disputed" and id not in map(id_of, found.listed(self.case, "disputed")):
            self.show_only("to decide")
        self.reveal(found.number, id)
        if not self.answers.has_focus:
            self.targets.focus()

    def action_filter(self) -> None:
        """All of a case, what is to be decided on, what is disputed."""
        self.show_only(SHOWN[(SHOWN.index(self.filter) + 1) % len(SHOWN)])
        self.say(f"shown: {self.filter}")

    def action_find(self) -> None:
        """Find something of the round by its words."""
        if (found := self._look) is None:
            self.say(NO_ROUND)
            return

        def go(id: str) -> None:
            if self._look is not None and id in self._look.targets:
                self.show_only("all")
                self.reveal(found.number, id)
                self.targets.focus()

        self.pick("which statement?", choosing.target_entries(self.study, found, self.language), go)

    def action_case(self) -> None:
        """Choose the case."""
        if (found := self._look) is None:
            self.say(NO_ROUND)
        else:
            self.pick("which case?", choosing.case_entries(self.study, found, self.case), self.show_case)

    def action_next_case(self) -> None:
        """The next case."""
        known = self._look.cases if self._look is not None else ()
        if len(known) < 2:
            self.say("there is no other case")
        else:
            self.show_case(known[(known.index(self.case) + 1) % len(known)])

    def action_round(self) -> None:
        """Choose the round."""
        found = self._look
        if found is None:
            self.say(NO_ROUND)
        elif len(found.numbers) < 2:
            self.say(
                f"there is one round: crosscase validate send --round {found.number + 1} begins the next one"
            )
        else:
            entries = choosing.round_entries(self.study, found)
            self.pick("which round?", entries, lambda word: self.show_round(int(word)))

    def action_language(self) -> None:
        """The next language that a statement was sent in, or is written in now."""
        found = self._look
        if found is None:
            self.say(NO_ROUND)
            return
        texts = [each.text for each in found.sent.values()]
        texts += [each.text for each in found.now.values()]
        known = sorted({language for text in texts for language in text if language} | {self.language})
        if len(known) < 2:
            self.say(f"every statement is in {self.language} alone")
        else:
            self.show_in(known[(known.index(self.language) + 1) % len(known)])

    def action_export(self) -> None:
        """Write the report on the round to a file."""
        from crosscase.tui.validation.handing_out import hand_out

        if self._look is None:
            self.say(NO_ROUND)
        else:
            hand_out(self, self._look.number, self._opened)
