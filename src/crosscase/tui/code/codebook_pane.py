"""The codebook beside the text: a tree with counts, a filter, and the definition of the code at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, Tree

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.code_tree import CodeTree, matching, with_families
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.words import shown


class CodebookPane(Vertical):
    """The codebook tree."""

    DEFAULT_CSS = """
    CodebookPane { height: 1fr; }
    CodebookPane Input { padding: 0 1; background: $panel; }
    CodebookPane CodeTree { height: 1fr; padding: 0 1; background: $surface; }
    CodebookPane #definition { height: auto; max-height: 8; padding: 0 1; color: $text-muted; background: $surface; }
    """

    @dataclass
    class CodeChosen(Message):
        """A code was chosen with Enter or a click: it is meant for the selection."""

        code_id: str

    def __init__(self, language: str, *, id: str) -> None:
        super().__init__(id=id)
        self._language = language
        self._book = Codebook()
        self._counts: Counter[str] = Counter()
        self._keys: dict[str, int] = {}
        self._told: tuple[Code | None, bool] = (None, False)

    def compose(self) -> ComposeResult:
        """Filter, tree, definition."""
        yield Input(placeholder="filter codes", id="code-filter", compact=True)
        yield CodeTree(id="code-tree")
        yield Static("", id="definition", markup=False)

    @property
    def rows(self) -> CodeTree:
        """The tree."""
        return self.query_one(CodeTree)

    def fill(self, book: Codebook, counts: Counter[str], keys: dict[str, int]) -> None:
        """Show a codebook.

        Args:
            counts: codings by code id.
            keys: number keys by code id.
        """
        self._book, self._counts, self._keys = book, counts, keys
        self._build(self.query_one("#code-filter", Input).value)
        if self._told == (None, False):
            self.query_one("#definition", Static).update(self._no_definition())

    def refresh_counts(self, counts: Counter[str], keys: dict[str, int]) -> None:
        """Show other counts and keys; only rows that look different are drawn again."""
        changed = {c for c in {*counts, *self._counts} if counts[c] != self._counts[c]}
        changed |= {c for c in {*keys, *self._keys} if keys.get(c) != self._keys.get(c)}
        above = with_families(self._book, [self._book.by_id[c] for c in changed if c in self._book.by_id])
        self._counts, self._keys = counts, keys
        self.rows.relabel(above, self._label)

    def reveal(self, code_id: str) -> None:
        """Unfold what a code stands under."""
        self.rows.reveal(code_id)

    def drop_filter(self) -> None:
        """Show all codes again."""
        self.query_one("#code-filter", Input).clear()

    def tell_definition(self, code: Code | None, *, rules: bool = False) -> None:
        """Show what the code at hand means, with its include and exclude rules where one looks through codes."""
        if (code, rules) == self._told:
            return
        self._told = (code, rules)
        definition = self._no_definition()
        if code is not None:
            definition = Content.assemble(
                tag_content(code),
                " ",
                (shown(self._book.name(code, self._language)), "bold"),
                "\n",
                shown(code.definition),
            )
            for label, text in (("include", code.include), ("exclude", code.exclude)):
                if text and rules:
                    definition = Content.assemble(definition, "\n", (f"{label}: ", "bold"), shown(text))
        self.query_one("#definition", Static).update(definition)

    def _no_definition(self) -> Content:
        return Content("" if len(self._book) else "no codes yet: select words and press c")

    def _build(self, query: str) -> None:
        found = matching(self._book, self._language, query)
        self.rows.show(self._book, self._label, None if found is None else with_families(self._book, found))

    def _label(self, code: Code) -> tuple[Text, Text]:
        total = sum(self._counts[c.id] for c in self._book.within(code))
        key = f"‹{self._keys[code.id]}› " if code.id in self._keys else ""
        name = shown(self._book.name(code, self._language))
        left = Text.assemble(
            (shown(tag_of(code)), tag_style(code)), (f" {name}", "dim" if code.retired else "")
        )
        return left, Text(f"{'retired ' if code.retired else ''}{key}{total or '·'}")

    @on(Input.Changed, "#code-filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._build(event.value)

    @on(Input.Submitted, "#code-filter")
    def _to_tree(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    @on(Tree.NodeHighlighted)
    def _highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        event.stop()
        if self.rows.has_focus and event.node.data is not None:
            self.tell_definition(self._book.by_id.get(event.node.data), rules=True)

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[str]) -> None:
        event.stop()
        if event.node.data is not None:
            self.post_message(self.CodeChosen(event.node.data))
