"""The codes as a tree of rows: what is folded, scrolled to and at hand stays so when it is filled anew."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.ranking import rank

Label = Callable[[Code], tuple[Text, Text]]
"""What stands in the row of a code: left, and at the right edge."""

_TOGGLE = Style.from_meta({"toggle": True})  # a click on the arrow folds


class CodeTree(Tree[str]):
    """Codes with tag and name, and something at the right edge; the data of a row is the code's id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="codes.down", tooltip="Next code"),
        Binding("k", "cursor_up", "Up", show=False, id="codes.up", tooltip="Previous code"),
    ]

    def __init__(self, *, id: str) -> None:
        self._book = Codebook()
        self._label: Label = _nothing
        self._by_code: dict[str, TreeNode[str]] = {}
        self._folds: dict[str, bool] = {}  # whether a family is unfolded where all codes are shown
        self._narrowed = False
        self._shape: tuple[tuple[str, str], ...] = ()  # code and parent of each row
        super().__init__(Text("Codebook"), id=id)
        self.auto_expand = False  # choosing a family acts on it; the space bar folds it
        self.show_root = False
        self.guide_depth = 2

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Arrow, tag and name, and at the right edge what stands there for the code.

        Made when the row is drawn: most rows of a large codebook never are.
        """
        code = self._book.by_id.get(node.data or "")
        if code is None:
            return Text()
        name, end = self._label(code)
        name.stylize(style)
        end.stylize_before(style + Style(bold=True))
        arrow = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        label = Text.assemble((arrow, base_style + _TOGGLE) if node.allow_expand else "", name)
        depth = 0
        above = node.parent
        while above is not None and above.parent is not None:
            depth, above = depth + 1, above.parent
        room = self.scrollable_content_region.width - self.guide_depth * (depth + 1) - end.cell_len - 1
        label.truncate(max(4, room), overflow="ellipsis", pad=True)
        return Text.assemble(label, " ", end, style=style)

    def get_label_width(self, node: TreeNode[str]) -> int:
        """A row is as wide as the tree: nothing needs measuring."""
        return 1

    def show(self, book: Codebook, label: Label, only: Container[str] | None = None) -> None:
        """Show codes; the cursor stays on its code, else on its row, and the view where it is.

        Args:
            label: asked when a row is drawn.
            only: ids of the codes to show, with the families they stand in; unfolded. None for all.
        """
        kept = [code for code in book if only is None or code.id in only]
        shape = tuple((code.id, code.parent) for code in kept)
        if shape == self._shape and self._narrowed == (only is not None):
            self._book, self._label = book, label
            self._clear_line_cache()
            self.refresh()
            return
        self._shape = shape
        at, row, top = self.code_at_hand, self.cursor_line, self.scroll_offset.y
        if not self._narrowed:
            self._folds |= {code_id: node.is_expanded for code_id, node in self._by_code.items()}
        self._narrowed = only is not None
        self._book, self._label = book, label
        self.clear()
        self._by_code.clear()
        parents = {code.parent for code in kept}
        for code in kept:
            above = self._by_code.get(code.parent, self.root)
            if code.id in parents:
                expand = self._narrowed or self._folds.get(code.id, not code.parent)
                self._by_code[code.id] = above.add("", code.id, expand=expand)
            else:
                self._by_code[code.id] = above.add_leaf("", code.id)
        self.root.expand()
        if at in self._by_code:
            self.go_to(at)
        elif at and self.last_line >= 0:
            self.cursor_line = max(0, min(row, self.last_line))
        self.scroll_to(y=top, animate=False)

    def relabel(self, code_ids: Iterable[str], label: Label) -> None:
        """Draw the rows of some codes anew."""
        self._label = label
        for code_id in code_ids:
            if (node := self._by_code.get(code_id)) is not None:
                node.refresh()

    def reveal(self, code_id: str) -> None:
        """Unfold what a code stands under."""
        node = self._by_code.get(code_id)
        while node is not None and node.parent is not None:
            node = node.parent
            if not node.is_expanded:
                node.expand()

    def has(self, code_id: str) -> bool:
        """Whether a code is among those shown, folded away or not."""
        return code_id in self._by_code

    def go_to(self, code_id: str) -> None:
        """Put the cursor on a code that is shown."""
        self.reveal(code_id)
        node = self._by_code.get(code_id)
        if (
            node is not None and self.last_line >= 0
        ):  # asking for it lays the rows out: now each knows its line
            self.move_cursor(node)

    @property
    def code_at_hand(self) -> str:
        """Id of the highlighted code, or empty."""
        node = self.cursor_node
        return node.data or "" if node is not None else ""


def _nothing(_code: Code) -> tuple[Text, Text]:
    return Text(), Text()


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
