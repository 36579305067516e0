"""Walking through the codings that are changed or lost: what was coded beside what stands there now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.study import review
from crosscase.study.edits import Edit
from crosscase.study.model import Coding, Source
from crosscase.study.problems import StudyError
from crosscase.study.review import Key, Look
from crosscase.study.review_places import Near, Stood, about, near, stood
from crosscase.study.segments import Segments, segment
from crosscase.study.word_diff import Piece, word_diff
from crosscase.tui.code.shown import mark_of
from crosscase.tui.footer import Footer
from crosscase.tui.review import before as words_of
from crosscase.tui.review import keys
from crosscase.tui.review.offering import keep_lost, kept_lost
from crosscase.tui.transcript.view import TranscriptView
from crosscase.tui.words import plain, wrapped

if TYPE_CHECKING:
    from crosscase.tui.place import Place

BREAKPOINTS = [(0, "-stacked"), (110, "-beside")]  # cells from which then and now stand side by side


class ReviewScreen(ModalScreen[bool]):
    """Walks through the codings that want a look, one's own first; True when all of one's own are decided."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, place: Place) -> None:
        """Make the review.

        Args:
            place: whose study it is, and whose door changes go through.
        """
        super().__init__()
        self._place = place
        self._queue: list[Look] = []
        self._at: Key | None = None
        self._first: dict[Key, Look] = {}  # with the place in the former text, which saving forgets
        self._kept: set[Key] = set()  # lost ones that were decided to stay so, here
        self._steps: list[Key] = []  # what was decided here, each one edit
        self._near: tuple[Near, ...] = ()
        self._segments = segment("")
        self._busy = False  # a change of its own is under way

    def compose(self) -> ComposeResult:
        """Which coding, then and now, how they differ, what is like the words."""
        with Vertical(id="frame"):
            yield Static("", id="where", markup=False)
            with Container(id="sides"):
                with Vertical(id="then"):
                    yield Static("As it was coded", classes="label")
                    with VerticalScroll(can_focus=False):
                        yield Static("", id="old", markup=False)
                with Vertical(id="now"):
                    yield Static("The text now", classes="label")
                    yield TranscriptView(id="text")
            yield Static("", id="differs", markup=False)
            yield Static("", id="near", markup=False)
            yield Static("", id="said", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """The first coding."""
        self.query_one("#frame").border_title = plain("Codings whose text was edited")
        self.refill()

    # what is shown

    @property
    def view(self) -> TranscriptView:
        """The text as it is now."""
        return self.query_one(TranscriptView)

    @property
    def picking(self) -> bool:
        """Whether words are being picked in the text."""
        return self.view.has_focus

    @property
    def look(self) -> Look | None:
        """The coding that is asked about."""
        return next((look for look in self._queue if look.key == self._at), None)

    def refill(self) -> None:
        """Show what is left, as after any change of the study; the one at hand stays, and words being picked too."""
        if self._busy:
            return
        look = self.look if self.picking else None
        if self._fill(look) and look is not None:
            self._say("the text or the coding was changed by another program: p picks words anew")

    def _fill(self, picked: Look | None = None) -> bool:
        """Show what is left, unless words are being picked for a coding that is as it was; whether that was done."""
        before = [look.key for look in self._queue]
        self._queue = self._wanting()
        if not any(look.mine for look in self._queue) and self._steps:
            self.dismiss(True)
            return False
        if not self._queue:
            self.dismiss(False)
            return False
        left = [look.key for look in self._queue]
        if self._at not in left:
            behind = before[before.index(self._at) :] if self._at in before else []
            self._at = next((key for key in behind if key in left), left[0])
        if picked is not None and self.look == picked and self._stands(picked):
            return False
        self._show()
        return True

    def _stands(self, look: Look) -> bool:
        study = self._place.study
        return look.coding.source in study.sources and study.segments(look.coding.source) is self._segments

    def _wanting(self) -> list[Look]:
        """What wants a look; what somebody decided to leave lost another day comes behind the rest of one's own."""
        study = self._place.study
        found = []
        for look in review.looks(study, study.coder):
            source = study.sources[look.coding.source]
            if look.text != source.hash or look.key not in self._first:
                self._first[look.key] = look
            first = self._first[look.key]
            found.append(replace(look, text=first.text, old=first.old))
        session = self._place.workbench.session
        kept = kept_lost(session) & {look.key for look in found if look.status == "lost"}
        keep_lost(session, kept)
        left = [look for look in found if look.key not in self._kept]
        return sorted(left, key=lambda look: (not look.mine, look.key in kept))

    def _show(self) -> None:
        look, study = self.look, self._place.study
        source = study.sources.get(look.coding.source) if look is not None else None
        if look is None or source is None:
            return
        self.set_focus(None)
        segments = study.segments(source.id)
        was = stood(study, look)
        offset = about(study, look, was)
        pieces = _pieces(look, source)
        self._near = near(study, look)
        self.set_class(look.status == "lost", "-lost")
        self.set_class(look.status == "changed", "-changed")
        self.query_one("#frame").border_subtitle = Content(self._number(look))
        self.query_one("#where", Static).update(words_of.where(study, look, segments, offset))
        self._show_before(look, was, pieces)
        self._show_now(look, source, segments, offset, pieces)
        self.query_one("#differs", Static).update(words_of.differs(pieces))
        lines = [words_of.near_line(n, place, source.body, segments) for n, place in enumerate(self._near, 1)]
        nothing = Content("nothing in the text is like its words: p goes into the text, d drops the coding")
        self.query_one("#near", Static).update(Content("\n").join(lines) if lines else nothing)

    def _number(self, look: Look) -> str:
        own = [each for each in self._queue if each.mine]
        others = len(self._queue) - len(own)
        if not look.mine:
            return f"{self._queue.index(look) - len(own) + 1} of {others} of others"
        more = f" · then {others} of others" if others else ""
        return f"{len(self._steps) + own.index(look) + 1} of {len(self._steps) + len(own)}{more}"

    def _show_before(self, look: Look, was: Stood | None, pieces: tuple[Piece, ...]) -> None:
        ahead, words, after = words_of.before(look, was, pieces)
        self.query_one("#old", Static).update(Content.assemble(ahead, words, after))
        self.call_after_refresh(self._to_words, ahead)

    def _to_words(self, ahead: Content) -> None:
        """Bring the words of then into view, below a row of what stood before them."""
        scroll = self.query_one("#then VerticalScroll", VerticalScroll)
        width = max(1, scroll.scrollable_content_region.width)
        rows = sum(len(wrapped(line, width)) for line in ahead.plain.split("\n"))
        height = scroll.size.height
        row = 0 if rows + 2 <= height else rows - (2 if height > 5 else 1)
        scroll.scroll_to(y=max(0, row), animate=False)

    def _show_now(
        self, look: Look, source: Source, segments: Segments, offset: int, pieces: tuple[Piece, ...]
    ) -> None:
        mark = mark_of(self._place.study, look.coding)
        marks = [mark] if mark is not None else []
        if segments is self._segments:
            self.view.replace_marks(marks)
        else:
            self._segments = segments
            self.view.show(segments, marks, offset=offset)
            self.view.dim_speakers([each.name for each in source.speakers if each.is_interviewer])
        self.view.set_matches(_come(look, pieces))
        self._reveal(look.coding.at, offset)
        self.call_after_refresh(self._reveal, look.coding.at, offset)  # once it has its size

    def _reveal(self, at: tuple[int, int] | None, offset: int) -> None:
        self.view.goto(offset)
        if at is not None:
            self.view.select(*at)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text))

    # what is decided

    def action_keep(self) -> None:
        """Leave the coding as it was found."""
        self._decide(lambda coding: review.keep(self._place.study, coding))

    def action_drop(self) -> None:
        """Take the coding away."""
        self._decide(lambda coding: review.drop(self._place.study, coding))

    def action_put(self) -> None:
        """Put the coding on the words that are selected, else on the sentence at the cursor."""
        low, high = self.view.selection
        if low == high:
            low, high = self.view.segments.sentence_at(low)
        if not self.view.segments.body[low:high].strip():
            self._say("there are no words here: select those that the coding should have")
            return
        segments = self._segments
        self._decide(lambda coding: self._put(coding, segments, (low, high)))

    def _put(self, coding: Coding, segments: Segments, span: tuple[int, int]) -> Edit:
        study = self._place.study
        if coding.source not in study.sources or study.segments(coding.source) is not segments:
            raise StudyError(
                f"{coding.source} was changed by another program meanwhile: select the words again"
            )
        return review.put(study, coding, span)

    def action_pick(self) -> None:
        """Go into the text to pick words."""
        self._own(lambda _look: self._pick())

    def _pick(self) -> None:
        self.view.focus()
        self._say("s sentence, w word, shift+arrows select; Enter puts it there, Esc goes back")

    def action_near(self, number: int) -> None:
        """Select one of the places that are like the words."""
        if number > len(self._near):
            self._say(f"there is no place {number} like its words")
            return
        place = self._near[number - 1]

        def select(_look: Look) -> None:
            self._pick()
            self.view.goto(place.start)
            self.view.select(place.start, place.end)

        self._own(select)

    def _own(self, then: Callable[[Look], None]) -> None:
        """Do something with the coding at hand, once it is known who codes and that it is theirs."""
        if self.look is None:
            return

        def go(coder: str) -> None:
            look = self.look
            if look is None:
                return
            if look.coding.coder != coder:
                self._say(f"that coding is {look.coding.coder}’s to decide; n goes on")
            else:
                then(look)

        self._place.with_coder(go)

    def _decide(self, make: Callable[[Coding], Edit]) -> None:
        self._own(lambda look: self._done(look, make))

    def _done(self, look: Look, make: Callable[[Coding], Edit]) -> None:
        try:
            edit = make(look.coding)
        except StudyError as error:
            self._say(str(error))
            return
        if not self._through(lambda: self._place.perform(edit)):
            return
        after = edit.changes[-1].after
        if isinstance(after, Coding) and after.at is None:
            self._kept.add(look.key)
            session = self._place.workbench.session
            keep_lost(session, kept_lost(session) | {look.key})
        self._steps.append(look.key)
        self._say(edit.name)
        self._fill()

    def _through(self, change: Callable[[], bool]) -> bool:
        """Make a change at the place's door; whether it was made. What the place tells is told here."""
        self._busy = True
        done = change()
        self._busy = False
        if not done:
            said = self._place.status_line.said
            self._fill()
            self._say(said)
        return done

    def action_undo(self) -> None:
        """Take back the last thing decided here, and show its coding again."""
        if not self._steps:
            self._say("nothing was decided here yet")
            return
        edit = self._place.study.history.next_undo
        if not self._through(self._place.undo):
            return
        key = self._steps.pop()
        if key in self._kept:
            self._kept.discard(key)
            session = self._place.workbench.session
            keep_lost(session, kept_lost(session) - {key})
        self._at = key
        self._say(f"undid: {edit.name}" if edit is not None else "")
        self._fill()

    # going about

    def action_step(self, step: int) -> None:
        """Go to another coding, round the ends."""
        if (look := self.look) is not None:
            self._at = self._queue[(self._queue.index(look) + step) % len(self._queue)].key
            self._say("" if len(self._queue) > 1 else "this is the only one left")
            self._show()

    def action_scroll(self, rows: int) -> None:
        """Some rows of the text on or back."""
        self.view.scroll_relative(y=rows, animate=False)

    def action_scroll_before(self, rows: int) -> None:
        """Some rows of the former text on or back."""
        self.query_one("#then VerticalScroll").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Back to the decision; from there back to work: what is not decided waits."""
        if not self.picking:
            self.dismiss(False)
            return
        self._say("")
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be decided rests while words are picked."""
        if action in keys.DECIDING:
            return not self.picking
        return self.picking if action in keys.PICKING else True

    def on_descendant_focus(self) -> None:
        """Words are being picked: other keys count."""
        self._tell_picking()

    def on_descendant_blur(self) -> None:
        """No longer."""
        self._tell_picking()

    def _tell_picking(self) -> None:
        self.set_class(self.picking, "-picking")
        self.refresh_bindings()


def _pieces(look: Look, source: Source) -> tuple[Piece, ...]:
    at = look.coding.at
    return word_diff(look.coding.quote, source.body[slice(*at)]) if at is not None else ()


def _come(look: Look, pieces: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """Where in the text the words stand that came."""
    if look.coding.at is None:
        return []
    at, found = look.coding.at[0], []
    for piece in pieces:
        if piece.kind == "gone":
            continue
        if piece.kind == "come":
            found.append((at, at + len(piece.text)))
        at += len(piece.text)
    return found
