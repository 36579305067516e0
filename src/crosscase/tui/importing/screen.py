"""What an import would take in: its texts, what they seem to have, and how they read; then one step takes them in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from crosscase.reading.files import AnswersWanted
from crosscase.reading.importing import Outcome, Said, base_of, keep_originals, plan_import
from crosscase.study.model import KINDS
from crosscase.study.problems import StudyError
from crosscase.study.reimport import fate
from crosscase.tui.dialogs import Confirm, Notice
from crosscase.tui.footer import Footer
from crosscase.tui.form import Field, Form, Values
from crosscase.tui.importing.choices import (
    Choice,
    Offer,
    all_ticked,
    begun,
    decided,
    offers,
    preview,
    said,
    ticked,
)
from crosscase.tui.importing.reading import Read, ReadingScreen, Wanted
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.tui.place import Place

_TOLD = 16  # lines of what became of the texts
_REFUSED = 2  # files that cannot be read of which is told above the keys, where there are many
_NAMES = {"speaker": "speaker", "heading": "headings as the file marks them", "guess": "looks like a heading"}


def bring_in(place: Place) -> None:
    """Ask which files, read them, show what they give, and take in what is accepted."""
    kinds = ", ".join(KINDS)
    fields = (
        Field("path", "from", "", hint="~/notater, or ~/notater/alta.docx"),
        Field("case", "case", "", hint="alta; in a folder: the folders in it"),
        Field("kind", "kind", "", hint=kinds),
        Field("columns", "questions", "", hint="of a table of open answers: its columns, parted by ;"),
        Field("respondent", "respondent", "", hint="of a table: the column that says whose answer it is"),
    )

    def wrong(values: Values) -> str:
        if not values["path"].strip():
            return "which file or folder?"
        if not _path(values["path"]).exists():
            return f"there is no {values['path'].strip()}"
        return _wrong_kind(values["kind"])

    def answered(values: Values | None) -> None:
        if not values or "path" not in values:
            return
        columns = tuple(filter(None, (c.strip() for c in values.get("columns", "").split(";"))))
        answers = AnswersWanted(columns, values.get("respondent", "").strip())
        told = Said(values.get("case", "").strip(), values.get("kind", "").strip())
        wanted = Wanted((_path(values["path"]),), told, answers)
        place.app.push_screen(ReadingScreen(place.study, wanted), read)

    def read(found: Read | None) -> None:
        if found is None:
            place.say("stopped; nothing was taken in")
        elif not found.items:
            place.app.push_screen(
                Notice("\n".join(found.refused) or "there is no file in it that can be read")
            )
        else:
            place.app.push_screen(ImportScreen(place, found))

    place.app.push_screen(Form("Bring texts in", fields, wrong=wrong), answered)


def _fields(case: str, kind: str) -> tuple[Field, Field]:
    return Field("case", "case", case), Field("kind", "kind", kind, hint=", ".join(KINDS))


def _wrong_kind(kind: str) -> str:
    kind = kind.strip()
    return "" if not kind or kind in KINDS else f"there is no kind {kind}; give one of {', '.join(KINDS)}"


def _path(words: str) -> Path:
    return Path(os.path.expanduser(words.strip()))


class ImportScreen(ModalScreen[None]):
    """The texts left, what one of them seems to have and how it reads right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Import", id="import.take", tooltip="Take in the texts that are ticked, in one step"),
        Binding("space,x", "tick", "Tick", id="import.tick", tooltip="Tick the row at hand, or no longer"),
        Binding("a", "all", "All", id="import.all", tooltip="Accept all that this text seems to have, or nothing"),
        Binding("A", "all_texts", "All texts", show=False, id="import.all-texts",
                tooltip="Accept all that any of the texts seems to have, or nothing"),
        Binding("e", "say", "Case, kind", id="import.say", tooltip="Say the case, kind or title of the text at hand"),
        Binding("c", "comments", "Comments", id="import.comments",
                tooltip="Make a memo of the comments of each file, or no longer"),
        Binding("j", "step(1)", "Down", show=False, id="import.down", tooltip="Next row"),
        Binding("k", "step(-1)", "Up", show=False, id="import.up", tooltip="Row before"),
        Binding("escape", "leave", "Leave", id="import.leave", tooltip="Take nothing in"),
        Binding("question_mark,f1", "app.help", "Help", id="import.help", tooltip="Show every key that works here"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ImportScreen { layout: vertical; background: $background; }
    ImportScreen #head { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ImportScreen #columns { height: 1fr; }
    ImportScreen #texts { width: 2fr; max-width: 60; height: 1fr; border: none; background: $surface; padding: 0; }
    ImportScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    ImportScreen #right { width: 3fr; height: 1fr; }
    ImportScreen #offers { height: auto; max-height: 40%; border: none; background: $panel; padding: 0; }
    ImportScreen VerticalScroll { height: 1fr; padding: 0 1; }
    ImportScreen #told { height: auto; max-height: 3; padding: 0 1; color: $text-warning; text-style: bold; }
    ImportScreen #told.-many { text-wrap: nowrap; text-overflow: ellipsis; }
    ImportScreen > Footer { dock: none; height: 1; }
    """

    def __init__(self, place: Place, read: Read) -> None:
        """Show what was read.

        Args:
            place: whose study it is, and whose door the import goes through.
        """
        super().__init__()
        self._place = place
        self._read = read
        self._choices = [begun(item) for item in read.items]
        self._comments = False

    def compose(self) -> ComposeResult:
        """Texts, offers, preview, what is wrong, keys."""
        yield Static("", id="head", markup=False)
        with Horizontal(id="columns"):
            yield OptionList(id="texts", compact=True, markup=False)
            with Vertical(id="right"):
                yield OptionList(id="offers", compact=True, markup=False)
                with VerticalScroll(can_focus=False):
                    yield Static("", id="preview", markup=False)
        yield Static("", id="told", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """At the first text."""
        texts = self.query_one("#texts", OptionList)
        texts.add_options([_row(choice) for choice in self._choices])
        texts.highlighted = 0
        texts.focus()
        self._tell(*self._read.refused)
        self._head()

    # what is shown

    @property
    def _at(self) -> int:
        return self.query_one("#texts", OptionList).highlighted or 0

    def _head(self) -> None:
        count = sum(choice.take for choice in self._choices)
        parts = [f"{count} of {len(self._choices)} texts"]
        if self._read.passed:
            parts.append(f"{len(self._read.passed)} other files passed over")
        if any(choice.item.taken.comments for choice in self._choices):
            parts.append("comments become memos" if self._comments else "comments stay in the files (c)")
        self.query_one("#head", Static).update(plain("Bring texts in   " + " · ".join(parts)))

    def _tell(self, *lines: str) -> None:
        told = self.query_one("#told", Static)
        told.set_class(len(lines) > 1, "-many")  # a line each; all of each is told in the end
        more = len(lines) - _REFUSED
        if more > 1:
            lines = (*lines[:_REFUSED], f"… and {more} more that cannot be read")
        told.update(Content("\n").join(plain(line) for line in lines))

    @on(OptionList.OptionHighlighted, "#texts")
    def _went(self) -> None:
        self._show()

    def _show(self) -> None:
        choice = self._choices[self._at]
        rows = self.query_one("#offers", OptionList)
        there = rows.highlighted or 0
        rows.clear_options()
        found = offers(choice.item)
        rows.add_options([_offer(offer, offer in choice.ticked) for offer in found])
        rows.highlighted = min(there, len(found) - 1) if found else None
        rows.display = bool(found)
        lines = [plain(line, style) if style else plain(line) for style, line in preview(choice.item)]
        self.query_one("#preview", Static).update(Content("\n").join(lines))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _put(self, at: int, choice: Choice) -> None:
        self._choices[at] = choice
        self.query_one("#texts", OptionList).replace_option_prompt_at_index(at, _row(choice))
        if at == self._at:
            self._show()
        self._head()

    # keys

    def action_tick(self) -> None:
        """The text, or what it seems to have."""
        at, choice = self._at, self._choices[self._at]
        rows = self.query_one("#offers", OptionList)
        if rows.has_focus and rows.highlighted is not None:
            self._put(at, ticked(choice, offers(choice.item)[rows.highlighted]))
        else:
            self._put(at, replace(choice, take=not choice.take))

    @on(OptionList.OptionSelected)
    def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "offers":
            self.action_tick()
        else:
            self.action_take()

    def action_all(self) -> None:
        """Everything of the text at hand, or nothing."""
        self._put(self._at, all_ticked(self._choices[self._at]))

    def action_all_texts(self) -> None:
        """Everything of every text, or nothing."""
        every = all(choice.ticked == frozenset(offers(choice.item)) for choice in self._choices)
        for at, choice in enumerate(self._choices):
            whole = frozenset(offers(choice.item))
            self._put(at, replace(choice, ticked=frozenset() if every else whole))

    def action_comments(self) -> None:
        """Memos of comments, or none."""
        self._comments = not self._comments
        self._head()

    def action_step(self, step: int) -> None:
        """A row on or back, in the list that has the focus."""
        rows = next((each for each in self.query(OptionList) if each.has_focus), None)
        if rows is not None:
            (rows.action_cursor_down if step > 0 else rows.action_cursor_up)()

    def action_say(self) -> None:
        """Case, kind and title of the text at hand."""
        text = self._choices[self._at].item.taken.text
        fields = (*_fields(text.case, text.kind), Field("title", "title", text.title))
        self._ask(text.label, fields, [self._at])

    def _ask_all(self) -> None:
        """Case and kind of the ticked texts of which they are not known."""
        places = [at for at, choice in enumerate(self._choices) if choice.take and choice.wants]
        label = self._choices[places[0]].item.taken.text.label
        title = label if len(places) == 1 else f"{len(places)} texts, such as {Path(label).name}"
        self._ask(f"Of {title}", _fields("", ""), places)

    def _ask(self, title: str, fields: Sequence[Field], places: Sequence[int]) -> None:
        def wrong(values: Values) -> str:
            return _wrong_kind(values["kind"])

        def answered(values: Values | None) -> None:
            if values:
                case, kind, title = (values.get(key, "").strip() for key in ("case", "kind", "title"))
                for at in places:
                    choice = self._choices[at]
                    known = choice.item.taken.text
                    many = len(places) > 1  # of several, what one says already stays
                    self._put(
                        at,
                        said(
                            choice,
                            "" if many and known.case else case,
                            "" if many and known.kind else kind,
                            title,
                        ),
                    )

        self.app.push_screen(Form(title, fields, wrong=wrong), answered)

    def action_leave(self) -> None:
        """Take nothing in."""
        self.app.push_screen(Confirm("Leave without taking these texts in?"), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
            self._place.say("nothing was taken in")

    # taking in

    def action_take(self) -> None:
        """Take in what is ticked; one step, that `u` takes back."""
        chosen = [choice for choice in self._choices if choice.take]
        if not chosen:
            self._tell("no text is ticked")
            return
        if any(choice.wants for choice in chosen):
            self._ask_all()
            return
        if self._comments:
            self._place.with_coder(lambda coder: self._take(chosen, coder))
        else:
            self._take(chosen, self._place.study.coder)

    def _take(self, chosen: list[Choice], coder: str) -> None:
        study = self._place.study
        try:
            plan = plan_import(
                study,
                [decided(choice) for choice in chosen],
                self._read.index,
                comments=self._comments,
                coder=coder,
                bases=lambda known: base_of(study, known),
            )
            if plan.edit is not None:
                taken_in = self._place.workbench.saving.apply(plan.edit)
                self._place.workbench.tell({*plan.edit.files, *taken_in})
        except StudyError as error:
            self._tell(str(error))
            return
        self._keep(plan.outcomes)

    @work(thread=True)
    def _keep(self, outcomes: tuple[Outcome, ...]) -> None:
        lines = keep_originals(self._place.study, [one for one in outcomes if not one.refused])
        self.app.call_from_thread(self.app.run_worker, self._done(outcomes, lines))

    async def _done(self, outcomes: tuple[Outcome, ...], problems: list[str]) -> None:
        self.dismiss(None)
        workbench = self._place.workbench
        told = [_told(self._place, one) for one in outcomes]
        told += [note for one in outcomes for note in one.notes]
        told += [*problems, *self._read.refused]
        first = next((one.source for one in outcomes if one.source in self._place.study.sources), "")
        if first:
            await workbench.go_to_passage(first, None)
        more = [f"… and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
        await workbench.push_screen(Notice("\n".join([*told[:_TOLD], *more])))


def _told(place: Place, one: Outcome) -> str:
    if one.refused:
        return f"! {one.refused}"
    if one.what == "same":
        return f"{one.source}: there already"
    what = f"updated: {fate(place.study, one.source)}" if one.fate is not None else one.what
    what += f", in the new case {one.new_case}" if one.new_case else ""
    return f"{one.source}: {what}{', and a memo' if one.comments else ''}"


def _row(choice: Choice) -> Content:
    text = choice.item.taken.text
    count = len(offers(choice.item))
    wants = f"{choice.wants}? " if choice.wants else ""
    return Content.assemble(
        f" [{'x' if choice.take else ' '}] ",
        (wants, "bold"),
        plain(choice.item.path.name if not choice.item.part else choice.item.part),
        (f"  {len(text.body.split())} words", "dim"),
        plain(f"  {text.case}" if text.case else "", "dim"),
        (f"  {len(choice.ticked)}/{count}" if count else "", "dim"),
    )


def _offer(offer: Offer, is_ticked: bool) -> Content:
    box = f" [{'x' if is_ticked else ' '}] "
    count = f"  {offer.count}×" if offer.kind == "speaker" and offer.count else ""
    more = f" ({offer.count})" if offer.kind == "heading" else ""
    name = _NAMES[offer.kind]
    return Content.assemble(
        box, plain(offer.words, "bold"), (f"{'  ' if offer.words else ''}{name}{more}{count}", "dim")
    )
