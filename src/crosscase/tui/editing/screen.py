"""Editing the text of a source in the workbench: the codings go with the words, and saving is one step to take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from crosscase.study.drafts import Draft, draft_of, drop_draft, fits, keep_draft, set_aside
from crosscase.study.model import Coding, Source
from crosscase.study.problems import StudyError
from crosscase.study.text_edit import Moved, edit_text
from crosscase.tui.code.shown import color_of, key_of
from crosscase.tui.dialogs import Confirm
from crosscase.tui.editing.area import Drawn, TextField
from crosscase.tui.footer import Footer
from crosscase.tui.frame import HeaderLine, StatusLine
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.tui.place import Place

PAUSE = 0.3  # seconds without a key after which the line below says what became of the codings
DRAFT_EVERY = 2.0  # seconds that can at most be lost in a crash


Left = tuple[int, str]
"""The offset of the cursor when a text is left, and what is to be said."""


class EditScreen(ModalScreen[Left]):
    """The text of one source while it is edited."""

    DEFAULT_CSS = """
    EditScreen { layout: vertical; background: $background; }
    EditScreen #notice { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    EditScreen TextField, EditScreen TextField:focus { height: 1fr; border: none; padding: 0 1; background: $background; }
    EditScreen > Footer { dock: none; height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit-text.save", tooltip="Save the text; its codings keep their words"),
        Binding("ctrl+z", "back", "Undo", id="edit-text.undo", tooltip="Take back what was typed last", priority=True),
        Binding("ctrl+y", "forth", "Redo", id="edit-text.redo", tooltip="Type again what was taken back", priority=True),
        Binding("escape", "leave", "Leave", id="edit-text.leave", tooltip="Leave the text; unsaved words are asked about"),
        Binding("f1", "app.help", "Help", id="edit-text.help", tooltip="Show every key that works here"),
    ]  # fmt: skip

    def __init__(self, place: Place, source: Source, at: int, draft: Draft | None = None) -> None:
        """Begin.

        Args:
            place: whose study it is, and whose door changes go through.
            at: where the cursor stands to begin with.
            draft: words that were begun before and not saved.
        """
        super().__init__()
        self._place = place
        self._source = source
        self._begun_at = at
        codings = place.study.codings(source.id)
        self._codings = {key_of(coding): coding for coding in codings if coding.at is not None}
        book = place.study.codebook
        drawn = [
            Drawn(key, coding.at, color_of(book.resolve(coding.code)))
            for key, coding in self._codings.items()
            if coding.at is not None
        ]
        text, spans = (source.body, None) if draft is None else (draft.text, draft.spans)
        self._header = HeaderLine(place.study.settings.title)
        self._status = StatusLine()
        self._field = TextField(text, drawn, spans)
        self._refused = False  # the words could not be saved, and are kept where one leaves
        self._left = False
        self._waiting: Timer | None = None
        self._draft_due: Timer | None = None

    def compose(self) -> ComposeResult:
        """Header, notice, the text, the status line, keys."""
        yield self._header
        if self._source.notice:
            yield Static(plain(self._source.notice), id="notice")
        yield self._field
        yield self._status
        yield Footer()

    def on_mount(self) -> None:
        """Where one was reading."""
        self._header.show(place=f"editing {self._source.id}", coder=self._place.study.coder)
        self._field.focus()
        self._field.go_to(min(self._begun_at, len(self._field.text)))
        self._tell()

    @property
    def unsaved(self) -> bool:
        """Whether the words differ from those of the study."""
        return self._field.text != self._source.body

    # what is said

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._header.show(saved="not saved" if self.unsaved else "")
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(PAUSE, self._tell)
        if self._draft_due is None:
            self._draft_due = self.set_timer(DRAFT_EVERY, self._keep_draft)

    @on(TextArea.SelectionChanged)
    def _went(self) -> None:
        self._status.unsay()
        self._tell_cursor()

    def _tell(self) -> None:
        self._tell_cursor()
        body, changed, gone = self._field.text, 0, 0
        for key, span in self._field.spans.items():
            if span.gone:
                gone += 1
            elif body[span.start : span.end] != self._codings[key].quote:
                changed += 1
        parts = [f"{changed} changed" if changed else "", f"{gone} without words" if gone else ""]
        self._status.update(right=" · ".join(filter(None, parts)))

    def _tell_cursor(self) -> None:
        here = [self._said_of(self._codings[key]) for key in self._field.here()]
        line = self._field.cursor_location[0] + 1
        self._status.update(left=" · ".join([f"line {line}", *here]))

    def _said_of(self, coding: Coding) -> str:
        book = self._place.study.codebook
        code = book.resolve(coding.code)
        path = book.path(code) if code is not None else coding.code
        return path if coding.coder == self._place.study.coder else f"{path} ({coding.coder})"

    # the draft

    def _keep_draft(self) -> None:
        self._draft_due = None
        root = self._place.study.root
        if not self.unsaved:
            drop_draft(root, self._source.id)
            return
        try:
            keep_draft(root, self._draft())
        except StudyError as error:
            self._status.say(f"what is typed cannot be kept beside the study: {error}", warning=True)

    def _draft(self) -> Draft:
        return Draft(self._source.id, self._source.hash, self._field.text, self._field.spans)

    # keys

    def action_back(self) -> None:
        """Take back what was typed last."""
        self._field.undo()

    def action_forth(self) -> None:
        """Type again what was taken back."""
        self._field.redo()

    def action_save(self) -> None:
        """Put the words into the study; one step, that `u` takes back."""
        if not self.unsaved:
            self._gone_with("the text is as it was")
            return
        self._place.with_coder(lambda _coder: self._save())

    def _save(self) -> None:
        study = self._place.study
        try:
            # codings that were placed elsewhere meanwhile are found from there
            own = {key_of(coding): coding.at for coding in study.codings(self._source.id, [study.coder])}
            spans = {
                key[1]: span
                for key, span in self._field.spans.items()
                if key in own and own[key] == self._codings[key].at
            }
            edit, moved = edit_text(study, self._source.id, self._source.body, self._field.text, spans)
            if edit is not None:
                self._keep_draft()  # should the machine stop while it is saved, the words are there
                taken_in = self._place.workbench.saving.apply(edit)
                self._place.workbench.tell({*edit.files, *taken_in})
        except StudyError as error:
            self._refused = True
            self._keep_draft()
            self._status.say(str(error), warning=True)
            if not self._status.has_room_for(str(error)):
                self._place.refuse(str(error))
            return
        self._gone_with(_said(moved))

    def _gone_with(self, words: str) -> None:
        self._stop()
        drop_draft(self._place.study.root, self._source.id)
        self.dismiss((self._field.at, words))

    def on_unmount(self) -> None:
        """The program ends, or is told to: what was typed last is offered another day."""
        if not self._left and self.unsaved:
            self._keep_draft()

    def action_leave(self) -> None:
        """Leave; words that would be lost are asked about."""
        if not self.unsaved:
            self._leave(True)
            return
        becomes = "is kept in a file" if self._refused else "is dropped"
        self.app.push_screen(Confirm(f"Leave without saving? What you typed {becomes}."), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if not yes:
            return
        words = ""
        if self._refused and self.unsaved:
            try:
                keep_draft(self._place.study.root, self._draft())
                words = f"what you typed is in {set_aside(self._place.study.root, self._source.id)}"
            except StudyError as error:
                self._refused = False  # whoever leaves again is asked whether to drop it
                self._status.say(f"what you typed cannot be kept: {error}", warning=True)
                return
        self._stop()
        drop_draft(self._place.study.root, self._source.id)
        self.dismiss((min(self._field.at, len(self._source.body)), words))

    def _stop(self) -> None:
        self._left = True
        for timer in (self._waiting, self._draft_due):
            if timer is not None:
                timer.stop()


def _said(moved: Moved) -> str:
    if moved.changed:
        told = f"{moved.changed} of your codings changed {'its' if moved.changed == 1 else 'their'} words"
        told += f", {moved.lost} lost them" if moved.lost else ""
    else:
        told = f"{moved.lost} of your codings lost their words" if moved.lost else ""
    return (
        f"text saved; {told}: they want a look: press R"
        if told
        else "text saved; your codings kept their words"
    )


def edit_source(place: Place, source: Source, at: int, done: Callable[[int, str], object]) -> None:
    """Open the text of a source for editing; words that were typed before and not saved are offered first.

    Args:
        done: called with the offset of the cursor, and what is to be said, when the text is left.
    """

    def left(how: Left | None) -> None:
        if how is not None:
            done(*how)

    def begin(draft: Draft | None) -> None:
        place.app.push_screen(EditScreen(place, source, at, draft), left)

    def anew(why: str) -> None:
        try:
            file = set_aside(place.study.root, source.id)
        except StudyError as error:
            place.refuse(str(error))
            return
        place.warn(f"{why}; they are in {file}")
        begin(None)

    draft = draft_of(place.study.root, source.id)
    if draft is None or draft.text == source.body:
        begin(None)
    elif not fits(draft, source.body):
        anew("words were typed here and not saved, and the text has changed since")
    else:
        question = "Words that were typed into this text were not saved. Go on with them?"
        detail = "No begins with the text as it is, and puts them into a file."
        place.app.push_screen(
            Confirm(question, detail=detail),
            lambda yes: begin(draft) if yes else anew("the words that were not saved are kept"),
        )
