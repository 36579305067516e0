"""A dialog with several fields; gives what was changed in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from crosscase.tui.dialogs import Confirm, type_on
from crosscase.tui.memo_editor import MemoArea, harmless
from crosscase.tui.words import plain, shown

Values = Mapping[str, str]
AROUND = 5  # rows of frame and of the lines below the fields


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        key: what its text is given back under.
        value: what stands in it to begin with.
        lines: rows at least; a field of one row takes one line of text.
        hint: what it shows while it is empty.
    """

    key: str
    label: str
    value: str = ""
    lines: int = 1
    hint: str = ""


def _nothing(_values: Values) -> str:
    return ""


class Form(ModalScreen[dict[str, str] | None]):
    """Fields under each other; None where it is left or nothing was changed."""

    DEFAULT_CSS = """
    Form { align: center middle; background: $background 40%; }
    Form > Vertical {
        width: 88; max-width: 96%; height: auto; max-height: 96%;
        background: $panel; border: round $primary; padding: 0 1;
        border-subtitle-color: $foreground 70%;
    }
    Form #fields {
        height: auto; scrollbar-size-vertical: 1; scrollbar-background: $panel; scrollbar-color: $foreground 25%;
    }
    Form .field { height: auto; margin-bottom: 1; }
    Form.-long .line { margin-bottom: 0; }
    Form .label { width: 13; color: $text-accent; text-style: bold; }
    Form Input.-textual-compact { width: 1fr; background: $surface; padding: 0 1; }
    Form MemoArea, Form MemoArea:focus {
        width: 1fr; height: auto; max-height: 10; border: none; padding: 0 1; background: $surface;
    }
    Form Input:focus, Form MemoArea:focus { background: $background; }
    Form #told { height: auto; max-height: 3; color: $foreground 80%; }
    Form #wrong { height: auto; max-height: 3; color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="form.save", tooltip="Save what is in the fields"),
        Binding("escape", "leave", "Cancel", id="form.cancel", tooltip="Leave everything as it was"),
        # first of all, so that what is typed on after it at speed goes to the field it leads to
        Binding(
            "tab",
            "app.focus_next",
            "Next",
            show=False,
            priority=True,
            id="focus.next",
            tooltip="Go to the next part of the screen",
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            "Previous",
            show=False,
            priority=True,
            id="focus.previous",
            tooltip="Go to the part of the screen before",
        ),
    ]

    def __init__(
        self,
        title: str | Content,
        fields: Sequence[Field],
        *,
        told: Callable[[Values], str] = _nothing,
        wrong: Callable[[Values], str] = _nothing,
    ) -> None:
        """Make the form.

        Args:
            told: what saving these texts means, in a line that follows the typing.
            wrong: what is wrong with the texts, or nothing where they will do.
        """
        super().__init__()
        self._title = plain(title) if isinstance(title, str) else title
        self._fields = tuple(fields)
        # a control character stands as a sign in the field; a field nobody touched keeps what it had
        self._shown = {field.key: harmless(field.value) for field in fields}
        self._tell = told
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """The fields, what saving means, what is wrong."""
        with Vertical() as box:
            box.border_title = self._title
            long = any(field.lines > 1 for field in self._fields)
            self.set_class(long, "-long")
            box.border_subtitle = Content(
                "Ctrl+S saves · Tab next field · Esc leaves"
                if long
                else "Enter saves · Tab next · Esc leaves"
            )
            with VerticalScroll(id="fields", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="field line" if field.lines == 1 else "field"):
                        yield Static(plain(field.label), classes="label")
                        yield self._widget(field)
            yield Static("", id="told", markup=False)
            yield Static("", id="wrong", markup=False)

    def _widget(self, field: Field) -> Input | TextArea:
        text = self._shown[field.key]
        if field.lines == 1:
            return Input(
                text.replace("\n", " "),
                placeholder=shown(field.hint),
                id=field.key,
                compact=True,
                select_on_focus=False,
            )
        area = MemoArea(text)
        area.id, area.placeholder = field.key, shown(field.hint)
        area.styles.min_height = field.lines
        return area

    def on_resize(self) -> None:
        """The fields take what the window leaves beside the lines about them."""
        self.query_one("#fields").styles.max_height = max(3, self.size.height - AROUND)

    def on_mount(self) -> None:
        """One types at once, behind what is there."""
        area = self._first
        if isinstance(area, TextArea):
            area.move_cursor(area.document.end)
        area.focus()
        self._say()

    @property
    def _first(self) -> Input | TextArea:
        widget = self.query_one(f"#{self._fields[0].key}")
        assert isinstance(widget, Input | TextArea)
        return widget

    @property
    def values(self) -> dict[str, str]:
        """What is in the fields now."""
        return {field.key: self._text(field) for field in self._fields}

    def _text(self, field: Field) -> str:
        widget = self.query_one(f"#{field.key}")
        text = widget.value if isinstance(widget, Input) else ""
        if isinstance(widget, TextArea):
            text = widget.text
        start = self._shown[field.key]
        return (
            field.value if text == (start.replace("\n", " ") if field.lines == 1 else start) else text.strip()
        )

    @property
    def changed(self) -> dict[str, str]:
        """The fields whose text is another one now."""
        before = {field.key: field.value for field in self._fields}
        return {key: text for key, text in self.values.items() if text != before[key]}

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not in the study."""
        return bool(self.changed)

    def put(self, key: str, text: str) -> None:
        """Write into a field of one row."""
        self.query_one(f"#{key}", Input).value = harmless(text)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._say()

    def _say(self) -> None:
        self.query_one("#told", Static).update(plain(self._tell(self.values)))
        self.query_one("#wrong", Static).update("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Give back what was changed, unless something is wrong with it."""
        if not self.unsaved:
            self.dismiss(None)
        elif wrong := self._wrong(self.values):
            self.query_one("#wrong", Static).update(plain(f"! not saved: {wrong}"))
        else:
            self.dismiss(self.changed)

    def typed(self, letter: str) -> None:
        """Nothing that is typed quickly gets lost."""
        first = self._first
        if isinstance(first, Input):
            type_on(first, letter)
        else:
            first.focus()
            first.insert(letter)

    def action_leave(self) -> None:
        """Give nothing back; what was typed is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without saving what you wrote?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
