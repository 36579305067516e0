"""What a coder does to the quote at hand: each one edit that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crosscase.study import coding_edits
from crosscase.study.code_edits import add_codes, new_chain
from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.edits import Change, Edit
from crosscase.study.memos import memo_of
from crosscase.study.model import Code, Coding
from crosscase.study.problems import StudyError
from crosscase.tui.code.code_picker import code_entries, new_entries, parse_new
from crosscase.tui.code.cursor_pane import short
from crosscase.tui.picker import Picker
from crosscase.tui.place import Place

if TYPE_CHECKING:
    from crosscase.synthesis.passages import Passage
    from crosscase.tui.quotes.answer import Key

NOTHING = "no quote is shown here"


class ChangingQuotes(Place):
    """A place whose keys change the quote at hand."""

    @property
    def passage(self) -> Passage | None:
        """The quote at hand."""
        raise NotImplementedError

    def reveal(self, key: Key) -> bool:
        """Put the cursor on a quote; whether it is shown."""
        raise NotImplementedError

    def at_hand(self) -> Passage | None:
        """The quote at hand; where there is none it is said so."""
        if self.passage is None:
            self.say(NOTHING)
        return self.passage

    def own(self, then: Callable[[Coding], object]) -> None:
        """Do something with the coding at hand, once it is known who codes and that it is theirs."""
        passage = self.at_hand()
        if passage is None:
            return
        coding = passage.coding

        def go(_coder: str) -> None:
            if coding.coder != self.study.coder:
                self.warn(f"that coding is {coding.coder}'s; code the words yourself to have your own")
            else:
                then(coding)

        self.with_coder(go)

    def action_key(self) -> None:
        """Mark the quote as a key quote, or no longer."""
        self.own(
            lambda c: self._change(
                c, coding_edits.set_key(c, not c.key), "no longer a key quote:" if c.key else "key quote:"
            )
        )

    def action_memo(self) -> None:
        """Write the memo of the quote."""
        from crosscase.tui.memo_writing import write_about  # a text editor: not before it is needed

        self.own(lambda c: write_about(self, f"coding/{c.id}", memo_of(c)))

    def action_remove(self) -> None:
        """Remove the coding."""
        self.own(lambda c: self._change(c, coding_edits.remove_coding(c), "removed (u brings it back):"))

    def action_recode(self) -> None:
        """Give the quote another code."""
        problem = self.study.store.refused(CODEBOOK)
        if problem is not None:
            self.refuse(f"no coding until the codebook can be read: {problem}")
            return
        self.own(self._recode)

    def _recode(self, coding: Coding) -> None:
        book, language = self.study.codebook, self.study.settings.language
        present = book.resolve(coding.code)
        at = present.id if present is not None else ""

        def picked(key: str | None) -> None:
            if key is not None:
                self._recoded(coding, key)

        picker = Picker(
            "recode as: type a few letters, Enter takes the first",
            [entry for entry in code_entries(book, language, (), retired=False) if entry.key != at],
            lambda query: new_entries(book, language, query, at),
            none="no codes yet: type a name, Enter makes it",
        )
        self.app.push_screen(picker, picked)

    def _recoded(self, coding: Coding, key: str) -> None:
        try:
            path, first = self._path_of(key)
        except StudyError as error:
            self.warn(str(error))
            return
        if self.study.codebook.path_now(coding.code) == path:
            self.say(f"it has the code {path} already")
            return
        self._change(coding, coding_edits.set_code(coding, path, first=first), "recoded:")

    def _path_of(self, key: str) -> tuple[str, tuple[Change, ...]]:
        """Path of a picked code, and what makes it where it is new."""
        book = self.study.codebook
        made = parse_new(key)
        if made is None:
            if key not in book.by_id:
                raise StudyError("that code is gone: another program changed the codebook meanwhile")
            return book.path(book.by_id[key]), ()
        parent, names = made
        after, codes = new_chain(book, names, self.study.settings.language, book.by_id.get(parent))
        return after.path(codes[-1]), add_codes(codes).changes

    def _change(self, coding: Coding, edit: Edit, what: str) -> None:
        if not self.perform(edit):
            return
        after = edit.changes[-1].after
        now = after if isinstance(after, Coding) else coding
        code: Code | None = self.study.codebook.resolve(now.code)
        name = self.study.codebook.name(code, self.study.settings.language) if code is not None else now.code
        gone = after is not None and not self.reveal((now.coder, now.id))
        self.say(
            f"{what} {name} · “{short(now.quote, 40)}”{' · it no longer answers the query' if gone else ''}"
        )

    # taking back

    def undo(self) -> bool:
        """Take the last edit back, and show the quote it was about."""
        edit = self.study.history.next_undo
        done = super().undo()
        if done and edit is not None:
            self._show_quote_of(edit)
        return done

    def redo(self) -> bool:
        """Do the last undone edit again, and show the quote it was about."""
        edit = self.study.history.next_redo
        done = super().redo()
        if done and edit is not None:
            self._show_quote_of(edit)
        return done

    def _show_quote_of(self, edit: Edit) -> None:
        for change in edit.changes:
            coding = change.before if change.before is not None else change.after
            if isinstance(coding, Coding) and self.reveal((coding.coder, coding.id)):
                return
