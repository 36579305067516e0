"""The other notes of the same meeting beside the text, or below it; they follow the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.sessions import Alignment, align, beside
from crosscase.tui.code.shown import Shown, codings_shown, marks_of
from crosscase.tui.transcript.view import TranscriptView
from crosscase.tui.words import plain
from crosscase.tui.words import shown as seen

LEAST = 66  # cells of a text with its margin, beside another one
NONE = "there are no other notes of this meeting: `crosscase source link` says which belong together"


class Pair(Container):
    """A text and the notes beside it: next to each other where each has room enough, else one over the other."""

    def on_resize(self) -> None:
        """A pane beside them came or went, or the window changed."""
        self.set_class(self.size.width >= 2 * LEAST, "-across")


class BesidePane(Vertical):
    """Notes that another note-taker took of the same meeting, with their codings; to be read, not coded."""

    DEFAULT_CSS = """
    BesidePane { display: none; }
    BesidePane.-open { display: block; }
    BesidePane #beside-line {
        height: 1; padding: 0 1; background: $panel; text-overflow: ellipsis; text-wrap: nowrap;
    }
    BesidePane TranscriptView { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, study: Study, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._study = study
        self._bodies = ("", "")  # of the text and of these notes, as they were laid beside each other
        self._alignment = Alignment((0, 0), (0, 0))
        self.source_id = ""

    def compose(self) -> ComposeResult:
        """What they are, and the notes."""
        yield Static("", id="beside-line", markup=False)
        view = TranscriptView(id="beside-text")
        view.can_focus = False  # the keys belong to the text beside it
        yield view

    @property
    def view(self) -> TranscriptView:
        """The notes."""
        return self.query_one(TranscriptView)

    @property
    def is_open(self) -> bool:
        """Whether notes are shown."""
        return self.has_class("-open")

    def turn(self, main: str, at: int, shown: Shown) -> str:
        """Show the next other notes of a text's meeting, after the last of them none.

        Args:
            main: id of the text they stand beside.
            at: offset of the cursor in it.

        Returns:
            What is to be said, where there is anything to say.
        """
        others = beside(self._study, main)
        if not others:
            self.close()
            return NONE
        place = others.index(self.source_id) + 1 if self.is_open and self.source_id in others else 0
        if place == len(others):
            self.close()
            return ""
        self.open(main, others[place], at, shown)
        return ""

    def open(self, main: str, source_id: str, at: int, shown: Shown) -> None:
        """Show one of the other notes."""
        source = self._study.sources[source_id]
        self.source_id = source_id
        here, there = self._study.segments(main), self._study.segments(source_id)
        self._bodies = here.body, there.body
        self._alignment = align(here, there)
        self.add_class("-open")
        self.view.show(there, [], offset=self._alignment.other(at))
        self.view.dim_speakers([s.name for s in source.speakers if s.is_interviewer])
        self.query_one("#beside-line", Static).update(_line(source), layout=False)
        self.mark(shown)
        self.follow(at)

    def close(self) -> None:
        """Show no other notes."""
        self.remove_class("-open")
        self.source_id = ""

    def keep_up(self, main: str, at: int, shown: Shown) -> None:
        """The text beside these notes is another one, or one of both was edited."""
        if not self.is_open:
            return
        if self.source_id not in beside(self._study, main):
            self.close()
        elif (self._study.sources[main].body, self._study.sources[self.source_id].body) != self._bodies:
            self.open(main, self.source_id, at, shown)

    def mark(self, shown: Shown) -> None:
        """Draw the codings of these notes anew."""
        if self.is_open:
            codings = codings_shown(self._study, self.source_id, shown)
            self.view.replace_marks(marks_of(self._study, codings))

    def follow(self, at: int) -> None:
        """Show the place that belongs to an offset of the text."""
        if self.is_open:
            there = self._alignment.other(at)
            if self.view.selection != (there, there):
                self.view.goto(there)
            self.view.set_matches([self._study.segments(self.source_id).paragraph_at(there)])

    def other(self, at: int) -> int:
        """The offset in these notes that belongs to one of the text."""
        return self._alignment.other(at)

    @on(TranscriptView.SelectionChanged)
    @on(TranscriptView.MarkClicked)
    def _not_of_the_text(self, event: TranscriptView.SelectionChanged | TranscriptView.MarkClicked) -> None:
        event.stop()


def _line(source: Source) -> Content:
    by = f"  notes by {source.notes_by}" if source.notes_by else ""
    return Content.assemble(plain(source.title or source.id, "bold"), plain(f"{by}  {source.session}", "dim"))


def session_words(study: Study, source: Source) -> Sequence[str]:
    """What is said of a text that has notes of a meeting: who took them, and how many others there are."""
    if not source.session:
        return ()
    count = len(beside(study, source.id))
    others = f"{count} other note{'s' * (count != 1)} of this meeting: i" if count else ""
    return tuple(filter(None, (f"notes by {seen(source.notes_by)}" if source.notes_by else "", others)))
