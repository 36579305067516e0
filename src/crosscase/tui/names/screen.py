"""Names: what may be one, where it stands, and what shall stand for it; then one step replaces them."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.language.names_apart import Place as Spot
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.roster import Roster
from crosscase.tui.dialogs import Confirm
from crosscase.tui.footer import Footer
from crosscase.tui.names import deciding, keys, replacing
from crosscase.tui.names.around import BLOCKS, block, window
from crosscase.tui.names.calling import PseudonymPicker
from crosscase.tui.names.deciding import Decided
from crosscase.tui.names.last_look import ReplaceLook, lines
from crosscase.tui.names.listing import NameList, Row
from crosscase.tui.names.queue import Name, names_of
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.tui.place import Place

BREAKPOINTS = [(0, "-stacked"), (110, "-beside")]  # cells from which names and places stand side by side
SLICE, REST = 0.02, 0.002  # seconds of deciding, and of a rest in which keys are heeded

Ended = str
"""How the screen ended: `again` to look once more, `replaced`, or `left`."""


class NamesScreen(ModalScreen[Ended]):
    """The names left, the places of the one at hand right, what was said below."""

    AUTO_FOCUS = ""
    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(
        self, place: Place, spots: Sequence[Spot], roster: Roster, notes: Sequence[str] = ()
    ) -> None:
        """Show what was found.

        Args:
            place: whose study it is, and whose door the change goes through.
            roster: the names that are known.
            notes: what there is to know about how it was looked for.
        """
        super().__init__()
        self._place = place
        self._spots = tuple(spots)
        self.names = names_of(self._spots)
        """What is asked about, a row each."""
        self._decided = deciding.begin(roster, place.study.settings.language)
        self._steps: list[tuple[Decided, int, int]] = []  # what was so before each decision
        self._notes = tuple(notes)
        self._at = 0  # the name at hand
        self._nth = 0  # which of its places
        self._busy = False

    def compose(self) -> ComposeResult:
        """Head, names, places, what was said, keys."""
        yield Static("", id="head", markup=False)
        with Container(id="sides"):
            yield NameList(self._row, id="names")
            with VerticalScroll(id="places", can_focus=False):
                for _ in range(BLOCKS):
                    yield Static("", classes="place", markup=False)
        yield Static("", id="said", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """At the first name."""
        self._say("  ".join(self._notes))
        self._show()

    # what is shown

    @property
    def name_at_hand(self) -> Name:
        """The name that is asked about."""
        return self.names[self._at]

    @property
    def spot(self) -> int:
        """The number of the place at hand."""
        return self.name_at_hand.places[self._nth]

    @property
    def unsaved(self) -> bool:
        """Whether something was decided that is not written down."""
        return bool(self._steps)

    def _row(self, at: int) -> Row:
        name, said = self.names[at], self._decided.pseudonyms
        states = [said.get(number) for number in name.places]
        given = next((state for state in states if state), "")
        if None in states:
            mark = "±" if any(state is not None for state in states) else ""
            given = given or self._decided.proposal(name, at_hand=at == self._at)
        else:
            mark = "✓" if all(states) else "±" if given else "="
        return Row(mark, name.words, len(name.places), given, name.sure, name.why)

    def _show(self) -> None:
        self.query_one(NameList).show(len(self.names), self._at)
        done = sum(not self._decided.left_of(name) for name in self.names)
        kept = len(self._decided.pseudonyms) - self._decided.replaced
        self.query_one("#head", Static).update(
            Content(
                f"Names   {done} of {len(self.names)} decided · {counted(len(self._spots), 'place')}: "
                f"{self._decided.replaced} to replace, {kept} to keep"
            )
        )
        self._show_places()

    def _show_places(self) -> None:
        places, said = self.name_at_hand.places, self._decided.pseudonyms
        shown = window(len(places), self._nth)
        blocks = [*self.query("#places .place").results(Static)]
        for number, widget in enumerate(blocks):
            widget.display = number < len(shown)
            if number < len(shown):
                nth = shown[number]
                spot = self._spots[places[nth]]
                here = nth == self._nth
                widget.update(block(spot, nth + 1, len(places), here, said.get(places[nth])))
        self.call_after_refresh(self._reveal, blocks[self._nth - shown.start])

    def _reveal(self, widget: Static) -> None:
        self.query_one("#places").scroll_to_widget(widget, animate=False, top=True)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text))

    # deciding

    def _decide(self, after: Decided, *, go_on: bool = True) -> None:
        self._steps.append((self._decided, self._at, self._nth))
        self._decided = after
        self._say(after.told)
        if go_on and not after.left_of(self.name_at_hand):
            self._next_open()
        elif go_on:
            left = after.left_of(self.name_at_hand)
            behind = [number for number in left if number > self.spot] or left
            self._nth = self.name_at_hand.places.index(behind[0])
        self._show()

    def _next_open(self) -> bool:
        count = len(self.names)
        for step in range(1, count + 1):
            at = (self._at + step) % count
            if self._decided.left_of(self.names[at]):
                self._at = at
                left = self._decided.left_of(self.names[at])
                self._nth = self.names[at].places.index(left[0])
                return True
        return False

    def _open_places(self) -> tuple[int, ...]:
        """The places that a decision about the whole name is for: those not decided, all of them where all are."""
        return self._decided.left_of(self.name_at_hand) or self.name_at_hand.places

    def action_accept(self) -> None:
        """The name is one, wherever nothing else was decided."""
        self._decide(deciding.accept(self._decided, self.name_at_hand, self._open_places()))

    def action_accept_place(self) -> None:
        """It is one at this place."""
        self._decide(deciding.accept(self._decided, self.name_at_hand, (self.spot,)))

    def action_other(self) -> None:
        """Something else stands for it, wherever nothing else was decided."""
        self._ask(self._open_places())

    def action_other_place(self) -> None:
        """Something else stands for it at this place."""
        self._ask((self.spot,))

    def _ask(self, places: tuple[int, ...]) -> None:
        name = self.name_at_hand

        def picked(pseudonym: str | None) -> None:
            if pseudonym is None:
                return
            if wrong := deciding.wrong_pseudonym(self._decided.roster, pseudonym):
                self._say(f"not taken: {wrong}")
            else:
                self._decide(deciding.call(self._decided, name, places, pseudonym))

        what = "here" if len(places) < len(name.places) else "everywhere"
        prompt = f"what stands for {name.words}, {what}, such as {self._decided.proposal(name)}"
        self.app.push_screen(PseudonymPicker(prompt, self._decided.roster.entries, name.kind), picked)

    def action_keep(self) -> None:
        """It is no name at this place."""
        number = self.spot
        self._decide(deciding.keep(self._decided, self.name_at_hand, number, self._spots[number]))

    def action_keep_all(self) -> None:
        """It is no name."""
        self._decide(deciding.keep_all(self._decided, self.name_at_hand))

    def action_accept_sure(self) -> None:
        """Everything that is surely a name."""
        self._accept_sure()

    @work(exclusive=True)
    async def _accept_sure(self) -> None:
        """Accept name by name; a key goes before, and one that decides ends it."""
        before, after = self._decided, self._decided
        begun = perf_counter()
        for after in deciding.accepting_sure(before, self.names):
            if perf_counter() - begun > SLICE:
                self._say(f"{after.told} …")
                await sleep(REST)
                begun = perf_counter()
            if self._decided is not before:
                self._say("what is sure is not accepted: something else was decided meanwhile")
                return
        if after is before:
            self._say("nothing that is sure is left to decide")
        else:
            self._decide(after)

    def action_undo(self) -> None:
        """Take the last decision back."""
        if not self._steps:
            self._say("nothing was decided here yet")
            return
        told = self._decided.told
        self._decided, self._at, self._nth = self._steps.pop()
        self._say(f"undid: {told}")
        self._show()

    # going about

    def action_skip(self) -> None:
        """The next name that is not decided."""
        if not self._next_open():
            self._say("everything is decided: Ctrl+S replaces the names")
        self._show()

    def action_move(self, step: int) -> None:
        """A name on or back."""
        self._go(self._at + step)

    def action_page(self, step: int) -> None:
        """A page on or back."""
        self._go(self._at + step * self.query_one(NameList).page)

    def action_go(self, at: int) -> None:
        """To a name by its number; -1 for the last one."""
        self._go(at if at >= 0 else len(self.names) - 1)

    @on(NameList.Clicked)
    def _clicked(self, event: NameList.Clicked) -> None:
        self._go(event.at)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self.names) - 1))
        if at != self._at:
            self._at, self._nth = at, 0
            self._show()

    def action_place(self, step: int) -> None:
        """Another place of the name, round the ends."""
        self._nth = (self._nth + step) % len(self.name_at_hand.places)
        self._show_places()

    # ending

    def action_replace(self) -> None:
        """Show what would be replaced, and replace it."""
        if self._busy:
            return
        if not self._decided.replaced:
            self._say("no name is accepted yet: there is nothing to replace")
            return
        self._busy = True
        self._say("a moment: what would be replaced …")
        self.call_after_refresh(self._plan)

    def _plan(self) -> None:
        self._busy = False
        try:
            plan = replacing.planned(self._place, self._spots, self._decided)
        except StudyError as error:
            self._say(f"{error} (Ctrl+L looks again)")
            return
        self._say("")
        left = sum(len(self._decided.left_of(name)) for name in self.names)
        note = f"{counted(left, 'place')} not decided stay as they are" if left else ""

        def answered(yes: bool | None) -> None:
            if yes:
                self._busy = True
                self._say("replacing …")
                self.call_after_refresh(self._do, plan)

        shown = lines(self._spots, self._decided, plan.outlook)
        self.app.push_screen(ReplaceLook(plan.outlook.question, note, shown), answered)

    def _do(self, plan: replacing.Planned) -> None:
        self._busy = False
        try:
            told = replacing.do(self._place, plan, self._decided)
        except StudyError as error:
            self._say(f"{error} (Ctrl+L looks again)")
            return
        self._steps.clear()
        self.dismiss("replaced")
        self.app.run_worker(replacing.tell(self._place, told), exit_on_error=False)

    def action_look_again(self) -> None:
        """Look once more, with what was decided."""
        if self._keep_roster():
            self.dismiss("again")

    def action_leave(self) -> None:
        """Go back; names that were accepted and not replaced are asked about."""
        if not self._decided.replaced:
            self._leave(True)
            return
        self.app.push_screen(
            Confirm(
                f"Leave without replacing {counted(self._decided.replaced, 'place')}?",
                detail="What you decided is kept in private/roster.yaml, and proposed the next time.",
            ),
            self._leave,
        )

    def _leave(self, yes: bool | None) -> None:
        if yes and self._keep_roster():
            self.dismiss("left")

    def _keep_roster(self) -> bool:
        if self._decided.changes_roster:
            try:
                replacing.keep_roster(self._place, self._decided)
            except StudyError as error:
                self._say(str(error))
                return False
        self._steps.clear()
        return True
