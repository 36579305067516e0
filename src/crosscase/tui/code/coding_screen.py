"""What a coder does to the codings of the text on the screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from crosscase.study import coding_edits
from crosscase.study.code_edits import add_codes
from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.edits import Change, Edit, Record
from crosscase.study.memos import coding_of
from crosscase.study.model import Code, Coding, Source
from crosscase.study.problems import StudyError
from crosscase.tui.code import words_around
from crosscase.tui.code.code_picker import code_entries, new_entries, picked_code, tag_content
from crosscase.tui.code.cursor_pane import short
from crosscase.tui.code.shown import Shown, key_of
from crosscase.tui.code.slots import Slots
from crosscase.tui.picker import Picker
from crosscase.tui.place import Place
from crosscase.tui.transcript.view import TranscriptView

Key = tuple[str, str]
NO_WORDS = "there are no words here to code"


class CodingScreen(Place):
    """Coding, extending, removing, memos: everything here ends in one edit that undo takes back."""

    source_id: str
    shown: Shown
    slots: Slots
    chosen: Key | None  # the coding that keys act on where several lie at the cursor
    drawn: dict[Key, Coding]  # the codings on the screen
    said_at: tuple[int, int]  # the selection at which something was said

    @property
    def view(self) -> TranscriptView:
        """The text."""
        return self.query_one("#text", TranscriptView)

    @property
    def source(self) -> Source | None:
        """The source on the screen, None where the study has none."""
        return self.study.sources.get(self.source_id)

    # what the keys act on

    def span_to_code(self) -> tuple[int, int] | None:
        """The selection, else the sentence at the cursor; None where there are no words."""
        if self.source is None:
            return None
        low, high = self.view.selection
        if low == high:
            low, high = self.view.segments.sentence_at(low)
        return (low, high) if self.source.body[low:high].strip() else None

    def codings_here(self) -> list[Coding]:
        """Codings that touch the selection or the cursor, one's own first, then the shortest."""
        low, high = self.view.selection
        marks = self.view.marks.between(low, max(high, low + 1))
        if not marks and low == high > 0:  # right behind the last letter is still at the coding
            marks = self.view.marks.between(low - 1, low)
        here = [self.drawn[mark.key] for mark in marks if mark.key in self.drawn]
        me = self.study.coder
        return sorted(here, key=lambda c: (bool(me) and c.coder != me, _length(c), c.code, c.id))

    def coding_at_hand(self) -> Coding | None:
        """The chosen coding where it is here, else the first one here."""
        here = self.codings_here()
        return next((c for c in here if key_of(c) == self.chosen), here[0] if here else None)

    def _own(self, then: Callable[[Coding], object]) -> None:
        """Do something with the coding at hand, once it is known who codes and that it is theirs."""
        coding = self.coding_at_hand()
        if coding is None:
            self.warn("no coding at the cursor")
            return

        def go(_coder: str) -> None:
            if coding.coder != self.study.coder:
                self.warn(f"that coding is {coding.coder}'s; code the words yourself to have your own")
            else:
                then(coding)

        self.with_coder(go)

    def with_coder(self, then: Callable[[str], None]) -> None:
        """Ask who codes at the first change; from then on other coders' codings look like others'."""
        if self.study.coder:
            super().with_coder(then)
            return

        def known(coder: str) -> None:
            self.draw_codings()
            then(coder)

        super().with_coder(known)

    def draw_codings(self) -> None:
        """Draw the codings of the source anew."""

    # coding

    def action_code(self) -> None:
        """Pick a code for the selection."""
        span, source = self.span_to_code(), self.source
        if span is None or source is None:
            self.warn(NO_WORDS)
        elif self._codebook_is_readable():
            self.with_coder(lambda _coder: self._pick(lambda key: self.code_span(key, source, span)))

    def _codebook_is_readable(self) -> bool:
        problem = self.study.store.refused(CODEBOOK)
        if problem is not None:
            self.refuse(f"no coding until the codebook can be read: {problem}")
        return problem is None

    def action_by_structure(self) -> None:
        """Code all under a heading, or of a speaker, in sources that one chooses."""
        from crosscase.tui.search.by_structure import code_by_structure  # start-up does not pay for it

        code_by_structure(self, self.source_id)

    def action_again(self) -> None:
        """Code with the code used last."""
        self._quick(self.slots.again, "no code used yet: press c to pick one")

    def action_slot(self, number: int) -> None:
        """Code with the code on a number key."""
        self._quick(self.slots.keys[number - 1], f"no code on key {number} yet: press c to pick one")

    def code_with(self, code_id: str) -> None:
        """Code the selection with a code, as when it was chosen in the codebook."""
        self._quick(code_id, "that code is gone")

    def _quick(self, code_id: str, otherwise: str) -> None:
        span, source = self.span_to_code(), self.source
        if not self._codebook_is_readable():
            return
        if code_id not in self.study.codebook.by_id:
            self.warn(otherwise)
        elif span is None or source is None:
            self.warn(NO_WORDS)
        else:
            self.with_coder(lambda _coder: self.code_span(code_id, source, span))

    def _pick(self, then: Callable[[str], None]) -> None:
        book, language = self.study.codebook, self.study.settings.language

        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        picker = Picker(
            "code: type a few letters, Enter takes the first",
            code_entries(book, language, self.slots.used, self.number_keys(), retired=False),
            lambda query: new_entries(book, language, query, self.slots.again),
            none="no codes yet: type a name, Enter makes it",
        )
        self.app.push_screen(picker, picked)

    def code_span(self, key: str, source: Source, span: tuple[int, int]) -> None:
        """Code a span with a code by id, or with one that is made now (`+<parent>:<name>`).

        Args:
            source: the one that the span was selected in.
        """
        if self.study.sources.get(source.id) is not source:
            self.warn(f"{source.id} was changed by another program meanwhile: select the words again")
            return
        try:
            code, path, first = self._code_of(key)
            mine = self.study.codings(source.id, [self.study.coder])
            same = coding_edits.same_already(mine, self.study.codebook, code, span)
            if same is not None:
                self.chosen = key_of(same)
                self.say(f"these words have the code {path} already")
                return
            edit, coding = coding_edits.add_coding(source, self.study.coder, path, span, first=first)
        except StudyError as error:
            self.warn(str(error))
            return
        self.chosen = key_of(coding)
        if self._perform_with(edit, code):
            if first:
                self.reveal_code(code.id)
            self.view.release()
            self.told(coding, code, f"new code {path}, coded" if first else "coded")

    def _perform_with(self, edit: Edit, code: Code) -> bool:
        """Do an edit that uses a code; the code takes a number key where the edit is done."""
        former, self.slots = self.slots, self.slots.use(code.id)
        done = self.perform(edit)
        if done:
            self.workbench.session.put_words(f"code.keys.{self.study.coder}", self.slots.written())
        else:
            self.slots = former
            self.count_codes()
        return done

    def reveal_code(self, code_id: str) -> None:
        """Unfold the codebook so that a code shows."""

    def number_keys(self) -> dict[str, int]:
        """Number keys by code id."""
        return {code: number for number, code in enumerate(self.slots.keys, 1) if code}

    def count_codes(self) -> None:
        """Show counts and number keys as they are now."""

    def _code_of(self, key: str) -> tuple[Code, str, tuple[Change, ...]]:
        code, path, made = picked_code(self.study, key)
        return code, path, add_codes(made).changes if made else ()

    def told(self, coding: Coding, code: Code | None, what: str) -> None:
        """Say in the status line what was done to a coding."""
        name = coding.code
        if code is not None:
            name = self.study.codebook.name(code, self.study.settings.language)
        quote = " ".join(coding.quote.split())
        words = short(quote, 40) if len(quote) <= 40 else f"{short(quote, 24)} {quote[-20:].lstrip()}"
        self.say(f"{what} {name} · “{words}”")

    # the coding at hand

    def action_choose(self) -> None:
        """The next of several codings at the cursor."""
        here = self.codings_here()
        if len(here) < 2:
            self.say("only one coding here" if here else "no coding at the cursor")
            return
        at = next((i for i, c in enumerate(here) if key_of(c) == self.chosen), 0)
        self.chosen = key_of(here[(at + 1) % len(here)])
        self.tell_cursor()

    def action_remove(self) -> None:
        """Remove the coding at hand."""
        self._own(lambda c: self._change(c, coding_edits.remove_coding(c), "removed"))

    def action_key(self) -> None:
        """Mark the coding at hand as a key quote, or no longer."""
        self._own(
            lambda c: self._change(
                c, coding_edits.set_key(c, not c.key), "no longer a key quote:" if c.key else "key quote:"
            )
        )

    def action_memo(self) -> None:
        """Write the memo of the coding at hand."""
        self._own(self._memo)

    def _memo(self, coding: Coding, words: str | None = None) -> None:
        from crosscase.tui.memo_editor import AGAIN, MemoEditor  # a text editor: not before it is needed

        code = self.study.codebook.resolve(coding.code)
        about = Content.assemble(tag_content(code), " ", short(coding.quote, 160))

        def written(memo: str | None) -> None:
            if memo is None or memo == coding.memo:
                return
            if not self._change(coding, coding_edits.set_memo(coding, memo), "memo on"):
                # what was written is offered again, on the coding as it is now
                self._memo(coding_of(self.study, coding.id) or coding, memo)

        notice = AGAIN if words is not None else ""
        self.app.push_screen(MemoEditor(about, coding.memo, notice=notice, words=words), written)

    def action_memos(self) -> None:
        """Read or write memos about the source and its case."""
        from crosscase.tui.memo_writing import choose_memo

        if (source := self.source) is None:
            self.say("no source is shown here")
            return
        case = [f"case/{source.case}"] if source.case in self.study.cases else []
        choose_memo(self, [f"source/{source.id}", *case])

    def action_recode(self) -> None:
        """Give the coding at hand another code."""
        if self._codebook_is_readable():
            self._own(lambda c: self._pick(lambda key: self._recode(c, key)))

    def _recode(self, coding: Coding, key: str) -> None:
        try:
            code, path, first = self._code_of(key)
        except StudyError as error:
            self.warn(str(error))
            return
        if self.study.codebook.resolve(coding.code) == code:
            self.say(f"it has the code {path} already")
            return
        edit = coding_edits.set_code(coding, path, first=first)
        if self._perform_with(edit, code):
            self._changed(coding, edit, "recoded:")

    def action_fit(self) -> None:
        """Put the coding at hand on the selection."""
        low, high = self.view.selection
        self._own(lambda c: self._fit(c, (low, high)))

    def _fit(self, coding: Coding, span: tuple[int, int]) -> None:
        found = self.study.found(coding)
        if found is not None and found.status == "changed" and span in (coding.at, (span[0], span[0])):
            if self.source is not None:
                self._change(coding, coding_edits.accept_words(coding, self.source), "words accepted:")
        elif span[0] == span[1]:
            self.warn("select the words that the coding should have, then press e")
        else:
            self._respan(coding, span)

    def action_stretch(self, how: str) -> None:
        """Make the coding at hand longer or shorter by a word."""

        def stretch(coding: Coding) -> None:
            if coding.at is not None and self.source is not None:
                span = getattr(words_around, how)(self.source.body, coding.at)
                first, last = self._bounds(coding.at)
                if span[0] < min(first, coding.at[0]) or span[1] > max(last, coding.at[1]):
                    self.say("the turn ends here: select more and press e to go past it")
                elif span == coding.at:
                    self.say("it cannot go further that way")
                else:
                    self._respan(coding, span)

        self._own(stretch)

    def _bounds(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where the turn that a span begins in begins, and where the one it ends in ends."""
        turn_at = self.view.segments.turn_at
        return turn_at(span[0])[0], turn_at(span[1] - 1)[1]

    def _respan(self, coding: Coding, span: tuple[int, int]) -> None:
        source = self.source
        if source is None or span == coding.at:
            return
        try:
            edit = coding_edits.set_span(coding, source, span)
        except StudyError as error:
            self.warn(str(error))
            return
        if self._change(coding, edit, "extended" if edit.name.startswith("extend") else "shrunk"):
            self.view.select(*span)
            self.said_at = self.view.selection

    def _change(self, coding: Coding, edit: Edit, what: str) -> bool:
        done = self.perform(edit)
        if done:
            self._changed(coding, edit, what)
        return done

    def _changed(self, coding: Coding, edit: Edit, what: str) -> None:
        after = edit.changes[-1].after
        shown = after if isinstance(after, Coding) else coding
        self.chosen = key_of(coding)
        self.told(shown, self.study.codebook.resolve(shown.code), what)
        self.tell_cursor()

    # taking back

    def undo(self) -> bool:
        """Take the last edit back, and show where it was."""
        edit = self.study.history.next_undo
        done = super().undo()
        if done and edit is not None:
            self._show_place_of([(change.before, change.after) for change in edit.changes])
        return done

    def redo(self) -> bool:
        """Do the last undone edit again, and show where it is."""
        edit = self.study.history.next_redo
        done = super().redo()
        if done and edit is not None:
            self._show_place_of([(change.after, change.before) for change in edit.changes])
        return done

    def _show_place_of(self, changes: list[tuple[Record | None, Record | None]]) -> None:
        """Go to the words of the first coding that changed.

        Args:
            changes: records as they are now and as they were just before.
        """
        for now, former in changes:
            coding = now if now is not None else former
            if not isinstance(coding, Coding) or coding.at is None or coding.source not in self.study.sources:
                continue
            if coding.source != self.source_id:
                self.open_source(coding.source, coding.at[0])
            self.chosen = key_of(coding)
            if coding.at != self.view.selection:
                self.view.select(*coding.at)
            self.said_at = self.view.selection
            self.tell_cursor()
            return

    def open_source(self, source_id: str, offset: int) -> None:
        """Show a source with the cursor at an offset."""

    def tell_cursor(self) -> None:
        """Show what is at the cursor."""


def _length(coding: Coding) -> int:
    return coding.at[1] - coding.at[0] if coding.at is not None else 0
