"""The memos screen: all memos, the one at hand as it is meant to be read, and a key to where it belongs."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.memo_edits import remove_memo
from crosscase.study.memos import Memo, about_now, subjects
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.memo_editor import BESIDE, MemoPreview
from crosscase.tui.memo_writing import facts, open_memo, subject_content, write_about
from crosscase.tui.memos.listing import MemoList, key_of, memos_found, searchable
from crosscase.tui.picker import LONGEST, Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Table

SHOWN_FROM = ("memos/", "codings/", "codebook/", "interviews/", "cases/")
BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
NONE = (
    "No memos yet: n writes one about the study, a case, a source or a code; m in a text one about a coding."
)
HELP = """\
A memo is about the study, a case, a source, a code or a coding, and stands there too: `M` in a text shows those of the
source and its case, the codebook those of a code. It is a text file in memos/; that of a coding stands in the coding.
Memos are Markdown: # heading, - list, **bold**, *italic*. Each is its coder's; a name before a memo is another coder's.
"""


def _key(
    keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = True, display: str = ""
) -> Binding:
    return Binding(
        keys, action, words, show=show, id=f"memos.{name}", tooltip=tooltip, key_display=display or None
    )


class MemosScreen(Place):
    """Read memos, write them, find them, go to where they belong."""

    HELP: ClassVar[str | None] = HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("n", "new", "new", "New", "Write a memo about something you pick"),
        _key("e", "edit", "edit", "Edit", "Change the memo at hand, or read it where it is another coder's"),
        _key("x,delete", "remove", "remove", "Remove", "Remove the memo at hand"),
        _key("slash", "filter", "filter", "Filter", "Show only memos that hold some words", display="/"),
        _key("g", "go_there", "go", "Go there", "Go to what the memo at hand is about"),
        _key("E", "export", "export", "Export", "Write the memos that are listed to a file", show=False),
        _key("c", "codings", "codings", "Codings'", "Show or hide the memos of codings"),
        _key(
            "escape",
            "list",
            "list",
            "Back to the list",
            "Go back to the list; again: drop the filter",
            show=False,
        ),
    ]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="memos")
        self._codings = True
        self._all: list[tuple[Memo, str]] = []
        self._found: list[Memo] = []

    def compose_content(self) -> ComposeResult:
        """The memos; beside or below them the one at hand."""
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Input(placeholder="filter memos", id="filter", compact=True, max_length=LONGEST)
                yield MemoList(id="memos")
            with Vertical(id="right"):
                yield Static("", id="head", markup=False)
                yield MemoPreview(id="preview")

    def on_mount(self) -> None:
        """Go where one left off."""
        self._codings = self.workbench.session.get("memos.codings") != "hidden"
        self._read()
        self.memos.go_to(self.workbench.session.get("memos.memo"))
        self.memos.focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"f": self.query_one("#filter"), "l": self.memos, "p": self.query_one(MemoPreview)}

    # what is shown

    @property
    def memos(self) -> MemoList:
        """The list."""
        return self.query_one(MemoList)

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed; the memo at hand stays at hand."""
        if any(file.startswith(SHOWN_FROM) for file in files):
            self._read()

    def _read(self) -> None:
        self._all = searchable(self.study)
        self._fill()

    def _fill(self) -> None:
        query = self.query_one("#filter", Input).value
        self._found = memos_found(self._all, query, self._codings)
        self.memos.fill(self.study, self._found)
        self._tell()

    def _tell(self) -> None:
        """Show the memo at hand and how many there are."""
        memo, query = self.memos.memo, self.query_one("#filter", Input).value.strip()
        count = _counted(len(self._found))
        hidden = "" if self._codings else " · those of codings are hidden: c shows them"
        self.status_line.update(count + (f" with “{query}”" if query else "") + hidden)
        self._draw(memo, NONE if not query and memo is None and self._codings else "")

    def _draw(self, memo: Memo | None, instead: str) -> None:
        head = self.query_one("#head", Static)
        head.display = memo is not None
        if memo is not None:
            head.update(self._head(memo))
        preview = self.query_one(MemoPreview)
        preview.show(memo.text if memo is not None else instead)
        preview.scroll_home(animate=False)

    def _head(self, memo: Memo) -> Content:
        lines = [subject_content(self.study, memo.about)]
        if memo.title:
            lines.insert(0, plain(memo.title, "bold"))
        if memo.coding is not None:
            words = f"{self.study.codebook.path_now(memo.coding.code)} · {memo.coding.source}"
            lines.append(plain(words, "dim"))
        lines += [plain(line, "dim") for line in (facts(memo), memo.notice) if line]
        return Content("\n").join(lines)

    @on(OptionList.OptionHighlighted, "#memos")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if (memo := self.memos.memo) is not None:
            self.workbench.session.put("memos.memo", key_of(memo))
        self._tell()

    @on(OptionList.OptionSelected, "#memos")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_edit()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted, "#filter")
    def _taken(self, event: Input.Submitted) -> None:
        event.stop()
        self.memos.focus()

    # what the keys do

    def action_filter(self) -> None:
        """Type words."""
        self.query_one("#filter", Input).focus()

    def action_list(self) -> None:
        """Back to the list; from there the filter is dropped."""
        if self.memos.has_focus:
            self.query_one("#filter", Input).clear()
        self.memos.focus()

    def action_codings(self) -> None:
        """Show or hide the memos of codings."""
        self._codings = not self._codings
        self.workbench.session.put("memos.codings", "" if self._codings else "hidden")
        self._fill()

    def action_new(self) -> None:
        """Pick what a new memo is about, and write it."""
        here = self.memos.memo
        first = about_now(self.study, here.about) if here is not None and here.coding is None else ""
        entries = [
            Entry(about, label := subject_content(self.study, about), f"{label.plain} {about}")
            for about in sorted(subjects(self.study), key=lambda about: about_now(self.study, about) != first)
        ]

        def picked(about: str | None) -> None:
            if about is not None:
                write_about(self, about_now(self.study, about), None, self._written)

        self.app.push_screen(Picker("what is it about?", entries), picked)

    def action_edit(self) -> None:
        """Change the memo at hand, or read it."""
        if (memo := self._at_hand()) is not None:
            open_memo(self, memo, self._written)

    def _written(self, edit: Edit) -> None:
        """Show what was written, also where a filter would hide it."""
        file = edit.files[0]
        written = next((memo for memo in self.study.memos.values() if memo.file == file), None)
        if written is None:
            return
        if written.id not in {memo.id for memo in self._found}:
            self.query_one("#filter", Input).clear()
            self._fill()
        self.memos.go_to(key_of(written))

    def action_remove(self) -> None:
        """Remove the memo at hand; undo brings it back."""
        if (memo := self._at_hand()) is not None:
            self.with_coder(lambda coder: self._remove(memo, coder))

    def _remove(self, memo: Memo, coder: str) -> None:
        try:
            edit = remove_memo(self.study, memo, coder)
        except StudyError as error:
            self.warn(str(error))
            return
        if self.perform(edit):
            self.say(f"removed: {edit.name.removeprefix('remove ')} · u brings it back")

    def action_export(self) -> None:
        """Write the memos that are listed to a file: a text to read, or a table."""
        from crosscase.tui.export import DOCUMENT, TABLE, export

        def make(form: str) -> Document | Table:
            from crosscase.reports.memos import memos_document, memos_table

            return (memos_document if form in DOCUMENT else memos_table)(self.study, self._found)

        if self._found:
            export(self, _counted(len(self._found)), "memos", make, tuple(dict.fromkeys([*DOCUMENT, *TABLE])))
        else:
            self.say("no memos are listed: there is nothing to write")

    async def action_go_there(self) -> None:
        """Go to what the memo at hand is about."""
        memo = self._at_hand()
        if memo is None:
            return
        if (coding := memo.coding) is not None:
            await self.workbench.go_to_passage(coding.source, coding.at, (coding.coder, coding.id))
            return
        kind, _, name = about_now(self.study, memo.about).partition("/")
        if kind == "code" and name in self.study.codebook.by_id:
            await self._go_to_code(name)
            return
        sources = [s.id for s in self.study.sources.values() if kind == "case" and s.case == name]
        source_id = name if kind == "source" else next(iter(sources), "")
        if source_id in self.study.sources:
            await self.workbench.go_to_passage(source_id, None)
        else:
            self.say(
                "it is about the whole study" if kind == "study" else f"there is no text of {memo.about}"
            )

    async def _go_to_code(self, code_id: str) -> None:
        from crosscase.tui.codebook.screen import CodebookScreen

        await self.workbench.action_go("codebook")
        if isinstance(screen := self.workbench.place_shown, CodebookScreen):
            screen.reveal(code_id)

    def _at_hand(self) -> Memo | None:
        memo = self.memos.memo
        if memo is None:
            self.say("no memo is shown here: n writes one")
        return memo


def _counted(count: int) -> str:
    return f"{counted(count, 'memo')}"
