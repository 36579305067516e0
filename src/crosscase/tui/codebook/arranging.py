"""How codes stand to each other: moving, ordering, merging, splitting, retiring, removing."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from crosscase.study import code_merge, code_split, code_use, refactoring
from crosscase.study.edits import Edit
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.code.code_picker import code_entry
from crosscase.tui.codebook.changing import ChangingScreen
from crosscase.tui.dialogs import Confirm
from crosscase.tui.picker import Entry
from crosscase.tui.words import shown

TOP = "/"  # what the picker gives for the top of the codebook


class ArrangingScreen(ChangingScreen):
    """Changing the tree of codes; what it means for codings is told first."""

    # the tree

    def action_move(self) -> None:
        """Pick what the code at hand shall stand under."""
        if (code := self.at_hand()) is None:
            return
        book, language = self.study.codebook, self.study.settings.language
        within = {each.id for each in book.within(code)}
        top = Entry(
            TOP, Content("the top of the codebook"), "top of the codebook", "it stands under no other code"
        )
        entries = [top] if code.parent else []
        entries += [
            code_entry(book, language, each)
            for each in book
            if each.id not in within and each.id != code.parent and not each.retired
        ]
        follow = self.codings_of(book.within(code))

        def picked(key: str) -> None:
            parent = book.by_id[key] if key != TOP else None
            where = f"under {self.name_of(parent)}" if parent is not None else "to the top"
            self.do(
                lambda: refactoring.move_code(self.study.codebook, code, parent),
                f"moved {self.name_of(code)} {where}; {follow} follow by themselves",
                code.id,
            )

        self.pick(f"move {shown(self.name_of(code))} ({follow} follow) under", entries, picked)

    def action_reorder(self, step: int) -> None:
        """Move the code at hand among its neighbours."""
        if (code := self.at_hand()) is None:
            return
        siblings = self.study.codebook.children(self.study.codebook.parent(code))
        at = siblings.index(code)
        if not 0 <= at + step < len(siblings):
            self.say("it is the first here already" if step < 0 else "it is the last here already")
            return
        other = self.name_of(siblings[at + step])
        self.do(
            lambda: refactoring.reorder_code(self.study.codebook, code, step),
            f"{self.name_of(code)} stands {'before' if step < 0 else 'after'} {other} now",
            code.id,
        )

    def action_indent(self) -> None:
        """Move the code at hand under the one before it."""
        if (code := self.at_hand()) is None:
            return
        book = self.study.codebook
        siblings = book.children(book.parent(code))
        at = siblings.index(code)
        if not at:
            self.say("there is no code before it to stand under")
            return
        self._shift(code, siblings[at - 1], None)

    def action_outdent(self) -> None:
        """Move the code at hand beside the one it stands under."""
        if (code := self.at_hand()) is None:
            return
        book = self.study.codebook
        parent = book.parent(code)
        if parent is None:
            self.say("it stands at the top already")
            return
        above = book.parent(parent)
        self._shift(code, above, book.children(above).index(parent) + 1)

    def _shift(self, code: Code, parent: Code | None, at: int | None) -> None:
        where = f"under {self.name_of(parent)}" if parent is not None else "at the top"
        self.do(
            lambda: refactoring.move_code(self.study.codebook, code, parent, at),
            f"{self.name_of(code)} stands {where} now",
            code.id,
        )

    # merging, retiring, removing

    def action_merge(self) -> None:
        """Pick the code that the one at hand is merged into."""
        if (code := self.at_hand()) is None:
            return
        book, language = self.study.codebook, self.study.settings.language
        within = {each.id for each in book.within(code)}
        entries = [code_entry(book, language, each) for each in book if each.id not in within]
        self.pick(
            f"merge {shown(self.name_of(code))} into",
            entries,
            lambda key: self._confirm_merge(code, book.by_id[key]),
            none="there is no other code to merge it into",
        )

    def _confirm_merge(self, code: Code, into: Code) -> None:
        try:
            edit = code_merge.merge_codes(self.study, code, into)
        except StudyError as error:
            self.warn(str(error))
            return
        below = len(self.study.codebook.children(code))
        detail = f"{self.codings_of([code])} will count as {self.name_of(into)}."
        if below:
            detail += f" The {counted(below, 'code')} under it will stand under {self.name_of(into)}."
        if any(change.file.startswith("memos/") and change.before is None for change in edit.changes):
            detail += " Its own texts are kept in a memo there."

        def answered(yes: bool | None) -> None:
            if yes:
                make = partial(code_merge.merge_codes, self.study, code, into)  # as things are by now
                self.do(make, f"merged {self.name_of(code)} into {self.name_of(into)}", into.id)

        question = f"Merge {self.name_of(code)} into {self.name_of(into)}?"
        self.app.push_screen(Confirm(question, yes="Merge", detail=detail), answered)

    def action_retire(self) -> None:
        """Retire the code at hand, or take it back."""
        if (code := self.at_hand()) is None:
            return
        kept = self.codings_of([code])
        self.do(
            lambda: refactoring.retire_code(self.study.codebook, code, back=code.retired),
            f"{self.name_of(code)} is offered again"
            if code.retired
            else f"retired {self.name_of(code)}; {kept} stay as they are",
            code.id,
        )

    def action_remove(self) -> None:
        """Remove the code at hand, which nothing uses."""
        if (code := self.at_hand()) is None:
            return
        self.do(lambda: refactoring.remove_code(self.study, code), f"removed {self.name_of(code)}")

    # splitting

    def action_split(self) -> None:
        """Split the code at hand, or go on placing its codings."""
        if (code := self.at_hand()) is None:
            return
        if code.split:
            self.with_coder(lambda _coder: self._place_codings(code.id))
            return
        if code.retired:
            self.refuse(f"{self.name_of(code)} is retired; R brings it back, then it can be split")
            return
        from crosscase.tui.codebook.forms import names_in, split_form

        language = self.study.settings.language

        def make(text: str) -> Edit:
            return code_split.split_code(self.study.codebook, code, names_in(text), language)

        def answered(changed: dict[str, str] | None) -> None:
            if changed:
                self.reveal(code.id)
                names = ", ".join(names_in(changed["names"]))
                self.say(f"{self.name_of(code)} is being split into {names}")
                self.with_coder(lambda _coder: self._place_codings(code.id))

        form = split_form(self.name_of(code), self.codings_of([code]), make, self.attempt)
        self.app.push_screen(form, answered)

    def _place_codings(self, code_id: str) -> None:
        """Walk through one's own codings of a code that is being split; where all are placed, offer to end it."""
        code = self.study.codebook.by_id.get(code_id)
        if code is None or not code.split:
            return
        if not code_use.to_place(self.study, code, self.study.coder):
            self._offer_end(code)
            return
        from crosscase.tui.codebook.split_queue import SplitQueue

        def left(decided: bool | None) -> None:
            self.reveal(code_id)
            code = self.study.codebook.by_id.get(code_id)
            if decided and code is not None and code.split:
                self._offer_end(code)

        self.app.push_screen(SplitQueue(self, code_id), left)

    def _offer_end(self, code: Code) -> None:
        """Nothing of one's own is left to place: the split can end, and the old code with it."""
        name = shown(self.name_of(code))
        left = self.codings_of([code])
        stay = (
            f"{left} not placed stay with it"
            if self.usage.own[code.id]
            else "every coding of it has been placed"
        )
        entries = [
            Entry(
                "retire", Content(f"end it, and retire {name}"), "end retire", f"{stay}; not offered any more"
            ),
            Entry("end", Content(f"end it, and go on using {name}"), "end go on using", stay),
        ]

        def picked(key: str) -> None:
            if key == "retire":
                self.do(
                    lambda: refactoring.retire_code(self.study.codebook, code, done=True),
                    f"{self.name_of(code)} is split, and retired",
                    code.id,
                )
            else:
                self.do(
                    lambda: code_split.end_split(self.study.codebook, code),
                    f"{self.name_of(code)} is split",
                    code.id,
                )

        self.pick(f"nothing of yours is left to place: end the split of {name}?", entries, picked)

    def split_changed(self) -> None:
        """The study changed, perhaps while codings are being placed."""
        refill = getattr(self.app.screen, "refill", None)
        if refill is not None:
            refill()
