"""Writing a statement beside the quotes of its section, and ticking those it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases.evidence_pane import EvidenceList, Used
from crosscase.tui.dialogs import Confirm
from crosscase.tui.footer import Footer
from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.quotes.answer import Answer
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.words import plain

TO_DO = "What is so in this case? One or two sentences. Tab goes to the quotes, Space ticks those it rests on, Ctrl+S saves."
NO_QUOTES = "no quotes of the codes of this section"
Written = tuple[str, tuple[str, ...]]
"""The words, and ids of the codings they rest on."""


class StatementEditor(ModalScreen[Written | None]):
    """Quotes on the left, words on the right; gives both, or None when left as they were."""

    DEFAULT_CSS = """
    StatementEditor { align: center middle; background: $background 40%; }
    StatementEditor > Vertical {
        width: 96%; height: 90%; min-height: 14; background: $panel; border: round $primary; padding: 0 1;
    }
    StatementEditor #title { height: auto; max-height: 2; text-style: bold; }
    StatementEditor #notice { height: auto; max-height: 3; color: $text-warning; }
    StatementEditor #parts { height: 1fr; }
    StatementEditor .part { width: 50%; height: 1fr; }
    StatementEditor .heading { height: 1; color: $foreground 70%; padding: 0 1; }
    StatementEditor .part:focus-within .heading { color: $foreground; text-style: bold reverse; }
    StatementEditor EvidenceList { height: 1fr; background: $panel; }
    StatementEditor MemoArea, StatementEditor MemoArea:focus {
        height: 1fr; border: none; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="statement.save", tooltip="Save the statement with the quotes that are ticked"),
        Binding("escape", "leave", "Cancel", id="statement.cancel", tooltip="Leave the statement as it was"),
        Binding(
            "tab", "app.focus_next", "Quotes or words", id="focus.next", priority=True,
            tooltip="Go to the next part of the screen",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        study: Study,
        title: str,
        text: str,
        found: Answer,
        ticked: Sequence[str],
        used: Used,
        *,
        notice: str = "",
        begun: Written | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            text: the words as they are now.
            found: the quotes that can be ticked.
            ticked: ids of the codings that it rests on now, in order, also of such as cannot be shown.
            used: which statements rest on a quote.
            notice: a sentence that is always shown with it.
            begun: what stands in the field, and is ticked, where that is not the statement as it is now.
        """
        super().__init__()
        self._study = study
        self._title, self._notice = title, notice
        self._text = harmless(text)
        self._found, self._used = found, used
        self._before = tuple(ticked)
        words, chosen = (self._text, self._before) if begun is None else begun
        self._begun = harmless(words)
        self._chosen = list(chosen)

    def compose(self) -> ComposeResult:
        """Which statement it is, the quotes, the words."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            if self._notice:
                yield Static(plain(self._notice), id="notice")
            with Horizontal(id="parts"):
                with Vertical(classes="part"):
                    yield Static(plain(self._heading), id="ticked", classes="heading")
                    yield EvidenceList(self._study, id="ticks")
                with Vertical(classes="part"):
                    yield Static("Statement", classes="heading")
                    area = MemoArea(self._begun)
                    area.placeholder = TO_DO
                    yield area
            yield Footer()

    def on_mount(self) -> None:
        """Write on at the end; a quote that is ticked is at hand."""
        listing = self.query_one(EvidenceList)
        listing.show_evidence(self._found, self._chosen, self._used, NO_QUOTES)
        ticked = (place for place, each in enumerate(self._found.passages) if each.coding.id in self._chosen)
        listing.go_to_group(next(ticked, 0))
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def _heading(self) -> str:
        return f"Quotes it rests on: {len(self._chosen)} ticked"

    @on(EvidenceList.Toggled)
    @on(QuoteList.Chosen)
    def _toggled(self, event: EvidenceList.Toggled | QuoteList.Chosen) -> None:
        event.stop()
        listing = self.query_one(EvidenceList)
        if (passage := listing.passage) is None:
            return
        self._toggle(passage)
        listing.tick(self._chosen)
        self.query_one("#ticked", Static).update(plain(self._heading), layout=False)

    def _toggle(self, passage: Passage) -> None:
        id = passage.coding.id
        if id in self._chosen:
            self._chosen.remove(id)
        else:
            self._chosen.append(id)

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key at the quotes was meant for the words."""
        if event.character and event.is_printable and event.key not in self.active_bindings:
            event.stop()
            event.prevent_default()
            area = self.query_one(MemoArea)
            area.focus()
            area.insert(event.character)

    @property
    def written(self) -> Written:
        """What stands there."""
        return self.query_one(MemoArea).text.strip(), tuple(self._chosen)

    @property
    def unsaved(self) -> bool:
        """Whether something was written or ticked that is not in the study."""
        words, chosen = self.written
        return words != self._text.strip() or set(chosen) != set(self._before)

    def action_keep(self) -> None:
        """Give it back; None where nothing was changed."""
        self.dismiss(self.written if self.unsaved else None)

    def action_leave(self) -> None:
        """Give nothing back; what was written is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without saving the statement?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


def quotes_to_tick(found: Answer, more: Collection[Passage]) -> Answer:
    """The quotes of a section, with those before them that a statement rests on already and that are not among them."""
    from crosscase.tui.quotes.answer import Heading

    known = {each.coding.id for each in found.passages}
    others = tuple({each.coding.id: each for each in more if each.coding.id not in known}.values())
    if not others:
        return found
    heading = Heading("from elsewhere in the case", len(others))
    return Answer((*others, *found.passages), (heading, *found.groups), found.total + len(others), 1)
