"""What shall stand for a name, asked for: words that are typed, or a pseudonym that is there already."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static

from crosscase.study.roster import Entry as Named
from crosscase.study.roster import Kind
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.words import plain

HINT = "type what shall stand there, or choose one with the arrows"


class PseudonymPicker(Picker):
    """Nothing is at hand before something is typed or chosen: Enter alone must not give a name to somebody else."""

    def __init__(self, prompt: str, known: Iterable[Named], kind: Kind) -> None:
        """Ask.

        Args:
            known: whose pseudonyms can be taken.
            kind: what the name is one of; pseudonyms of its kind come first.
        """
        by_pseudonym = {entry.pseudonym: entry for entry in known if entry.pseudonym}
        entries = [
            Entry(
                entry.pseudonym,
                Content.assemble(plain(entry.pseudonym, "bold"), "  ", plain(entry.name, "dim")),
                f"{entry.pseudonym} {entry.name}",
                f"stands for {entry.name} already: the words become a form of it",
            )
            for entry in sorted(by_pseudonym.values(), key=lambda entry: entry.kind != kind)
        ]

        def new(query: str) -> list[Entry]:
            bare = " ".join(query.split()).strip("[]").strip()
            offered = dict.fromkeys((f"[{bare}]", bare) if bare else ())
            return [
                Entry(each, plain(each, "bold"), each, "a new pseudonym", sure=True)
                for each in offered
                if each not in by_pseudonym
            ]

        super().__init__(prompt, entries, new, none="no pseudonyms yet: type one")

    def _fill(self, query: str) -> None:
        super()._fill(query)
        if not query.strip() and self._found:
            self.query_one(OptionList).highlighted = None
            self.query_one("#detail", Static).update(HINT)

    @on(OptionList.OptionHighlighted)
    def _nothing_is(self, event: OptionList.OptionHighlighted) -> None:
        """What was said of the first one, before it was let go, comes too late."""
        if self.query_one(OptionList).highlighted is None:
            event.prevent_default()

    def action_step(self, step: int) -> None:
        """Move the highlight; from nothing to the first one, or the last."""
        options = self.query_one(OptionList)
        if options.highlighted is None and self._found:
            options.highlighted = 0 if step > 0 else len(self._found) - 1
        else:
            super().action_step(step)
