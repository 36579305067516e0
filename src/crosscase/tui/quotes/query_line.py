"""The field for the query, and the line below it: what can stand here, or what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.query import QueryError
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.quotes.completing import FIELDS, Offer, awaits_sign, is_free, offers, spot_at, taken
from crosscase.tui.words import plain

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONGEST = 4000  # characters of a query
OFFERED = 6  # things named in the line below while one types
EMPTY = "all quotes · Tab or f shows what can be asked for · Enter asks"


class _Wrong(Highlighter):
    """Underlines the word that a query cannot be read from."""

    def __init__(self) -> None:
        self.at = -1

    def highlight(self, text: Text) -> None:
        if 0 <= self.at < len(text.plain):
            spot = spot_at(text.plain, self.at)
            text.stylize("bold underline reverse", self.at, max(self.at + 1, spot.end))


class QueryField(Input):
    """Where the query is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", id="query.complete", tooltip="Show what can stand here, and take it"),
        Binding("escape,down", "leave", "To the quotes", show=False, id="query.leave",
                tooltip="Go to the quotes; what is typed stays"),
    ]  # fmt: skip

    class Complete(Message):
        """What can stand at the cursor is asked for."""

    class Left(Message):
        """The field was left without asking."""

    def action_complete(self) -> None:
        """Ask for what can stand here."""
        self.post_message(self.Complete())

    def action_leave(self) -> None:
        """Leave without asking."""
        self.post_message(self.Left())


class QueryLine(Vertical):
    """A query, asked with Enter."""

    DEFAULT_CSS = """
    QueryLine { height: auto; background: $panel; }
    QueryLine > Horizontal { height: 1; }
    QueryLine #query-label { width: auto; padding: 0 1; text-style: bold; color: $text-accent; }
    QueryLine QueryField { width: 1fr; background: $panel; }
    QueryLine QueryField:focus { background: $surface; }
    QueryLine #query-told { height: 1; padding: 0 1; color: $foreground 75%; text-wrap: nowrap; text-overflow: ellipsis; }
    QueryLine #query-told.-wrong { height: auto; max-height: 3; color: $text-error; text-style: bold; text-wrap: wrap; }
    """

    class Asked(Message):
        """Enter was pressed."""

        def __init__(self, where: str) -> None:
            super().__init__()
            self.where = where

    class Left(Message):
        """The field was left without asking."""

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._wrong = _Wrong()
        self._calm: Callable[[], Content] | None = None

    def compose(self) -> ComposeResult:
        """A label, the field, the line below."""
        with Horizontal():
            yield Static("Query", id="query-label", markup=False)
            yield QueryField(
                placeholder="all quotes", id="query", compact=True, select_on_focus=False,
                highlighter=self._wrong, max_length=LONGEST,
            )  # fmt: skip
        yield Static("", id="query-told", markup=False)

    @property
    def field(self) -> QueryField:
        """The field."""
        return self.query_one(QueryField)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.value

    def put(self, where: str) -> None:
        """Write a query into the field."""
        text = _CONTROL.sub(" ", where)[:LONGEST]  # none of them may reach the terminal
        self._wrong.at = -1
        self.field.value = text
        self.field.cursor_position = len(text)

    def tell(self, line: str | Content) -> None:
        """Say something in the line below."""
        self._say(plain(line) if isinstance(line, str) else line, wrong=False)

    def complain(self, error: StudyError) -> None:
        """Say what is wrong; where it is known, the place is marked and the cursor put there."""
        self._say(plain(f"! {error}"), wrong=True)
        if isinstance(error, QueryError):
            self._wrong.at = min(error.at, max(0, len(self.text) - 1))
            self.field.cursor_position = min(error.at, len(self.text))
            self.field.refresh()

    def _say(self, line: Content, *, wrong: bool) -> None:
        told = self.query_one("#query-told", Static)
        told.set_class(wrong, "-wrong")
        told.update(line)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._wrong.at = -1
        if self.field.has_focus:
            self._offer()

    def _offer(self) -> None:
        """Name what can stand at the cursor."""
        if not self.text.strip():
            self.tell(EMPTY)
            return
        spot = spot_at(self.text, self.field.cursor_position)
        signs = awaits_sign(self._study, spot)
        if not spot.word and not spot.field and not spot.attribute and not signs:
            self.tell("Tab: and, or, not, near, overlapping, inside, another condition · Enter asks")
            return
        found = offers(self._study, spot)
        names = "  ".join(
            offer.text if spot.field or spot.attribute or signs else offer.label.plain.strip()
            for offer in found[:OFFERED]
        )
        more = f"  … {len(found)} in all" if len(found) > OFFERED else ""
        if found:
            self.tell(Content.assemble(("Tab: ", "bold"), plain(names + more)))
        elif is_free(spot.field):
            self.tell(f"words that the {'memo' if spot.field == 'memo' else 'quote'} is to hold · Enter asks")
        elif spot.attribute:
            self.tell("a number, a date or words · Enter asks")
        else:
            self.tell(f"nothing here begins with or holds {spot.word}")

    @on(QueryField.Complete)
    def _complete(self, event: QueryField.Complete) -> None:
        event.stop()
        spot = spot_at(self.text, self.field.cursor_position)
        found = offers(self._study, spot)
        if len(found) == 1 and found[0].text == self.text[spot.start : spot.end]:
            self.screen.focus_next()
        elif len(found) == 1:
            self._take(found[0])
        elif not found and is_free(spot.field):
            self.tell("words of your own stand here, in quotation marks where they are several · Enter asks")
        elif not found:
            self.tell("nothing like that can stand here")
        else:
            self._pick(found)

    def _pick(self, found: list[Offer]) -> None:
        entries = [
            Entry(str(place), offer.label, offer.found_by, offer.detail) for place, offer in enumerate(found)
        ]

        def picked(key: str | None) -> None:
            if key is not None:
                self._take(found[int(key)])

        self.app.push_screen(Picker("what is to stand here: type a few letters", entries), picked)

    def _take(self, offer: Offer) -> None:
        field = self.field
        text, cursor = taken(self.text, spot_at(self.text, field.cursor_position), offer)
        field.value, field.cursor_position = text, cursor
        field.focus()
        if (
            offer.text.removesuffix(":") in FIELDS
            and offer.text.endswith(":")
            and not is_free(offer.text[:-1])
        ):
            field.action_complete()

    @on(QueryField.Left)
    def _left(self, event: QueryField.Left) -> None:
        event.stop()
        self.post_message(self.Left())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Asked(event.value))
