"""Suggestions in the code screen: switched on and off, gone through, accepted and refused."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import on
from textual.binding import ActiveBinding
from textual.message import Message

from crosscase.study.edits import Edit
from crosscase.study.model import Coding, Source
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.suggestion_edits import accept, accept_all, refuse, refuse_all
from crosscase.synthesis.suggest_worker import Answer, Learned, Offered, Told, Wrong
from crosscase.tui.code.reading_screen import ReadingScreen
from crosscase.tui.code.shown import key_of as coding_key
from crosscase.tui.code.suggestions import Suggestions, code_of, key_of
from crosscase.tui.code.suggestions_pane import SuggestionsPane
from crosscase.tui.code.suggestions_process import ENDED, SuggestionsProcess
from crosscase.tui.place import NOTICE_SECONDS
from crosscase.tui.transcript.paint import SUGGESTED

KEPT = "code.suggestions"
OFF = "suggestions are off: G switches them on"
LEARNING = "learning …"
NONE_HERE = "nothing is suggested here: ( and ) go to a passage"
NOWHERE = "nothing is suggested in this text"
FOOTER = {"code.accept": "Accept", "code.refuse": "Refuse", "code.next-suggestion": "Suggestion"}
"""What the footer calls the keys of suggestions, the most needed first, while they are on."""
_AROUND = 3  # cells that the footer leaves around a key and its words


class SuggestionsScreen(ReadingScreen):
    """Shows what a process of its own suggests for the text on the screen; a person decides."""

    suggestions = Suggestions()
    chosen_suggestion: tuple[int, int, str] | None = None  # where several are suggested for a passage
    _maker: SuggestionsProcess | None = None
    _maker_coder = ""
    _learned: Learned | None = None
    _coming: tuple[Offered, ...] = ()  # of an answer that comes in parts
    _wrong = ""  # what went wrong last
    _is_to_be_said = False  # what was learned: somebody has just switched them on

    @dataclass
    class Heard(Message):
        """The process said something; None when it has ended."""

        maker: SuggestionsProcess
        told: Told | None

    # on and off

    def begin_suggestions(self) -> None:
        """Go on with suggestions where they were on the last time."""
        if self.workbench.session.get(KEPT) == "on":
            self._begin()

    def action_suggestions(self) -> None:
        """Switch suggestions on or off, and remember."""
        if self._maker is None:
            self.workbench.session.put(KEPT, "on")
            self._is_to_be_said = True
            self._begin()
            self.say("suggestions are on: learning from the codings …")
        else:
            self.workbench.session.put(KEPT, "")
            self.end_suggestions()
            self.say("suggestions are off")

    def _begin(self) -> None:
        self._learned, self._wrong, self._maker_coder = None, "", self.study.coder
        self._maker = SuggestionsProcess(self.study.root, self.study.coder, self._heard)
        self.add_class("-suggestions")
        self.refresh_bindings()
        self._maker.ask(self.source_id)
        self._show(Suggestions())

    def _heard(self, maker: SuggestionsProcess, told: Told | None) -> None:
        with suppress(RuntimeError):  # nobody listens any more
            self.post_message(self.Heard(maker, told))

    def end_suggestions(self) -> None:
        """End the process and take the marks away."""
        if self._maker is not None:
            self._maker.close()
            self._maker = None
        self.remove_class("-suggestions")
        self.refresh_bindings()
        self._show(Suggestions())

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Those of every screen; the footer shows keys of suggestions too while these are on, as it has room."""
        found = super().active_bindings
        if self._maker is None:
            return found
        # of several keys for one thing the footer shows the first
        told = {each.binding.action: each for each in reversed(found.values()) if each.binding.show}
        room = self.size.width - sum(map(self._cells, told.values()))
        by_id = {each.binding.id: key for key, each in found.items()}
        for id, words in FOOTER.items():
            if (key := by_id.get(id)) is None:  # taken off by the user
                continue
            more = found[key]._replace(binding=replace(found[key].binding, show=True, description=words))
            if (cells := self._cells(more)) <= room:
                found[key], room = more, room - cells
        return found

    def _cells(self, active: ActiveBinding) -> int:
        """What a key takes of the footer."""
        return cell_len(self.app.get_key_display(active.binding)) + len(active.binding.description) + _AROUND

    def on_resize(self) -> None:
        """The footer has other room."""
        self.refresh_bindings()

    def on_unmount(self) -> None:
        """The process ends with the screen."""
        if self._maker is not None:
            self._maker.close()
            self._maker = None

    # what is suggested

    def open_source(self, source_id: str, offset: int) -> None:
        """Show a source with the cursor at an offset; what is suggested for it comes when it is known."""
        self.suggestions, self.chosen_suggestion = Suggestions(), None
        super().open_source(source_id, offset)
        self.ask_suggestions()

    def ask_suggestions(self, changed: Collection[str] = ()) -> None:
        """Ask anew for the text on the screen.

        Args:
            changed: files that changed on disk.
        """
        if self._maker is None:
            return
        if self._maker_coder != self.study.coder:  # somebody has said who codes
            self._maker.close()
            self._begin()
            return
        self._coming = ()
        self._maker.ask(self.source_id, changed)

    @on(Heard)
    def _take(self, event: Heard) -> None:
        event.stop()
        if event.maker is not self._maker:
            return
        match event.told:
            case Answer() as answer:
                self._take_answer(answer)
            case Learned() as learned:
                self._take_learned(learned)
            case Wrong(said):
                self._wrong = said
                self.warn(said)
            case None:
                self.end_suggestions()
                self.warn(f"{self._wrong}; suggestions are off" if self._wrong else ENDED)

    def _take_answer(self, answer: Answer) -> None:
        source = self.source
        if self._maker is None or answer.number != self._maker.number:
            return  # asked since: another answer comes
        if source is None or (source.id, source.hash) != (answer.source, answer.text):
            return
        self._coming += answer.offered
        if answer.last:
            offered, self._coming, self._wrong = self._coming, (), ""
            self._show(Suggestions(offered))

    def _take_learned(self, learned: Learned) -> None:
        self._learned = learned
        if self._is_to_be_said:
            self._is_to_be_said = False
            if self.status_line.has_room_for(learned.said):
                self.say(learned.said)
            else:
                self.say(f"{learned.said.partition(';')[0].rstrip('.')}; more beside the text")
                if not self.query_one("#side").display:
                    self.app.notify(learned.said, timeout=NOTICE_SECONDS, markup=False)
        self.tell_suggestions()

    def _show(self, suggestions: Suggestions) -> None:
        self.suggestions = suggestions
        self.view.set_suggested(suggestions.passages)
        self.tell_suggestions()
        self.tell_status()

    def tell_suggestions(self) -> None:
        """Show those at the cursor."""
        count = len(self.view.suggested)
        state = f"for {counted(count, 'passage')}" if count else ""
        if self._learned is None:
            state = "  ".join(filter(None, (state, LEARNING)))
        self.query_one(SuggestionsPane).tell(
            self.suggestions_here(),
            self.suggestion_at_hand(),
            state,
            "" if self._maker is None else self._why_none(),
            self._learned.said if self._learned is not None else "",
        )

    def suggestions_here(self) -> tuple[Offered, ...]:
        """Those of the first passage that the selection or the cursor touches, the best first."""
        low, high = self.view.selection
        touched = self.view.suggested.touching(low, max(high, low + 1))
        if not touched and low == high > 0:  # right behind the last letter
            touched = self.view.suggested.touching(low - 1, low)
        return self.suggestions.on(touched[0]) if touched else ()

    def suggestion_at_hand(self) -> Offered | None:
        """The chosen one where it is here, else the best here."""
        here = self.suggestions_here()
        return next(
            (each for each in here if key_of(each) == self.chosen_suggestion), here[0] if here else None
        )

    def also_here(self) -> list[str]:
        """For the status line, where no pane shows the suggestion at hand."""
        at_hand = self.suggestion_at_hand()
        if at_hand is None or self.query_one("#side").display:
            return []
        more = len(self.suggestions_here()) - 1
        ending = f"{at_hand.score:.2f}{f' +{more}' if more else ''}"
        names = dict.fromkeys((at_hand.code, at_hand.code.rpartition("/")[2]))
        return [f"{SUGGESTED} {name} {ending}" for name in names]

    # deciding

    def action_suggestion(self, direction: int) -> None:
        """Go to the next passage with a suggestion, or the one before."""
        found = self.view.suggested.neighbour(*self.view.selection, direction)
        if self._maker is None:
            self.say(OFF)
        elif found is None:
            self.say(LEARNING if self._learned is None else NOWHERE)
        else:
            self.chosen_suggestion = None
            self.view.select(*found)
            self.tell_suggestions()

    def action_other_suggestion(self) -> None:
        """The next of several suggestions for a passage."""
        here, at_hand = self.suggestions_here(), self.suggestion_at_hand()
        if at_hand is None or len(here) < 2:
            self.say("only one suggestion here" if here else self._why_none())
            return
        self.chosen_suggestion = key_of(here[(here.index(at_hand) + 1) % len(here)])
        self.tell_suggestions()
        self.tell_status()

    def _why_none(self) -> str:
        return OFF if self._maker is None else NONE_HERE if len(self.view.suggested) else NOWHERE

    def action_accept(self) -> None:
        """Code the words with the suggestion at hand."""
        offered, source = self.suggestion_at_hand(), self.source
        if offered is None or source is None:
            self.say(self._why_none())
        else:
            self.with_coder(lambda _coder: self._accept(offered, source))

    def _accept(self, offered: Offered, source: Source) -> None:
        code = code_of(self.study, offered)[0]
        try:
            self._must_be_as_it_was(source)
            edit = accept(self.study, offered)
        except StudyError as error:
            self.warn(str(error))
            return
        made = edit.changes[-1].after
        assert isinstance(made, Coding)
        assert code is not None  # else it was refused above
        self.chosen = coding_key(made)
        if self._perform_with(edit, code):
            self._drop([offered])
            self.told(made, code, "accepted")

    def action_refuse(self) -> None:
        """Refuse the suggestion at hand: it is not offered there again."""
        offered, source = self.suggestion_at_hand(), self.source
        if offered is None or source is None:
            self.say(self._why_none())
        else:
            self.with_coder(lambda _coder: self._refuse(offered, source))

    def _refuse(self, offered: Offered, source: Source) -> None:
        try:
            self._must_be_as_it_was(source)
            edit = refuse(self.study, offered)
        except StudyError as error:
            self.warn(str(error))
            return
        if self.perform(edit):
            self._drop([offered])
            self.say(
                f"refused {code_of(self.study, offered)[1]}: it is not offered here again · u takes that back"
            )

    def action_accept_together(self) -> None:
        """Accept, or refuse, all suggestions of one code or kind in this text, after a look."""
        from crosscase.tui.code.suggestions_look import Decision, SuggestionsLook, choices

        source = self.source
        there = choices(self.study, self.suggestions.all, self.suggestion_at_hand())
        if not there or source is None:
            self.say(self._why_none())
            return

        def decided(decision: Decision | None) -> None:
            if decision is not None:
                self.with_coder(lambda _coder: self._decide(decision.what, decision.offered, source))

        note = f"Made with {self._learned.used}." if self._learned is not None else ""
        self.app.push_screen(SuggestionsLook(self.study, there, note), decided)

    def _decide(self, what: str, offered: tuple[Offered, ...], source: Source) -> None:
        try:
            self._must_be_as_it_was(source)
            edit: Edit = (accept_all if what == "accept" else refuse_all)(self.study, offered)
        except StudyError as error:
            self.warn(str(error))
            return
        if self.perform(edit):
            self._drop(offered)
            self.say(f"{edit.name} · u takes all back")

    def _must_be_as_it_was(self, source: Source) -> None:
        if self.study.sources.get(source.id) is not source:
            raise StudyError(f"{source.id} was changed by another program meanwhile: look at it again")

    def _drop(self, offered: Collection[Offered]) -> None:
        """Take what was decided on off the screen at once; what else follows from it comes from the process."""
        self._show(self.suggestions.without(offered))
