"""Writing the summary of a cell beside its quotes, and ticking those it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.tui.dialogs import Confirm
from crosscase.tui.footer import Footer
from crosscase.tui.keys import keys_of
from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.quotes.rows import marks_of
from crosscase.tui.synthesis.wording import code_name, joined, tag_pieces
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    from crosscase.synthesis.passages import Passage

TICKED, OPEN = "☑", "☐"
TO_DO = "What does the case say of it? Write it here. Tab goes to the quotes, Space ticks those it rests on, Ctrl+S saves."
Written = tuple[str, tuple[str, ...]]
"""The words, and ids of the codings they rest on."""
_key = keys_of("summary")


class QuoteTicks(OptionList):
    """The quotes of a cell, each with a box to tick; words that are coded twice are one quote with both codes."""

    DEFAULT_CSS = """
    QuoteTicks > .option-list--option-highlighted { background: $primary 25%; color: $foreground; text-style: none; }
    QuoteTicks:focus > .option-list--option-highlighted { background: $primary 40%; color: $foreground; text-style: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("space,enter", "select", "tick", "Tick", "The summary rests on the quote at hand, or no longer", show=True),
        _key("j", "cursor_down", "down", "Down", "Next quote"),
        _key("k", "cursor_up", "up", "Up", "The quote before"),
    ]  # fmt: skip

    class Ticked(Message):
        """Other quotes are ticked."""

    class Typed(Message):
        """A letter that is no key here: it was meant for the words."""

        def __init__(self, letter: str) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self, study: Study, passages: Sequence[Passage], ticked: Collection[str]) -> None:
        super().__init__(id="ticks", markup=False, compact=True)
        self._study = study
        self._passages = tuple(passages)
        self._entries = together(passages)
        self.ticked = {passage.coding.id for passage in passages if passage.coding.id in ticked}

    def on_mount(self) -> None:
        """Draw them."""
        self.add_options(Option(self._label(entry)) for entry in self._entries)
        if self._entries:
            self.highlighted = 0

    def _is_ticked(self, entry: Sequence[Passage]) -> bool:
        return any(passage.coding.id in self.ticked for passage in entry)

    def _label(self, entry: Sequence[Passage]) -> Content:
        first = entry[0]
        place = f"line {first.place}" if first.is_placed else ""
        source = first.coding.source.removeprefix(f"{first.case}/")
        who = joined(", ".join(first.speakers), place, source)
        codes = [
            Content.assemble(*tag_pieces(self._study, each.path), (code_name(self._study, each.path), "dim"))
            for each in entry
        ]
        marks = list(dict.fromkeys(word for each in entry for word, _ in marks_of(self._study, each)))
        return Content.assemble(
            (f"{TICKED if self._is_ticked(entry) else OPEN} ", "bold"), (shown(who), "bold"), "\n",
            Content("  ").join(codes), *(Content.styled(f"  {word}", "bold") for word in marks), "\n",
            shown(first.words),
        )  # fmt: skip

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the codings that are ticked, in the order of the text."""
        return tuple(passage.coding.id for passage in self._passages if passage.coding.id in self.ticked)

    @property
    def heading(self) -> str:
        """How many are ticked: `Quotes: 2 of 5 ticked`."""
        count = sum(map(self._is_ticked, self._entries))
        return f"Quotes it rests on: {count} of {len(self._entries)} ticked"

    def on_key(self, event: events.Key) -> None:
        """Nothing that is typed here by mistake gets lost."""
        if event.character and event.is_printable and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))

    @on(OptionList.OptionSelected)
    def _toggled(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        entry = self._entries[event.option_index]
        ids = {passage.coding.id for passage in entry}
        self.ticked = self.ticked - ids if self._is_ticked(entry) else self.ticked | ids
        self.replace_option_prompt_at_index(event.option_index, self._label(entry))
        self.post_message(self.Ticked())


def together(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], ...]:
    """Codings of the same words of a source in one, in the order of the first of each."""
    found: dict[tuple[object, ...], list[Passage]] = {}
    for passage in passages:
        coding = passage.coding
        found.setdefault((coding.source, coding.at or passage.words), []).append(passage)
    return tuple(map(tuple, found.values()))


class SummaryEditor(ModalScreen[Written | None]):
    """Quotes on the left, words on the right; gives both, or None when left as they were."""

    DEFAULT_CSS = """
    SummaryEditor { align: center middle; background: $background 40%; }
    SummaryEditor > Vertical {
        width: 96%; height: 90%; min-height: 14; background: $panel; border: round $primary; padding: 0 1;
    }
    SummaryEditor #title { height: auto; max-height: 2; text-style: bold; }
    SummaryEditor #notice { height: auto; max-height: 2; color: $text-muted; }
    SummaryEditor #parts { height: 1fr; }
    SummaryEditor .part { width: 50%; height: 1fr; }
    SummaryEditor .heading { height: 1; color: $foreground 70%; padding: 0 1; }
    SummaryEditor .part:focus-within .heading { color: $foreground; text-style: bold reverse; }
    SummaryEditor QuoteTicks {
        height: 1fr; max-height: 100%; border: none; padding: 0 1 0 0; background: $panel;
        scrollbar-size-vertical: 1;
    }
    SummaryEditor MemoArea, SummaryEditor MemoArea:focus {
        height: 1fr; border: none; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="summary.save", tooltip="Save the summary with the quotes that are ticked"),
        Binding("escape", "leave", "Cancel", id="summary.cancel", tooltip="Leave the summary as it was"),
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
        passages: Sequence[Passage],
        ticked: Collection[str],
        *,
        notice: str = "",
        begun: Written | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            text: the summary as it is now.
            ticked: ids of the codings that it rests on now.
            notice: a sentence that is always shown with it.
            begun: what stands in the field, and is ticked, where that is not the summary as it is now.
        """
        super().__init__()
        self._study = study
        self._title, self._notice = title, notice
        self._text = harmless(text)
        self._ticked = frozenset(ticked) & {passage.coding.id for passage in passages}
        self._passages = passages
        self._begun = (self._text, tuple(self._ticked)) if begun is None else (harmless(begun[0]), begun[1])

    def compose(self) -> ComposeResult:
        """What it is of, the quotes, the words."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            if self._notice:
                yield Static(plain(self._notice), id="notice")
            with Horizontal(id="parts"):
                with Vertical(classes="part"):
                    ticks = QuoteTicks(self._study, self._passages, self._begun[1])
                    yield Static(plain(ticks.heading), id="ticked", classes="heading")
                    yield ticks
                with Vertical(classes="part"):
                    yield Static("Summary", classes="heading")
                    area = MemoArea(self._begun[0])
                    area.placeholder = TO_DO
                    yield area
            yield Footer()

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(QuoteTicks.Ticked)
    def _ticked_other(self) -> None:
        self.query_one("#ticked", Static).update(plain(self.query_one(QuoteTicks).heading))

    @on(QuoteTicks.Typed)
    def _typed(self, event: QuoteTicks.Typed) -> None:
        area = self.query_one(MemoArea)
        area.focus()
        area.insert(event.letter)

    @property
    def written(self) -> Written:
        """What stands there."""
        return self.query_one(MemoArea).text.strip("\n"), self.query_one(QuoteTicks).chosen

    @property
    def unsaved(self) -> bool:
        """Whether something was written or ticked that is not in the study."""
        words, chosen = self.written
        return words != self._text.strip("\n") or set(chosen) != self._ticked

    def action_keep(self) -> None:
        """Give it back, also unchanged: then what is coded now has been looked at."""
        self.dismiss(self.written)

    def action_leave(self) -> None:
        """Give nothing back; what was written is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without saving the summary?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
