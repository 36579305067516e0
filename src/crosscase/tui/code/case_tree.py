"""Cases and their sources, with how far the coding has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from crosscase.study.folder import Study
from crosscase.study.memos import about_now
from crosscase.study.model import OPEN_ANSWERS
from crosscase.study.plurals import counted
from crosscase.study.progress import Progress
from crosscase.study.vanished import vanished
from crosscase.tui.words import shortened, shown

_EIGHTHS = " ▏▎▍▌▋▊▉█"
NOTED = "✎"  # beside what has memos
BAR = 4


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the tree stands for."""

    case: str
    source: str = ""


def bar(share: float, cells: int = BAR) -> str:
    """A share (0..1) as a bar of so many cells."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0:
        eighths = max(1, eighths)  # what has begun never looks untouched
    full, part = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[part] if part else "")).ljust(cells)


class CaseTree(Tree[Row]):
    """A tree of cases and sources; choosing a source asks to show it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="tree.down", tooltip="Next row"),
        Binding("k", "cursor_up", "Up", show=False, id="tree.up", tooltip="Previous row"),
    ]

    @dataclass
    class SourceChosen(Message):
        """A source was chosen."""

        source_id: str

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(Text("Cases"), id=id)
        self.show_root = False
        self.guide_depth = 2
        self._study = study
        self._rows: dict[str, TreeNode[Row]] = {}
        self._progress: dict[str, Progress] = {}
        self._open = ""
        self._noted: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        """Show what there is."""
        self.fill()

    def fill(self) -> None:
        """Build the rows anew, as after sources came or went."""
        study = self._study
        folded = {case for case, node in self._rows.items() if node.allow_expand and not node.is_expanded}
        self.clear()
        self._rows.clear()
        self._noted = self._with_memos()
        gone = vanished(study)
        held = [
            *(s.case or OPEN_ANSWERS for s in study.sources.values()),
            *(s.partition("/")[0] for s in gone),
        ]
        for case in dict.fromkeys([*study.cases, *held]):
            sources = [s.id for s in study.sources.values() if (s.case or OPEN_ANSWERS) == case]
            sources += [s for s in gone if s.partition("/")[0] == case]
            node = self.root.add(self._case_label(case, sources), Row(case), expand=case not in folded)
            self._rows[case] = node
            for source_id in sources:
                label = self._source_label(source_id)
                self._rows[source_id] = node.add_leaf(label, Row(case, source_id))

    def tell_memos(self) -> None:
        """Show which cases and sources have memos now."""
        former, self._noted = self._noted, self._with_memos()
        for about in former ^ self._noted:
            kind, _, name = about.partition("/")
            node = self._rows.get(name)
            if node is not None and kind in ("case", "source"):
                node.set_label(self._source_label(name) if kind == "source" else self._case_label_of(node))

    def _with_memos(self) -> frozenset[str]:
        return frozenset(about_now(self._study, memo.about) for memo in self._study.memos.values())

    def _case_label_of(self, node: TreeNode[Row]) -> Text:
        case = node.data.case if node.data is not None else ""
        return self._case_label(
            case, [child.data.source for child in node.children if child.data is not None]
        )

    def mark_open(self, source_id: str) -> None:
        """Point at the source that is shown."""
        former, self._open = self._open, source_id
        for changed in {former, source_id}:
            if (node := self._rows.get(changed)) is not None:
                node.set_label(self._source_label(changed))
        if (node := self._rows.get(source_id)) is not None:
            self.move_cursor(node)

    def set_progress(self, progress: Mapping[str, Progress]) -> None:
        """Show how far some sources have come."""
        self._progress.update(progress)
        cases: dict[str, None] = {}
        for source_id in progress:
            if (node := self._rows.get(source_id)) is not None:
                node.set_label(self._source_label(source_id))
                if node.parent is not None and node.parent.data is not None:
                    cases[node.parent.data.case] = None
        for case in cases:
            node = self._rows[case]
            node.set_label(self._case_label_of(node))

    def described(self, source_id: str) -> str:
        """How far a source is, in words: share coded, codings, coders."""
        source, progress = self._study.sources[source_id], self._progress.get(source_id)
        if progress is None:
            return source.kind
        coders = ", ".join(progress.coders) or "nobody yet"
        share, count = _percent(progress.share), progress.codings
        return f"{source.kind} · {share} coded, {counted(count, 'coding')} · coded by {coders}"

    def _case_label(self, case: str, sources: list[str]) -> Text:
        known = [self._progress[s] for s in sources if s in self._progress]
        name = self._study.cases[case].name if case in self._study.cases else case.replace("-", " ")
        noted = f" {NOTED}" if f"case/{case}" in self._noted else ""
        if not known:
            return Text(shown(name) + noted)
        size = sum(p.size for p in known)
        share = sum(p.share * p.size for p in known) / size if size else 0.0
        return Text.assemble(
            f"{_padded(shown(name), 12)} ", (bar(share), "bold"), f"{_percent(share):>4}", noted
        )

    def _source_label(self, source_id: str) -> Text:
        name = shown(source_id.partition("/")[2])
        if source_id not in self._study.sources:
            return Text.assemble(("! ", "bold"), name, (" gone", "dim"))
        here = "● " if source_id == self._open else "  "
        noted = f" {NOTED}" if f"source/{source_id}" in self._noted else ""
        progress = self._progress.get(source_id)
        if progress is None:
            return Text(here + name + noted)
        coders = f" {len(progress.coders)}c" if len(progress.coders) > 1 else ""
        return Text.assemble(here, _padded(name, 13), f"{progress.codings:>4}", (coders, "dim"), noted)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Row]) -> None:
        """A chosen source is asked for; a case folds by itself."""
        event.stop()
        place = event.node.data
        if place is not None and place.source:
            self.post_message(self.SourceChosen(place.source))


def _padded(text: str, cells: int) -> str:
    text = shortened(text, cells)
    return text + " " * (cells - cell_len(text))


def _percent(share: float) -> str:
    # half up, and never 100 % or 0 % before it is so
    whole = int(share * 100 + 0.5)
    if 0 < share < 1:
        whole = max(1, min(99, whole))
    return f"{whole}%"
