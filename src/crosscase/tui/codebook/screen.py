"""The codebook screen: the tree of codes, what the one at hand means, and where it is used."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, Tree

from crosscase.study.code_use import to_place
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.tui.code.code_tree import matching, with_families
from crosscase.tui.codebook import keys
from crosscase.tui.codebook.arranging import ArrangingScreen
from crosscase.tui.codebook.details import NO_CODES, CodeDetails, used
from crosscase.tui.codebook.rows import HEADING, CodebookTree, counts_end, name_label
from crosscase.tui.codebook.usage import Counting, Usage, first_coding
from crosscase.tui.codebook.uses import UsesList, uses_of
from crosscase.tui.codebook.views import SHORT, View, codes_in, following
from crosscase.tui.codebook.writing import WritingScreen

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Table

WIDE = 100  # cells from which the codes and their details stand side by side
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
USED = ("codings/", "codebook/", "interviews/", "cases/", "memos/")


class CodebookScreen(WritingScreen, ArrangingScreen):
    """Look at the codes, and change them."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="codebook")
        self.usage = Usage()
        self._counting = Counting(study)
        self._view = View.ALL
        self._left: dict[str, int] = {}  # codings to place, by id of the code that is being split
        self._filtering = False  # whether a letter was typed that the codes do not follow yet
        self._said_at = ""  # the code at which something was said: moving on takes the words away
        self._matches: frozenset[str] = frozenset()  # the codes themselves, without the families around them

    def compose_content(self) -> ComposeResult:
        """The codes; beside or below them the code at hand."""
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static("", id="views", markup=False)
                with Horizontal(id="filter-row"):
                    yield Input(placeholder="filter codes", id="filter", compact=True)
                    yield Static(HEADING, id="head", markup=False)
                yield CodebookTree(id="codes")
            with Vertical(id="right"):
                yield CodeDetails(self.study, id="details")
                yield Static("", id="uses-head", markup=False)
                yield UsesList(self.study, id="uses")

    def on_mount(self) -> None:
        """Go where one left off."""
        session = self.workbench.session
        self.set_class(session.get("codebook.details") == "closed", "-details-closed")
        self._count()
        self._fill()
        last = session.get("codebook.code")
        first = next(iter(self.study.codebook), None)
        self.reveal(last if last in self.study.codebook.by_id or first is None else first.id)
        self.codes.focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {
            "f": self.query_one("#filter"),
            "c": self.codes,
            "d": self.query_one("#details"),
            "w": self.query_one("#uses"),
        }

    # what is shown

    @property
    def codes(self) -> CodebookTree:
        """The codes."""
        return self.query_one(CodebookTree)

    @property
    def code(self) -> Code | None:
        """The code at hand."""
        return self.study.codebook.by_id.get(self.codes.code_at_hand)

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed; the code at hand, the filter and the view stay."""
        if any(file.startswith(USED) for file in files):
            self._count()
            self._fill()
            self.split_changed()

    def _count(self) -> None:
        self.usage = self._counting.usage()
        book, coder = self.study.codebook, self.study.coder
        self._left = {code.id: len(to_place(self.study, code, coder)) for code in book if code.split}

    def _fill(self) -> Code | None:
        """Fill the tree; the code that the filter means most."""
        book, language = self.study.codebook, self.study.settings.language
        query = self.query_one("#filter", Input).value
        chosen = list(codes_in(self._view, book, self.usage))
        found = matching(book, language, query)
        if found is not None:
            wanted = {code.id for code in chosen}
            chosen = [code for code in found if code.id in wanted]
        self._matches = frozenset(code.id for code in chosen)
        everything = found is None and self._view is View.ALL
        self.codes.show(book, self._label, None if everything else with_families(book, chosen))
        if self.code is None and chosen:  # nothing was shown before, so that no row was at hand
            last = self.workbench.session.get("codebook.code")
            self.codes.go_to(last if self.codes.has(last) else chosen[0].id)
        self._tell_views()
        self.tell_code()
        return chosen[0] if found is not None and chosen else None

    def _label(self, code: Code) -> tuple[Text, Text]:
        book, left = self.study.codebook, self._left.get(code.id)
        name = name_label(book, code, self.study.settings.language, dim=code.id not in self._matches)
        at_hand = code.id == self.codes.code_at_hand
        return name, counts_end(book, self.usage, code, left, at_hand=at_hand)

    def _tell_views(self) -> None:
        parts: list[Content] = []
        for view in View:
            words = f"{SHORT[view]} {len(codes_in(view, self.study.codebook, self.usage))}"
            here = view is self._view
            parts.append(Content.styled(f"[{words}]" if here else f" {words} ", "bold" if here else "dim"))
        self.query_one("#views", Static).update(Content("").join(parts), layout=False)

    def tell_code(self) -> None:
        """Show the code at hand: details, where it is used, status line."""
        code = self.code
        self.query_one(CodeDetails).tell(code, self.usage)
        uses = uses_of(self.study, self.usage, code) if code is not None else []
        self.query_one(UsesList).tell(uses)
        head = f"Where it is used: {counted(len(uses), 'source')}" if uses else "Not used in any source"
        self.query_one("#uses-head", Static).update(head, layout=False)
        left, right = "", []
        if code is not None:
            left = self.study.codebook.path(code)
            if self.has_class("-details-closed"):
                left += f" · {used(self.study, self.usage, code)}"
            self.workbench.session.put("codebook.code", code.id)
        if self._view is not View.ALL:
            right.append(f"only {self._view}")
        if query := self.query_one("#filter", Input).value.strip():
            right.append(f"filter: “{query}”")
        self.status_line.update(left, "  ".join(right))

    def reveal(self, code_id: str) -> None:
        """Put the cursor on a code; a filter or a view that hides it is dropped."""
        if code_id not in self.study.codebook.by_id:
            return
        if not self.codes.has(code_id):
            self._view = View.ALL
            self.query_one("#filter", Input).clear()
            self._fill()
        self.codes.go_to(code_id)

    @on(Tree.NodeHighlighted)
    def _highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        event.stop()
        if self.codes.code_at_hand != self._said_at:
            self.status_line.unsay()
        self.call_after_refresh(self.tell_code)  # the cursor goes first

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[str]) -> None:
        event.stop()

    def say(self, text: str) -> None:
        """Tell what was done, until one goes on."""
        self._said_at = self.codes.code_at_hand
        super().say(text)

    def warn(self, text: str) -> None:
        """Tell of something that did not work, until one goes on."""
        self._said_at = self.codes.code_at_hand
        super().warn(text)

    # going about

    def action_filter(self) -> None:
        """Type letters of a name."""
        self._close_details()
        self.query_one("#filter", Input).focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        if not self._filtering:
            self._filtering = True
            self.call_after_refresh(self._refill)  # the letter goes first; several at once are one filter

    def _refill(self) -> None:
        self._filtering = False
        if (best := self._fill()) is not None:
            self.codes.go_to(best.id)

    @on(Input.Submitted, "#filter")
    def _to_codes(self, event: Input.Submitted) -> None:
        event.stop()
        self.codes.focus()

    def action_view(self, step: int) -> None:
        """Show another choice of codes."""
        self._view = following(self._view, step)
        self._fill()
        count = len(self._matches)
        self.say("all codes are shown" if self._view is View.ALL else f"only codes {self._view}: {count}")

    def action_details(self) -> None:
        """Show or hide the details."""
        self._close_details()
        self.toggle_class("-details-closed")
        self.workbench.session.put("codebook.details", "closed" if self.has_class("-details-closed") else "")
        self.tell_code()

    def action_uses(self) -> None:
        """Go to where the code is used; in a small window the details take its place."""
        self.remove_class("-details-closed")
        self.add_class("-details-open")
        uses = self.query_one(UsesList)
        if uses.option_count:
            uses.focus()
        else:
            self.query_one(CodeDetails).focus()
            self.say("no codings of it to go to")

    def action_back(self) -> None:
        """Back to the codes; once there, filter and view go."""
        if not self.codes.has_focus:
            self._close_details()
            self.codes.focus()
            return
        at = self.codes.code_at_hand
        self._view = View.ALL
        self.query_one("#filter", Input).clear()
        self._fill()
        self.reveal(at)

    def _close_details(self) -> None:
        self.remove_class("-details-open")
        if not self.query_one("#left").has_focus_within:
            self.codes.focus()

    def action_export(self) -> None:
        """Write the codebook to a file: a text to read, or a table to take in elsewhere."""
        from crosscase.tui.export import DOCUMENT, TABLE, export

        def make(form: str) -> Document | Table:
            from crosscase.reports.codebook import codebook_document, codebook_table

            if form in DOCUMENT:
                return codebook_document(self.study)
            return codebook_table(self.study.codebook, self.study.code_counts())

        if len(self.study.codebook):
            what = f"the codebook: {counted(len(self.study.codebook), 'code')}"
            export(self, what, "codebook", make, tuple(dict.fromkeys([*DOCUMENT, *TABLE])))
        else:
            self.say(NO_CODES)

    async def action_go_there(self) -> None:
        """Go to the first coding of the code, in the source at hand where one stands in the list."""
        code = self.code
        uses = self.query_one(UsesList)
        if code is not None:
            await self._go(code, uses.source_at_hand if uses.has_focus else "")

    @on(OptionList.OptionSelected)
    async def _source_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (code := self.code) is not None and event.option.id:
            await self._go(code, event.option.id)

    async def _go(self, code: Code, source_id: str) -> None:
        coding = first_coding(self.study, code, source_id)
        if coding is None:
            self.say("no codings of it to go to")
            return
        if coding.source not in self.study.sources:
            self.warn(f"{coding.source} is gone or cannot be read; its codings are kept as they are")
            return
        await self.workbench.go_to_passage(coding.source, coding.at, (coding.coder, coding.id))
