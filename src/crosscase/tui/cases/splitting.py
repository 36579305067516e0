"""Where a statement is cut in two: the cursor goes through its words, sentence by sentence."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.study.description_file import Statement
from crosscase.study.sentences import sentences
from crosscase.tui.words import plain, shown

_WORD = re.compile(r"\S+")


def places(text: str) -> list[int]:
    """Where the second half can begin: at every word but the first, in code points."""
    return [match.start() for match in _WORD.finditer(text)][1:]


def sentence_places(text: str) -> list[int]:
    """Where its sentences begin, but for the first one."""
    starts, _ = sentences(text, 0, len(text))
    return starts[1:]


def first_place(text: str) -> int:
    """Where the cut is proposed: at the second sentence, else at the middle word; 0 where there is one word."""
    known = places(text)
    return next(iter(sentence_places(text)), known[len(known) // 2] if known else 0)


def comparable_place(text: str, first: str, cut: int) -> int:
    """Where a text is cut as the one in another language was: between the same sentences; else nowhere, at its end.

    Args:
        first: the text in the other language; cut: where its second half begins, in code points.
    """
    mine, theirs = sentence_places(text), sentence_places(first)
    if not mine:
        return len(text)
    if cut in theirs and len(mine) == len(theirs):
        return mine[theirs.index(cut)]
    return min(mine, key=lambda each: abs(each / len(text) - cut / len(first)))


def texts_to_cut(statement: Statement, language: str, own: str) -> dict[str, str]:
    """The texts of a statement that can be cut, that in the language at hand first.

    Args:
        own: the study's language, in which a text of no language in particular is.
    """
    texts = {each or own: statement.text.get(each) or "" for each in sorted(statement.text)}
    order = sorted(texts, key=lambda each: (each != language, each != own, each))
    return {each: texts[each] for each in order if each == language or places(texts[each])}


def _key(keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, show=show, id=f"cut.{name}", tooltip=tooltip)


class SplitDialog(ModalScreen[int | None]):
    """Gives where the second statement begins, in code points; None where it is left."""

    DEFAULT_CSS = """
    SplitDialog { align: center middle; background: $background 40%; }
    SplitDialog .half { height: auto; padding: 0 1; background: $surface; margin-bottom: 1; }
    """
    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter", "cut", "split", "Split", "Make two statements, the second beginning here", show=True),
        _key("right,l", "word(1)", "right", "Word on", "The second statement begins a word later"),
        _key("left,h", "word(-1)", "left", "Word back", "The second statement begins a word earlier"),
        _key("down,j,n", "sentence(1)", "down", "Sentence on", "The second statement begins at the next sentence"),
        _key("up,k,N", "sentence(-1)", "up", "Sentence back", "The second statement begins at the sentence before"),
        _key("escape", "leave", "leave", "Leave", "Leave the statement whole"),
    ]  # fmt: skip

    def __init__(self, text: str, language: str = "", *, beside: tuple[str, int] | None = None) -> None:
        """Make the dialog; the text has two words at least.

        Args:
            language: of the text; empty where the statement has no other.
            beside: the text in another language and where that is cut already: then this one may stay whole.
        """
        super().__init__()
        self._text, self._language, self._whole = text, language, beside is not None
        self._places = places(text)
        self._at = first_place(text) if beside is None else comparable_place(text, *beside)

    def compose(self) -> ComposeResult:
        """Both statements."""
        with Vertical(classes="dialog") as dialog:
            leaves = "Esc leaves it whole" if self._whole else "Esc leaves"
            dialog.border_subtitle = Content(f"Enter splits · ←→ word · ↑↓ sentence · {leaves}")
            what = f"the text in {self._language}" if self._whole else "the statement"
            told = f" ({self._language})" if self._language and not self._whole else ""
            yield Static(plain(f"Split {what} here?{told}"), classes="question")
            yield Static("", id="first", classes="half", markup=False)
            yield Static("", id="second", classes="half", markup=False)
            if self._whole:
                yield Static(
                    "What is left whole stays with the first, to be looked at; the second has no text then."
                )

    def on_mount(self) -> None:
        """Cut where it seems best."""
        self._show()

    def _show(self) -> None:
        self.query_one("#first", Static).update(plain(f"1  {shown(self._text[: self._at].strip())}"))
        rest = shown(self._text[self._at :].strip()) or f"no text in {self._language}"
        self.query_one("#second", Static).update(plain(f"2  {rest}"))

    def action_word(self, step: int) -> None:
        """A word on or back."""
        self._go(self._places, step)

    def action_sentence(self, step: int) -> None:
        """A sentence on or back."""
        self._go(sentence_places(self._text), step)

    def _go(self, places: list[int], step: int) -> None:
        later = [place for place in places if place > self._at]
        earlier = [place for place in places if place < self._at]
        if step > 0 and later:
            self._at = later[0]
        elif step < 0 and earlier:
            self._at = earlier[-1]
        self._show()

    def action_cut(self) -> None:
        """Here."""
        self.dismiss(self._at if self._at < len(self._text) else None)

    def action_leave(self) -> None:
        """Nowhere."""
        self.dismiss(None)
