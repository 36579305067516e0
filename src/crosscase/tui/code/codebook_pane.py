"""The codebook beside the text: a tree with counts, a filter, and the definition of the code at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, Tree
from textual.widgets.tree import TreeNode

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.ranking import rank
from crosscase.tui.words import shown


class CodeTree(Tree[str]):
    """Codes with tag, name and count; the data of a row is the code's id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="codes.down", tooltip="Next code"),
        Binding("k", "cursor_up", "Up", show=False, id="codes.up", tooltip="Previous code"),
    ]

    def __init__(self, *, id: str) -> None:
        self.ends: dict[str, str] = {}  # what stands at the right edge, by code id
        super().__init__(Text("Codebook"), id=id)
        self.auto_expand = False  # choosing a family codes with it; the arrow and the space bar fold it
        self.show_root = False
        self.guide_depth = 2

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Arrow, tag and name, and at the right edge the count and the number key of the code."""
        label = super().render_label(node, base_style, style)
        end = Text(self.ends.get(node.data or "", ""), style + Style(bold=True))
        depth = 0
        above = node.parent
        while above is not None and above.parent is not None:
            depth, above = depth + 1, above.parent
        room = self.scrollable_content_region.width - self.guide_depth * (depth + 1) - end.cell_len - 1
        label.truncate(max(4, room), overflow="ellipsis", pad=True)
        return Text.assemble(label, " ", end)


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
        self._rows: dict[str, TreeNode[str]] = {}
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
        above = {p.id for c in changed if c in self._book.by_id for p in self._above(self._book.by_id[c])}
        self._counts, self._keys = counts, keys
        for code_id in changed | above:
            node = self._rows.get(code_id)
            if node is not None and code_id in self._book.by_id:
                node.set_label(self._label(self._book.by_id[code_id]))

    def reveal(self, code_id: str) -> None:
        """Unfold what a code stands under."""
        node = self._rows.get(code_id)
        while node is not None and node.parent is not None:
            node = node.parent
            node.expand()

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

    def _above(self, code: Code) -> list[Code]:
        found = []
        parent = self._book.parent(code)
        while parent is not None:
            found.append(parent)
            parent = self._book.parent(parent)
        return found

    def _build(self, query: str) -> None:
        tree = self.rows
        at, top = self.code_at_hand, tree.scroll_offset.y
        folds = {code_id: node.is_expanded for code_id, node in self._rows.items()} if not query else {}
        tree.clear()
        self._rows.clear()
        shown = self._matching(query)
        for code in self._book:
            if shown is not None and code.id not in shown:
                continue
            above = self._rows.get(code.parent, tree.root)
            label = self._label(code)
            if self._book.children(code):
                expand = shown is not None or folds.get(code.id, not code.parent)
                self._rows[code.id] = above.add(label, code.id, expand=expand)
            else:
                self._rows[code.id] = above.add_leaf(label, code.id)
        tree.root.expand()
        if (node := self._rows.get(at)) is not None:
            tree.move_cursor(node)
            tree.scroll_to(y=top, animate=False)

    def _matching(self, query: str) -> set[str] | None:
        if not query.strip():
            return None
        codes = list(self._book)
        names = [f"{self._book.name(c, self._language)} {self._book.path(c)} {c.tag}" for c in codes]
        hits = [codes[index] for index in rank(query, names)]
        return {c.id for code in hits for c in (code, *self._above(code))}

    def _label(self, code: Code) -> Text:
        total = sum(self._counts[c.id] for c in self._book.within(code))
        key = f"‹{self._keys[code.id]}› " if code.id in self._keys else ""
        self.rows.ends[code.id] = f"{key}{total or '·'}"
        name = shown(self._book.name(code, self._language))
        return Text.assemble((shown(tag_of(code)), tag_style(code)), f" {name}")

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

    @property
    def code_at_hand(self) -> str:
        """Id of the highlighted code, or empty."""
        node = self.rows.cursor_node
        return node.data or "" if node is not None else ""
