"""What codes are called and what is written about them: making, naming, texts, colour, memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study import refactoring
from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.edits import Edit
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.tui.codebook.changing import ChangingScreen
from crosscase.tui.codebook.details import memo_line
from crosscase.tui.dialogs import Confirm, Prompt
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    from crosscase.study.memos import Memo

NEW_MEMO = "+"


class WritingScreen(ChangingScreen):
    """Making a code and writing what it is."""

    # making

    def action_new(self, below: bool) -> None:
        """Make a code beside or under the one at hand."""
        if not self.can_change():
            return
        at, book, language = self.code, self.study.codebook, self.study.settings.language
        parent = at if below or at is None else book.parent(at)
        place = f"under {self.name_of(parent)}" if parent is not None else "at the top"

        made: list[Code] = []

        def make(name: str) -> Edit:
            made[:] = [new_code(self.study.codebook, name, language, parent)]
            return add_codes(made)

        def answered(name: str | None) -> None:
            if name is not None:
                self.reveal(made[0].id)
                self.say(f"new code {self.name_of(made[0])} {place}")

        def wrong(name: str) -> str:
            return self.attempt(lambda: make(name))

        question = f"New code {place}"
        self.app.push_screen(Prompt(question, hint="its name; e writes the rest", check=wrong), answered)

    # names, texts, colour

    def action_rename(self) -> None:
        """Change names and path of the code at hand."""
        if (code := self.at_hand()) is None:
            return
        from crosscase.tui.codebook.forms import RenameForm

        def answered(changed: dict[str, str] | None) -> None:
            if changed:
                self.reveal(code.id)
                self.say(f"renamed {self.name_of(code)}")

        follow = self.codings_of(self.study.codebook.within(code))
        self.app.push_screen(RenameForm(self.study, code, follow, self.attempt), answered)

    def action_edit(self) -> None:
        """Write definition, rules, example, keywords, survey items and tag of the code at hand."""
        if (code := self.at_hand()) is None:
            return
        from crosscase.tui.codebook.forms import texts_form

        def answered(changed: dict[str, str] | None) -> None:
            if changed:
                self.reveal(code.id)
                self.say(f"{self.name_of(code)}: {', '.join(changed)} saved")

        self.app.push_screen(texts_form(self.study, code, self.attempt), answered)

    def action_color(self) -> None:
        """Pick another colour for the code at hand."""
        if (code := self.at_hand()) is None:
            return
        from crosscase.tui.codebook.colors import color_entries, typed_color

        book = self.study.codebook

        def picked(color: str | None) -> None:
            if color is None:
                return
            alike = [
                each for each in book.within(code)[1:] if each.color == code.color and each.color != color
            ]
            if not alike:
                self._recolor([code], color)
                return
            question = f"Give the {counted(len(alike), 'code')} below it the same colour?"
            detail = f"{self.name_of(code)} and what stands under it have one colour now."
            self.app.push_screen(
                Confirm(question, yes="All of them", no="Only this one", detail=detail),
                lambda yes: self._recolor([code, *alike] if yes else [code], color),
            )

        self.app.push_screen(
            Picker(f"colour of {shown(self.name_of(code))}", color_entries(book, code), typed_color), picked
        )

    def _recolor(self, codes: Sequence[Code], color: str) -> None:
        def make() -> Edit:
            edits = [refactoring.edit_code(self.study.codebook, code, color=color) for code in codes]
            return Edit(edits[0].name, tuple(change for edit in edits for change in edit.changes))

        self.do(make, f"{self.name_of(codes[0])} has another colour", codes[0].id)

    # memos

    def action_memo(self) -> None:
        """Write a memo about the code at hand, or go on with one."""
        if (code := self.at_hand()) is not None:
            self.with_coder(lambda _coder: self._choose_memo(code))

    def _choose_memo(self, code: Code) -> None:
        from crosscase.study.memos import memos_about

        memos = memos_about(self.study, f"code/{code.id}")
        if not memos:
            self._write_memo(code, None)
            return
        entries = [Entry(str(at), plain(memo_line(memo)), memo_line(memo)) for at, memo in enumerate(memos)]
        entries.append(Entry(NEW_MEMO, Content.styled("+ a new memo", "bold"), "new memo"))
        self.pick(
            f"memos about {shown(self.name_of(code))}",
            entries,
            lambda key: self._write_memo(code, None if key == NEW_MEMO else memos[int(key)]),
        )

    def _write_memo(self, code: Code, memo: Memo | None) -> None:
        from crosscase.tui.memo_writing import open_memo, write_about

        if memo is None:
            write_about(self, f"code/{code.id}")
        else:
            open_memo(self, memo)
