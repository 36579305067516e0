"""What an analyst does to the statement at hand: each one edit that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from crosscase.casework import writing
from crosscase.study.cases import FOLDER
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language, statement_of
from crosscase.study.edits import Edit
from crosscase.study.problems import StudyError
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases import choosing
from crosscase.tui.cases.editor import StatementEditor, Written, quotes_to_tick
from crosscase.tui.cases.filters import under_codes
from crosscase.tui.cases.looking import CaseLook
from crosscase.tui.cases.rewriting import changed_meanwhile, rewritten
from crosscase.tui.cases.splitting import SplitDialog, places, texts_to_cut
from crosscase.tui.dialogs import Confirm
from crosscase.tui.done import can_take_back
from crosscase.tui.memo_editor import AGAIN
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.quotes.answer import Answer
from crosscase.tui.synthesis.wording import case_name, joined

NO_STATEMENT = "no statement is at hand: a writes one"
Make = Callable[[str], Edit | None]
"""Makes an edit for the coder who asks for it; None where there is nothing to change."""


class ChangingCase(Place):
    """A place whose keys change the statement at hand."""

    # for the screen

    @property
    def look(self) -> CaseLook | None:
        """What is shown; None where there is nothing to show."""
        raise NotImplementedError

    @property
    def statement(self) -> Statement | None:
        """The statement at hand."""
        raise NotImplementedError

    @property
    def section_at_hand(self) -> str:
        """Slug of the section at hand; empty where there is none."""
        raise NotImplementedError

    @property
    def quote(self) -> Passage | None:
        """The quote at hand, where one is at the quotes."""
        raise NotImplementedError

    @property
    def section_of_quote(self) -> str:
        """Slug of the section that the quote at hand is listed under; empty where it is under none."""
        raise NotImplementedError

    @property
    def language(self) -> str:
        """In which the statements are shown and written."""
        raise NotImplementedError

    def reveal(self, case: str, id: str) -> None:
        """Show a case, and have a statement at hand where it has it."""
        raise NotImplementedError

    def detach_at_cursor(self) -> str:
        """Id of the coding to detach that the cursor is on; empty where it is on none."""
        raise NotImplementedError

    # the one way

    def at_hand(self) -> tuple[CaseLook, Statement] | None:
        """The statement at hand with the case; where there is none it is said so."""
        if self.look is None or self.statement is None:
            self.say(NO_STATEMENT)
            return None
        return self.look, self.statement

    def change(self, case: str, make: Make, at: str = "", nothing: str = "nothing to change") -> None:
        """Do something once it is known who codes.

        Args:
            at: id of the statement to have at hand then; the new one where empty.
            nothing: what is said where there is nothing to change.
        """

        def go(coder: str) -> None:
            try:
                edit = make(coder)
            except StudyError as error:
                self.warn(str(error))
                return
            if edit is None:
                self.say(nothing)
            elif self.perform(edit):
                self.reveal(case, at or writing.made_id(edit))
                self.say(can_take_back(edit.name))

        self.with_coder(go)

    def pick(self, prompt: str, entries: list[Entry], then: Callable[[str], None], none: str = "") -> None:
        """Let somebody pick something."""

        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Picker(prompt, entries, none=none or "nothing to choose from"), picked)

    # writing

    def action_write(self) -> None:
        """Change the words of the statement at hand, and what it rests on."""
        if (found := self.at_hand()) is not None:
            look, statement = found
            self.with_coder(lambda coder: self._edit(look, statement, coder))

    def _edit(
        self, look: CaseLook, before: Statement, coder: str, begun: Written | None = None, notice: str = ""
    ) -> None:
        """Open the editor; `begun` and `notice`: what could not be saved, and why: it is never lost, but offered again."""
        text = before.text.get(self.language) or (in_language(before, self.language) if not begun else "")
        rests = [each.passage for each in look.rests.get(before.id, ()) if each.passage is not None]
        found = quotes_to_tick(self._offered(look, before.section), rests)
        number = look.description.number(before.id)
        title = joined(f"Statement {number}".strip(), self._title(look, before.section))

        def written(done: Written | None) -> None:
            if done is not None:
                self._save(look, before, coder, done)

        self.app.push_screen(
            StatementEditor(
                self.study, title, text, found, before.evidence, look.used_in, notice=notice, begun=begun
            ),
            written,
        )  # fmt: skip

    def _save(self, look: CaseLook, before: Statement, coder: str, done: Written) -> None:
        text, evidence = done
        case, id = look.case, before.id
        try:
            now = statement_of(self.study, case, id)
        except StudyError:
            now = None
        if theirs := changed_meanwhile(before, now, self.language):
            self._edit(look, now or before, coder, done, f"! not saved: {theirs}")
            return
        try:
            edit = rewritten(self.study, case, id, text, evidence, by=coder, language=self.language)
        except StudyError as error:
            self._edit(look, before, coder, done, f"! not saved: {error}")
            return
        if edit is None:
            self.say("it says that already; nothing was changed")
        elif self.perform(edit):
            self.reveal(case, id)
            self.say(f"saved: {edit.name}")
        else:
            self._edit(look, before, coder, done, AGAIN)

    def action_add(self) -> None:
        """Write a statement after the one at hand; at a quote, one that rests on it."""
        if self.look is None or not self.look.description.sections:
            self.say("there is no section to write in: name sections under `template` in study.yaml")
            return
        look, section, statement, quote = self.look, self.section_at_hand, self.statement, self.quote
        if quote is not None and self.section_of_quote not in ("", section):
            section, statement = self.section_of_quote, None
        part = look.sections.get(section)
        if part is None or not part.known:
            self.say("this section is not in the template: nothing new is written there")
            return
        inside = [each.id for each in part.statements]
        place = inside.index(statement.id) + 1 if statement is not None and statement.id in inside else None
        if statement is None and quote is None:
            place = 0  # on the title of a section
        ticked = (quote.coding.id,) if quote is not None else ()
        self.with_coder(lambda coder: self._new(look, section, place, coder, ("", ticked)))

    def _new(
        self, look: CaseLook, section: str, place: int | None, coder: str, begun: Written, notice: str = ""
    ) -> None:
        ticked = (look.evidence.passage(id) for id in begun[1])
        found = quotes_to_tick(self._offered(look, section), [each for each in ticked if each is not None])

        def written(done: Written | None) -> None:
            if done is not None and done[0]:
                self._make(look, section, place, coder, done)

        title = joined("New statement", self._title(look, section))
        editor = StatementEditor(
            self.study, title, "", found, (), look.used_in, notice=notice, begun=begun
        )  # fmt: skip
        self.app.push_screen(editor, written)

    def _make(self, look: CaseLook, section: str, place: int | None, coder: str, done: Written) -> None:
        text, evidence = done
        try:
            edit = writing.new_statement(
                self.study, look.case, section, text, evidence, by=coder, place=place, language=self.language
            )
        except StudyError as error:
            self._new(look, section, place, coder, done, f"! not saved: {error}")
            return
        if self.perform(edit):
            self.reveal(look.case, writing.made_id(edit))
            self.say(f"saved: {edit.name}")
        else:
            self._new(look, section, place, coder, done, AGAIN)

    def _offered(self, look: CaseLook, section: str) -> Answer:
        part = look.sections.get(section)
        available = look.evidence.available(part.section) if part is not None else ()
        listed, headings = under_codes(self.study, look, available, "")
        return Answer(tuple(listed), tuple(headings), len(listed), 1)

    def _title(self, look: CaseLook, section: str) -> str:
        part = look.sections.get(section)
        name = part.section.title(self.language) if part is not None else section
        told = f"in {self.language}" if self.language != self.study.settings.language else ""
        return joined(name, case_name(self.study, look.case), told)

    # evidence

    def toggle(self, passage: Passage) -> None:
        """Let the statement at hand rest on a quote, or no longer."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found
        id, coding = statement.id, passage.coding.id
        act = writing.detach if coding in statement.evidence else writing.attach
        self.change(look.case, lambda _coder: act(self.study, look.case, id, [coding]), id)

    def action_detach(self) -> None:
        """Take a quote away from the statement."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found

        def go(coding: str) -> None:
            make = writing.detach
            self.change(
                look.case, lambda _coder: make(self.study, look.case, statement.id, [coding]), statement.id
            )

        if not statement.evidence:
            self.say("the statement rests on nothing that could be taken away")
        elif coding := self.detach_at_cursor() or (
            statement.evidence[0] if len(statement.evidence) == 1 else ""
        ):
            go(coding)
        else:
            self.pick("detach which quote?", choosing.evidence_entries(self.study, look, statement.id), go)

    def action_look_again(self) -> None:
        """Say that the statement holds with its evidence, and its other texts, as they are now."""
        if (found := self.at_hand()) is not None:
            look, statement = found
            self.change(
                look.case, lambda _coder: writing.look_again(self.study, look.case, statement.id), statement.id,
                "its evidence and its texts are as they were when the statement was last looked at",
            )  # fmt: skip

    # what it is, and where it stands

    def action_status(self) -> None:
        """Say how far what it tells of has come."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found

        def go(status: str) -> None:
            wanted = "" if status == "none" else status
            self.change(
                look.case, lambda by: writing.mark(self.study, look.case, statement.id, wanted, by=by), statement.id,
                "it has that status already",
            )  # fmt: skip

        self.pick("how far has it come?", choosing.status_entries(statement.status), go)

    def action_shift(self, step: int) -> None:
        """Put the statement one on or back; beyond the ends of its section, into the one beside it."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found
        part = look.sections[statement.section]
        inside = [each.id for each in part.statements]
        if statement.id not in inside:
            self.say("only statements of the text have an order: w takes this one in")
            return
        place = inside.index(statement.id) + step
        section = statement.section
        if not 0 <= place < len(inside):
            known = [
                each for each in look.description.sections if each.known or each.section.section == section
            ]
            at = [each.section.section for each in known].index(section) + step
            if not 0 <= at < len(known) or not known[at].known:
                self.say("it stands at the end already" if step > 0 else "it stands at the beginning already")
                return
            section = known[at].section.section
            place = 0 if step > 0 else len(known[at].statements)
        self._move(look, statement.id, section, place)

    def action_section(self) -> None:
        """Move the statement to another section, to its end."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found

        def go(section: str) -> None:
            self._move(look, statement.id, section, len(look.sections[section].statements))

        entries = choosing.section_entries(look, self.language, statement.section)
        self.pick("to which section?", entries, go, "there is no other section")

    def _move(self, look: CaseLook, id: str, section: str, place: int) -> None:
        self.change(
            look.case, lambda _coder: writing.move(self.study, look.case, id, section, place), id,
            "it stands there already",
        )  # fmt: skip

    def action_split(self) -> None:
        """Make two statements of the one at hand, its text in each language cut where somebody says."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found
        texts = texts_to_cut(statement, self.language, self.study.settings.language)
        first = texts.get(self.language, "")
        if not places(first):
            self.say("a statement of one word is not split" if first else "it has no text in this language")
            return
        self._cut(look, statement, [*texts.items()], {})

    def _cut(
        self, look: CaseLook, statement: Statement, texts: list[tuple[str, str]], cuts: dict[str, int]
    ) -> None:
        """Ask where the text in each language is cut: in the first it must be, in the others it may stay whole."""
        if not texts:
            self.change(
                look.case,
                lambda by: writing.split(self.study, look.case, statement.id, cuts, by=by),
                statement.id,
            )
            return
        (language, text), *others = texts

        def cut(at: int | None) -> None:
            if at is not None or cuts:
                self._cut(look, statement, others, cuts if at is None else {**cuts, language: at})

        first = next(((statement.text.get(each) or text, at) for each, at in cuts.items()), None)
        self.app.push_screen(SplitDialog(text, language if cuts or others else "", beside=first), cut)

    def action_merge(self) -> None:
        """Make one statement of the one at hand and another."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found

        def go(other: str) -> None:
            order = list(look.statements)
            ids = sorted((statement.id, other), key=order.index)
            self.change(look.case, lambda by: writing.merge(self.study, look.case, ids, by=by), ids[0])

        entries = choosing.merge_entries(look, statement.id, self.language)
        self.pick("merge with which statement?", entries, go, "there is no other statement")

    def action_withdraw(self) -> None:
        """Take the statement out of the text, or into it."""
        if (found := self.at_hand()) is not None:
            look, statement = found
            act = writing.take_in if statement.state else writing.take_out
            self.change(look.case, lambda by: act(self.study, look.case, statement.id, by=by), statement.id)

    def action_remove(self) -> None:
        """Remove the statement, once asked."""
        if (found := self.at_hand()) is None:
            return
        look, statement = found
        number = look.description.number(statement.id)

        def sure(yes: bool | None) -> None:
            if yes:
                self.change(look.case, lambda _coder: writing.remove(self.study, look.case, statement.id))

        detail = in_language(statement, self.language)
        self.app.push_screen(
            Confirm(f"Remove statement {number}".strip() + "?", yes="Remove", detail=detail), sure
        )

    # taking back

    def undo(self) -> bool:
        """Take the last edit back, and show the statement it was about."""
        return self._shown_after(self.study.history.next_undo, super().undo)

    def redo(self) -> bool:
        """Do the last undone edit again, and show the statement it was about."""
        return self._shown_after(self.study.history.next_redo, super().redo)

    def _shown_after(self, edit: Edit | None, step: Callable[[], bool]) -> bool:
        done = step()
        for change in edit.changes if done and edit is not None else ():
            if isinstance(change.before or change.after, Statement) and change.file.startswith(f"{FOLDER}/"):
                self.reveal(PurePosixPath(change.file).stem, change.id)
                break
        return done
