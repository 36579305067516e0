"""The codes as a tree of rows: what is folded, scrolled to and at hand stays so when it is filled anew."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.ranking import rank

Label = Callable[[Code], Text]


class CodeTree(Tree[str]):
    """Codes with tag and name, and something at the right edge; the data of a row is the code's id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="codes.down", tooltip="Next code"),
        Binding("k", "cursor_up", "Up", show=False, id="codes.up", tooltip="Previous code"),
    ]

    def __init__(self, *, id: str) -> None:
        self.ends: dict[str, Text] = {}  # what stands at the right edge, by code id
        self._by_code: dict[str, TreeNode[str]] = {}
        self._folds: dict[str, bool] = {}  # whether a family is unfolded where all codes are shown
        self._narrowed = False
        super().__init__(Text("Codebook"), id=id)
        self.auto_expand = False  # choosing a family acts on it; the space bar folds it
        self.show_root = False
        self.guide_depth = 2

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Arrow, tag and name, and at the right edge what stands there for the code."""
        label = super().render_label(node, base_style, style)
        end = self.ends.get(node.data or "", Text()).copy()
        end.style = style + Style(bold=True)
        depth = 0
        above = node.parent
        while above is not None and above.parent is not None:
            depth, above = depth + 1, above.parent
        room = self.scrollable_content_region.width - self.guide_depth * (depth + 1) - end.cell_len - 1
        label.truncate(max(4, room), overflow="ellipsis", pad=True)
        return Text.assemble(label, " ", end, style=style)

    def show(self, book: Codebook, label: Label, only: Container[str] | None = None) -> None:
        """Show codes; the cursor stays on its code, else on its row, and the view where it is.

        Args:
            label: what stands in the row of a code; may set its `ends`.
            only: ids of the codes to show, with the families they stand in; unfolded. None for all.
        """
        at, row, top = self.code_at_hand, self.cursor_line, self.scroll_offset.y
        if not self._narrowed:
            self._folds |= {code_id: node.is_expanded for code_id, node in self._by_code.items()}
        self._narrowed = only is not None
        self.clear()
        self._by_code.clear()
        for code in book:
            if only is not None and code.id not in only:
                continue
            above = self._by_code.get(code.parent, self.root)
            if any(only is None or child.id in only for child in book.children(code)):
                expand = self._narrowed or self._folds.get(code.id, not code.parent)
                self._by_code[code.id] = above.add(label(code), code.id, expand=expand)
            else:
                self._by_code[code.id] = above.add_leaf(label(code), code.id)
        self.root.expand()
        if at in self._by_code:
            self.go_to(at)
        elif at and self.last_line >= 0:
            self.cursor_line = max(0, min(row, self.last_line))
        self.scroll_to(y=top, animate=False)

    def relabel(self, code: Code, label: Label) -> None:
        """Draw the row of a code anew, where it is shown."""
        if (node := self._by_code.get(code.id)) is not None:
            node.set_label(label(code))

    def reveal(self, code_id: str) -> None:
        """Unfold what a code stands under."""
        node = self._by_code.get(code_id)
        while node is not None and node.parent is not None:
            node = node.parent
            node.expand()

    def has(self, code_id: str) -> bool:
        """Whether a code is among those shown, folded away or not."""
        return code_id in self._by_code

    def go_to(self, code_id: str) -> None:
        """Put the cursor on a code that is shown."""
        self.reveal(code_id)
        node = self._by_code.get(code_id)
        if node is not None and self.last_line >= 0:  # asking for it lays the rows out: now each knows its line
            self.move_cursor(node)

    @property
    def code_at_hand(self) -> str:
        """Id of the highlighted code, or empty."""
        node = self.cursor_node
        return node.data or "" if node is not None else ""


def matching(book: Codebook, language: str, query: str) -> list[Code] | None:
    """The codes that a few typed letters mean by name, path or tag, the likeliest first; None for all."""
    if not query.strip():
        return None
    codes = list(book)
    names = [f"{book.name(code, language)} {book.path(code)} {code.tag}" for code in codes]
    return [codes[index] for index in rank(query, names)]


def with_families(book: Codebook, codes: list[Code]) -> set[str]:
    """Ids of codes and of all that they stand under."""
    found: set[str] = set()
    for code in codes:
        at: Code | None = code
        while at is not None and at.id not in found:
            found.add(at.id)
            at = book.parent(at)
    return found
