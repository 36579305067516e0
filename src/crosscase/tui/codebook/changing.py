"""What all changes of the codebook share: each one edit that undo takes back, told in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.edits import Edit
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.codebook.details import NO_CODES
from crosscase.tui.codebook.usage import Usage
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place


class ChangingScreen(Place):
    """A place whose keys change the code at hand; where the cursor stands is the screen's business."""

    usage: Usage

    @property
    def code(self) -> Code | None:
        """The code at hand."""
        raise NotImplementedError

    def reveal(self, code_id: str) -> None:
        """Put the cursor on a code."""
        raise NotImplementedError

    def at_hand(self) -> Code | None:
        """The code at hand, where there is one and the codebook can be changed; else it is said why not."""
        if not self.can_change():
            return None
        if self.code is None:
            self.say("no code is shown here" if len(self.study.codebook) else NO_CODES)
        return self.code

    def can_change(self) -> bool:
        problem = self.study.store.refused(CODEBOOK)
        if problem is not None:
            self.refuse(f"no change until the codebook can be read: {problem}")
        return problem is None

    def do(self, make: Callable[[], Edit], said: str, reveal: str = "") -> bool:
        """Make an edit and do it; whether it was done. Why not is told in one line."""
        try:
            edit = make()
        except StudyError as error:
            self.warn(str(error))
            return False
        if not self.perform(edit):
            return False
        self.reveal(reveal)
        self.say(said)
        return True

    def attempt(self, make: Callable[[], Edit]) -> str:
        """Make an edit and do it, while what was typed for it is still in its fields.

        Returns:
            Why it was not done, or nothing.
        """
        try:
            edit = make()
        except StudyError as error:
            return str(error)
        return "" if self.perform(edit) else self.status_line.said.removeprefix("not done: ")

    def name_of(self, code: Code) -> str:
        """A code's name in the study's language."""
        return self.study.codebook.name(code, self.study.settings.language)

    def codings_of(self, codes: Sequence[Code]) -> str:
        """`12 codings of 2 coders`: those of exactly these codes."""
        count = sum(self.usage.own[code.id] for code in codes)
        coders = {coder for code in codes for coder in self.usage.coders(code)}
        return f"{counted(count, 'coding')} of {counted(len(coders), 'coder')}" if count else "no codings"

    def pick(
        self,
        prompt: str,
        entries: Sequence[Entry],
        then: Callable[[str], object],
        *,
        none: str = "no other code",
    ) -> None:
        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Picker(prompt, entries, none=none), picked)

    # taking back

    def undo(self) -> bool:
        """Take the last edit back, and show the code it was about."""
        edit = self.study.history.next_undo
        done = super().undo()
        if done and edit is not None:
            self._show_code_of(edit)
        return done

    def redo(self) -> bool:
        """Do the last undone edit again, and show the code it was about."""
        edit = self.study.history.next_redo
        done = super().redo()
        if done and edit is not None:
            self._show_code_of(edit)
        return done

    def _show_code_of(self, edit: Edit) -> None:
        changed = [change.id for change in edit.changes if change.file == CODEBOOK]
        there = next((code_id for code_id in changed if code_id in self.study.codebook.by_id), "")
        said = self.status_line.said
        self.reveal(there)
        self.say(said)
