"""Placing the codings of a code that is being split: one after the other, in their surroundings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from crosscase.study.code_use import place_coding, to_place
from crosscase.study.model import Code, Coding
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.cursor_pane import lines_of, short
from crosscase.tui.code.shown import key_of
from crosscase.tui.footer import Footer
from crosscase.tui.words import plain, wrapped

if TYPE_CHECKING:
    from crosscase.tui.place import Place

Key = tuple[str, str]
AROUND = 600  # characters of a paragraph shown on each side of the words


def _key(keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = True) -> Binding:
    return Binding(keys, action, words, show=show, id=f"split.{name}", tooltip=tooltip)


class SplitQueue(ModalScreen[bool]):
    """Walks through one coder's codings of a split code; True when none is left to decide on."""

    DEFAULT_CSS = """
    SplitQueue { align: center middle; background: $background 40%; }
    SplitQueue > Vertical {
        width: 100; max-width: 100%; height: 32; max-height: 100%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    SplitQueue #where { height: auto; max-height: 2; color: $foreground 80%; }
    SplitQueue VerticalScroll {
        height: 1fr; min-height: 3; margin: 1 0; padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    SplitQueue #words { height: auto; }
    SplitQueue OptionList {
        height: auto; max-height: 11; border: none; padding: 0; background: $panel; scrollbar-size-vertical: 1;
    }
    SplitQueue #others { height: auto; max-height: 2; color: $foreground 70%; }
    SplitQueue #said { height: 1; color: $text-warning; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            _key(str(number), f"tick({number})", f"tick-{number}", f"Code {number}",
                 f"Tick or untick new code {number}", show=False)
            for number in range(1, 10)
        ),
        _key("enter", "place", "place", "Place", "Give the coding to the ticked codes, and go on"),
        _key("k", "keep", "keep", "Keep", "Let the coding stay with the old code, and go on"),
        _key("space,right", "step(1)", "next", "Next", "Go to the next coding without deciding"),
        _key("backspace,left", "step(-1)", "previous", "Before", "Go to the coding before", show=False),
        _key("j,down", "scroll(1)", "down", "Down", "Scroll the text down", show=False),
        _key("up", "scroll(-1)", "up", "Up", "Scroll the text up", show=False),
        _key("u", "undo", "undo", "Undo", "Take back the last coding placed or kept here"),
        _key("escape", "leave", "leave", "Later", "Leave; what is not placed waits for another day"),
    ]  # fmt: skip

    def __init__(self, place: Place, code_id: str) -> None:
        """Make the queue.

        Args:
            place: whose study it is, and whose door changes go through.
            code_id: the code that is being split.
        """
        super().__init__()
        self._place = place
        self._code_id = code_id
        self._queue: list[Coding] = []
        self._at: Key | None = None
        self._kept: dict[Key, None] = {}
        self._ticked: list[str] = []  # ids of new codes, in the order they were ticked
        self._steps: list[Key | None] = []  # what was done here: a kept coding, or None for one placed
        self._done = 0
        self._busy = False  # a change of its own is under way

    def compose(self) -> ComposeResult:
        """Where the words stand, the words, the new codes."""
        with Vertical():
            yield Static("", id="where", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("", id="words", markup=False)
            choices = OptionList(id="choices", markup=False)
            choices.can_focus = False
            yield choices
            yield Static("", id="others", markup=False)
            yield Static("", id="said", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """The first coding."""
        self.refill()

    # what is shown

    @property
    def _code(self) -> Code | None:
        return self._place.study.codebook.by_id.get(self._code_id)

    @property
    def _into(self) -> list[Code]:
        book = self._place.study.codebook
        return [book.by_id[each] for each in self._code.split if each in book.by_id] if self._code else []

    @property
    def coding(self) -> Coding | None:
        """The coding that is asked about."""
        return next((coding for coding in self._queue if key_of(coding) == self._at), None)

    def refill(self) -> None:
        """Show the codings that are left, as after any change of the study; the one at hand stays."""
        code, study = self._code, self._place.study
        if self._busy:
            return
        if code is None or not code.split:
            self.dismiss(False)
            return
        before = [key_of(coding) for coding in self._queue]
        self._queue = [c for c in to_place(study, code, study.coder) if key_of(c) not in self._kept]
        if not self._queue:
            self.dismiss(True)
            return
        keys = [key_of(coding) for coding in self._queue]
        if self._at not in keys:
            behind = before[before.index(self._at) :] if self._at in before else []
            self._at = next((key for key in behind if key in keys), keys[0])
        known = {each.id for each in self._into}
        self._ticked = [code_id for code_id in self._ticked if code_id in known]
        self._show()

    def _show(self) -> None:
        code, coding = self._code, self.coding
        if code is None or coding is None:
            return
        number = self._done + self._queue.index(coding) + 1
        box = self.query_one(Vertical)
        box.border_title = plain(f"Split {self._name_of(code)}: place your codings")
        box.border_subtitle = Content(f"{number} of {self._done + len(self._queue)}")
        self.query_one("#where", Static).update(self._where(coding))
        before, words, after = self._words(coding)
        self.query_one("#words", Static).update(Content.assemble(before, words, after))
        self._show_choices()
        self.query_one("#others", Static).update(plain(self._others(code)))
        self.call_after_refresh(self._to_words, before)

    def _name_of(self, code: Code) -> str:
        return self._place.study.codebook.name(code, self._place.study.settings.language)

    def _where(self, coding: Coding) -> Content:
        study = self._place.study
        parts = [coding.source]
        if coding.source in study.sources and coding.at is not None:
            segments = study.segments(coding.source)
            section = segments.section_of(coding.at[0])
            parts += [f"line {lines_of(coding, segments)}", segments.speaker_of(coding.at[0])]
            parts += [section.title] if section is not None else []
        line = plain(" · ".join(filter(None, parts)))
        return (
            Content.assemble(line, "\n", plain(f"memo: {short(coding.memo, 200)}")) if coding.memo else line
        )

    def _words(self, coding: Coding) -> tuple[Content, Content, Content]:
        """What stands before the words, the words, and what stands after them."""
        source = self._place.study.sources.get(coding.source)
        if source is None or coding.at is None:
            gone = "its source is gone" if source is None else "its words are no longer in the text"
            return Content.styled(f"{gone}; they were: ", "dim"), plain(coding.quote, "bold"), Content("")
        start, end = coding.at
        segments, body = self._place.study.segments(coding.source), source.body
        top, last = segments.line_of(start), segments.line_of(max(start, end - 1))
        first, stop = segments.line_bounds(top)[0], segments.line_bounds(last)[1]
        above = _paragraph(body, (segments.line_bounds(line) for line in range(top - 1, -1, -1)))
        below = _paragraph(
            body, (segments.line_bounds(line) for line in range(last + 1, segments.line_count))
        )
        before = ("…" if start - AROUND > first else "") + body[max(first, start - AROUND) : start]
        after = body[end : min(stop, end + AROUND)] + ("…" if end + AROUND < stop else "")
        return (
            Content.assemble(plain(above, "dim"), "\n\n" if above else "", plain(before)),
            Content("\n").join(plain(line, "bold reverse") for line in body[start:end].split("\n")),
            Content.assemble(plain(after), "\n\n" if below else "", plain(below, "dim")),
        )

    def _to_words(self, before: Content) -> None:
        """Bring the coded words into view, below a row of what stands before them."""
        scroll = self.query_one(VerticalScroll)
        width = max(1, scroll.scrollable_content_region.width)
        rows = sum(len(wrapped(line, width)) for line in before.plain.split("\n"))
        fits = rows + 2 <= scroll.size.height
        scroll.scroll_to(y=0 if fits else rows - 2, animate=False)

    def _show_choices(self) -> None:
        options = []
        for number, code in enumerate(self._into, 1):
            ticked = code.id in self._ticked
            label = Content.assemble(
                ("[x] " if ticked else "[ ] ", "bold"),
                (f"{number if number < 10 else ' '} ", "bold $text-accent"),
                tag_content(code),
                " ",
                plain(self._name_of(code), "bold" if ticked else ""),
                (f"  {short(code.definition, 60)}" if code.definition else "", "dim"),
            )
            options.append(Option(label, code.id))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(options)

    def _others(self, code: Code) -> str:
        study = self._place.study
        waiting = Counter(c.coder for c in to_place(study, code) if c.coder != study.coder)
        left = ", ".join(f"{coder} {count}" for coder, count in sorted(waiting.items()))
        parts = [f"left to others: {left}"] if left else []
        parts += [f"{counted(len(self._kept), 'coding')} kept as {self._name_of(code)}"] if self._kept else []
        return " · ".join(parts)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text))

    # what is done

    def action_tick(self, number: int) -> None:
        """Tick a new code by its number, or no longer."""
        if number <= len(self._into):
            self._toggle(self._into[number - 1].id)
        else:
            self._say(f"there is no new code {number}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """By mouse."""
        event.stop()
        if event.option.id:
            self._toggle(event.option.id)

    def _toggle(self, code_id: str) -> None:
        if code_id in self._ticked:
            self._ticked.remove(code_id)
        else:
            self._ticked.append(code_id)
        self._say("")
        self._show_choices()

    def action_place(self) -> None:
        """Give the coding to the ticked codes."""
        coding = self.coding
        codes = [code for code in self._into if code.id in self._ticked]
        codes.sort(key=lambda code: self._ticked.index(code.id))
        if coding is None:
            return
        if not codes:
            self._say("tick a new code by its number first, or press k to keep the old one")
            return
        self._go_on(lambda: self._placed(coding, codes))

    def _placed(self, coding: Coding, codes: list[Code]) -> bool:
        try:
            edit = place_coding(self._place.study, coding, codes)
        except StudyError as error:
            self._say(str(error))
            return False
        if not self._through(lambda: self._place.perform(edit)):
            return False
        self._ticked = []
        self._steps.append(None)
        return True

    def _through(self, change: Callable[[], bool]) -> bool:
        """Make a change at the place's door; whether it was made. What the place tells is told here."""
        self._busy = True
        done = change()
        self._busy = False
        if not done:
            self._say(self._place.status_line.said)
            self.refill()
        return done

    def action_keep(self) -> None:
        """Let the coding stay with the old code."""
        if (coding := self.coding) is not None:
            self._go_on(lambda: self._keep(key_of(coding)))

    def _keep(self, key: Key) -> bool:
        self._kept[key] = None
        self._steps.append(key)
        return True

    def _go_on(self, decide: Callable[[], bool]) -> None:
        if decide():
            self._done += 1
            self._say("")
            self.refill()

    def action_step(self, step: int) -> None:
        """Go to another coding, round the ends."""
        if (coding := self.coding) is not None:
            at = (self._queue.index(coding) + step) % len(self._queue)
            self._at, self._ticked = key_of(self._queue[at]), []
            self._say("" if len(self._queue) > 1 else "this is the only one left")
            self._show()

    def action_undo(self) -> None:
        """Take back the last decision made here, and show its coding again."""
        if not self._steps:
            self._say("nothing was placed or kept here yet")
            return
        key = self._steps[-1]
        if key is None:
            edit = self._place.study.history.next_undo
            if not self._through(self._place.undo):
                return
            before = edit.changes[0].before if edit is not None else None
            key = key_of(before) if isinstance(before, Coding) else None
        else:
            self._kept.pop(key, None)
        self._steps.pop()
        self._done -= 1
        self._at = key
        self._say("")
        self.refill()

    def action_scroll(self, rows: int) -> None:
        """Some rows of the text on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """What is not placed waits in the file."""
        self.dismiss(False)


def _paragraph(body: str, lines: Iterable[tuple[int, int]]) -> str:
    """The first line that is not blank, at most as long as is shown around words."""
    found = next((body[start:end] for start, end in lines if body[start:end].strip()), "")
    return found if len(found) <= AROUND else found[: AROUND - 1] + "…"
