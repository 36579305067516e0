"""Saved queries: saving one, opening, renaming and removing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from crosscase.study.edits import Edit
from crosscase.study.problems import StudyError
from crosscase.study.queries import remove_query, save_query, saved_queries
from crosscase.study.saved_query import SavedQuery
from crosscase.tui.dialogs import Confirm, Prompt
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.words import plain, shown

NONE = "no saved queries yet: w saves the one on the screen"


class SavedPicker(Picker):
    """Picks a saved query; gives `open`, `rename` or `remove` and its id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "do('rename')", "Rename", priority=True, id="saved.rename", tooltip="Give the query another name"),
        Binding("ctrl+x", "do('remove')", "Remove", priority=True, id="saved.remove", tooltip="Remove the saved query"),
    ]  # fmt: skip

    def on_mount(self) -> None:
        """Say which keys there are."""
        super().on_mount()
        self.query_one("Vertical").border_subtitle = Content(
            "Enter opens · Ctrl+R renames · Ctrl+X removes · Esc leaves"
        )

    def action_do(self, what: str) -> None:
        """Do something with the query at hand."""
        at = self.query_one("OptionList").highlighted  # type: ignore[attr-defined] # an OptionList
        if at is not None and at < len(self._found):
            self.dismiss(f"{what} {self._found[at].key.partition(' ')[2]}")


class SavedQueries:
    """The dialogs about saved queries of one place."""

    def __init__(self, place: Place, opened: Callable[[SavedQuery], None]) -> None:
        """Make them.

        Args:
            opened: told of the query that was opened, or just saved or renamed.
        """
        self._place = place
        self._opened = opened

    def choose(self) -> None:
        """Offer the saved queries."""
        try:
            found = saved_queries(self._place.study)
        except StudyError as error:
            self._place.warn(str(error))
            return
        by_id = {query.id: query for query in found}

        def picked(key: str | None) -> None:
            what, _, id = (key or "").partition(" ")
            if id in by_id:
                {"open": self._opened, "rename": self._rename, "remove": self._remove}[what](by_id[id])

        entries = [_entry(query) for query in found]
        self._place.app.push_screen(SavedPicker("open a saved query", entries, none=NONE), picked)

    def save(self, query: SavedQuery) -> None:
        """Ask for a name and save; a name that is taken is asked about.

        Args:
            query: with name and id of the saved one that was opened; under another name it becomes one more.
        """

        def called(name: str) -> SavedQuery:
            same = name.split() == query.name.split()
            return replace(query, name=name, id=query.id if same else "")

        def wrong(name: str) -> str:
            return self._fault(called(name), replacing=True)

        def named(name: str | None) -> None:
            if name is not None:
                self._save(called(name))

        self._place.app.push_screen(
            Prompt("Save the query as", query.name, hint="a name", check=wrong), named
        )

    def _fault(self, query: SavedQuery, *, replacing: bool) -> str:
        try:
            save_query(self._place.study, query, replacing)
        except StudyError as error:
            return str(error)
        return ""

    def _save(self, query: SavedQuery) -> None:
        # only the same query under the same name is changed without a question
        if self._fault(query, replacing=False):
            name = " ".join(query.name.split())

            def answered(yes: bool | None) -> None:
                if yes:
                    self._put(replace(query, id=""), replacing=True)

            self._place.app.push_screen(
                Confirm(f"There is a saved query {shown(name)} already. Write over it?", yes="Write over"),
                answered,
            )
        else:
            self._put(query)

    def _put(self, query: SavedQuery, *, replacing: bool = False) -> bool:
        try:
            edit = save_query(self._place.study, query, replacing)
        except StudyError as error:
            self._place.warn(str(error))
            return False
        if not self._place.perform(edit):
            return False
        saved = edit.changes[0].after
        assert isinstance(saved, SavedQuery)
        self._opened(saved)
        self._place.say(f"saved: {saved.name}")
        return True

    def _rename(self, query: SavedQuery) -> None:
        def wrong(name: str) -> str:
            return self._fault(replace(query, name=name), replacing=False)

        def named(name: str | None) -> None:
            if name is not None and name != query.name and self._perform(replace(query, name=name)):
                self._place.say(f"renamed: {query.name} is {' '.join(name.split())} now")
            self.choose()

        self._place.app.push_screen(Prompt("Another name for the query", query.name, check=wrong), named)

    def _perform(self, query: SavedQuery) -> bool:
        try:
            return self._place.perform(save_query(self._place.study, query))
        except StudyError as error:
            self._place.warn(str(error))
            return False

    def _remove(self, query: SavedQuery) -> None:
        edit: Edit = remove_query(query)
        if self._place.perform(edit):
            self._place.say(f"removed: {query.name} · u brings it back")
        self.choose()


def _entry(query: SavedQuery) -> Entry:
    where = shown(query.where) or "all quotes"
    how = " · ".join(
        part
        for part in (
            f"codings of {', '.join(query.coders)}" if query.coders else "",
            f"by {query.sort}" if query.sort else "",
            f"grouped by {query.group}" if query.group else "",
            query.note,
        )
        if part
    )
    label = Content.assemble(plain(query.name, "bold"), ("  " + where, "dim"))
    return Entry(f"open {query.id}", label, f"{query.name} {query.where}", shown(f"{where}  {how}"))
