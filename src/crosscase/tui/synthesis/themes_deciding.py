"""Deciding how what was said on a theme and what was counted go together: the relation, then the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from crosscase.study.ids import now
from crosscase.study.problems import StudyError
from crosscase.study.theme_file import RELATIONS
from crosscase.study.themes import theme_named
from crosscase.synthesis.joint_words import why_lines
from crosscase.tui.dialogs import Confirm
from crosscase.tui.memo_editor import AGAIN, MemoArea, harmless
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.synthesis.meanwhile import decided_meanwhile
from crosscase.tui.synthesis.themes_words import UI, relation_piece
from crosscase.tui.words import plain, shown, wrapped

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.joint import JointDisplay

ROWS, CELLS = 9, 64  # room for why something is proposed

NEEDS_ITEMS = "The other relations need items of the survey: e in the list of themes names them."
_MEANINGS = {  # how what was said stands to what was counted
    "converges": "both say the same",
    "expands": "what was said adds to it",
    "explains": "what was said tells why",
    "contrasts": "they go against each other",
    "silent": "the survey did not ask",
}


class ReasonDialog(ModalScreen[str | None]):
    """A reason to be written under what it is about; gives it, or None where it is left."""

    DEFAULT_CSS = """
    ReasonDialog { align: center middle; background: $background 40%; }
    ReasonDialog > Vertical {
        width: 92; max-width: 96%; height: auto; max-height: 96%;
        background: $panel; border: round $primary; padding: 0 1;
        border-subtitle-color: $foreground 70%;
    }
    ReasonDialog #about { height: auto; max-height: 9; scrollbar-size-vertical: 1; }
    ReasonDialog #about Static { height: auto; color: $foreground 80%; }
    ReasonDialog MemoArea, ReasonDialog MemoArea:focus {
        height: 5; border: none; padding: 0 1; margin-top: 1; background: $background;
    }
    ReasonDialog #wrong { height: auto; max-height: 3; color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="themes.reason-save", tooltip="Decide, with this reason"),
        Binding("escape", "leave", "Cancel", id="themes.reason-leave", tooltip="Decide nothing"),
    ]

    def __init__(
        self, title: Content, about: Sequence[str], text: str, check: Callable[[str], str], told: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            about: what the reason is to speak to, a paragraph each.
            text: what stands in the field to begin with.
            check: what is wrong with a reason, or nothing where it will do.
            told: said below from the beginning.
        """
        super().__init__()
        self._title = title
        self._about = tuple(about)
        self._text = harmless(text)
        self._check = check
        self._told = told

    def compose(self) -> ComposeResult:
        """What is decided and on what grounds, the field, what is wrong."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = Content("why? · Ctrl+S decides · Esc leaves")
            with VerticalScroll(id="about", can_focus=False):
                for words in self._about:
                    yield Static(plain(words))
            area = MemoArea(self._text)
            area.placeholder = "why this relation"
            yield area
            yield Static(plain(self._told), id="wrong", markup=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not in the study."""
        return self.query_one(MemoArea).text.strip() != self._text.strip()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.unsaved:
            self.query_one("#wrong", Static).update("")

    def typed(self, letter: str) -> None:
        """Nothing that is typed quickly gets lost."""
        area = self.query_one(MemoArea)
        area.focus()
        area.insert(letter)

    def action_keep(self) -> None:
        """Give the reason back, unless something is wrong with it."""
        text = self.query_one(MemoArea).text.strip()
        if wrong := self._check(text):
            self.query_one("#wrong", Static).update(plain(f"! not saved: {wrong}"))
        else:
            self.dismiss(text)

    def action_leave(self) -> None:
        """Give nothing back; what was typed is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self.app.push_screen(Confirm("Leave without deciding? What you wrote is lost."), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


def choose_relation(place: Place, display: JointDisplay) -> None:
    """Ask which relation it is, the proposed one first; then why."""

    def picked(relation: str | None) -> None:
        if relation is not None:
            give_reason(place, display, relation)

    title = f"{shown(display.theme.id)}: how do they go together?"
    place.app.push_screen(RelationPicker(title, relation_entries(display)), picked)


class RelationPicker(Picker):
    """With room for the reasons of what is proposed."""

    DEFAULT_CSS = f"""
    RelationPicker #detail {{ height: {ROWS}; margin-top: 1; }}
    """


def relation_entries(display: JointDisplay) -> list[Entry]:
    """The relations that can be decided on: the proposed one first, with why it is proposed.

    The survey is silent on a theme that is set beside none of its items, and on no other.
    """
    proposed, present = display.proposal.relation, display.theme.relation
    beside = bool(display.theme.survey)
    fitting = [relation for relation in RELATIONS if (relation != "silent") == beside]
    entries = []
    for relation in sorted(fitting, key=lambda each: each != proposed):
        marks = [
            word
            for word, is_so in (("proposed", relation == proposed), ("now", relation == present))
            if is_so
        ]
        label = Content.assemble(
            (f"{relation_piece(relation)[0]:<13}", "bold"),
            (f"{', '.join(marks):<15}", "$text-accent"),
            (_MEANINGS[relation], "dim"),
        )
        detail = _whole_lines(why_lines(display.proposal, UI)) if relation == proposed else ""
        if not beside:
            detail = f"{detail}\n{NEEDS_ITEMS}".strip()
        entries.append(Entry(relation, label, f"{relation} {relation_piece(relation)[0]}", detail))
    return entries


def _whole_lines(lines: Sequence[str]) -> str:
    """As many sentences as there is room for, each of them whole; and how many more there are."""
    told: list[str] = []
    used = 0
    for number, line in enumerate(lines):
        rows = len(wrapped(shown(line), CELLS))
        if told and used + rows > ROWS - (number + 1 < len(lines)):
            return "\n".join((*told, f"… and {len(lines) - number} more, told with the reason"))
        told.append(shown(line))
        used += rows
    return "\n".join(told)


def give_reason(place: Place, display: JointDisplay, relation: str, words: str | None = None) -> None:
    """Ask why, and decide.

    Args:
        words: a reason that was written and could not be saved: it is never lost, but offered again.
    """
    place.with_coder(lambda coder: _ask_why(place, display, relation, coder, words))


def _ask_why(place: Place, display: JointDisplay, relation: str, coder: str, words: str | None) -> None:
    from crosscase.synthesis.theme_edits import decide

    study, theme = place.study, display.theme
    told_of = {""}  # what somebody else decided, and was said: who saves again knows

    def no_decision(reason: str) -> str:
        try:
            decide(study, theme.id, relation, reason, by=coder, on=now()[:10])
        except StudyError as error:
            return str(error)
        return ""

    def refused(reason: str) -> str:
        if no := no_decision(reason):
            return no
        theirs = decided_meanwhile(theme, theme_named(study, theme.id))
        if theirs in told_of:
            return ""
        told_of.add(theirs)
        return theirs

    if no := no_decision("x"):
        place.warn(no)  # whatever the reason
        return

    def written(reason: str | None) -> None:
        if reason is None:
            return
        try:
            edit = decide(study, theme.id, relation, reason, by=coder, on=now()[:10])
        except StudyError as error:
            place.warn(str(error))
        else:
            if place.perform(edit):
                place.say(f"saved: {edit.name}")
                return
        _ask_why(place, display, relation, coder, reason)

    language = study.settings.language
    former = display.reason(language) if relation == theme.relation else ""
    title = Content.assemble(plain(theme.id), " ", relation_piece(relation)[0])
    about = [display.sentence(language), *why_lines(display.proposal, UI)]
    text, told = (former, "") if words is None else (words, AGAIN)
    place.app.push_screen(ReasonDialog(title, about, text, refused, told), written)
