"""Writing what is on the screen to a file: a name whose ending says the form, never over a file without asking."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.tui.dialogs import Confirm, type_on
from crosscase.tui.place import Place
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Figure, Table

TABLE = ("xlsx", "docx", "html", "md", "csv", "json")
"""The forms of a table, those that people read first."""
DOCUMENT = ("docx", "html", "md")
"""The forms of a text."""
PICTURE = ("svg", "png")
"""The forms of a figure."""
NAMES = {
    "docx": "Word",
    "xlsx": "Excel",
    "html": "a page for the browser",
    "md": "Markdown",
    "csv": "CSV",
    "json": "JSON",
    "svg": "a picture that can be made larger",
    "png": "a picture",
}
LAST = "export.form"  # in the session: the form that was used last

Make = Callable[[str], "Table | Document | Figure"]
"""Makes what is written, for a form such as `docx`; of a picture a figure. Touches no widget: it runs in a thread."""


def export(
    place: Place,
    what: str,
    stem: str,
    make: Make,
    forms: Sequence[str] = TABLE,
    heed: Sequence[str] = (),
) -> None:
    """Ask where to write something, and write it.

    Args:
        what: what is written, such as `14 quotes`.
        stem: the name that is offered, without its ending.
        make: called with the form when it is known; a StudyError that it raises is shown.
        forms: those that are offered, first the one to begin with.
        heed: lines on what one should know before it is written.
    """
    session = place.workbench.session

    def written(path: Path | None) -> None:
        if path is not None:
            session.put(LAST, path.suffix.removeprefix("."))
            place.say(f"wrote {path}")

    last = session.get(LAST)
    first = last if last in forms else forms[0]
    place.app.push_screen(ExportDialog(place.study, what, f"{stem}.{first}", make, forms, heed), written)


class ExportDialog(ModalScreen[Path | None]):
    """A name and a form; gives the path when the file is there, None where it is left."""

    DEFAULT_CSS = """
    ExportDialog { align: center middle; background: $background 60%; }
    ExportDialog #path { height: auto; max-height: 3; color: $foreground 75%; }
    ExportDialog #heed { height: auto; max-height: 6; color: $warning; margin-bottom: 1; }
    ExportDialog OptionList { height: auto; border: none; padding: 0; background: $surface; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="export.leave", tooltip="Write nothing"),
        Binding("down,ctrl+n", "form(1)", "Next form", show=False, id="export.next", tooltip="The next form"),
        Binding("up,ctrl+p", "form(-1)", "Form before", show=False, id="export.previous", tooltip="The form before"),
    ]  # fmt: skip
    CSS_PATH = "dialogs.tcss"

    def __init__(
        self, study: Study, what: str, name: str, make: Make, forms: Sequence[str], heed: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._study = study
        self._what = what
        self._offered = name
        self._make = make
        self._forms = tuple(forms)
        self._heed = tuple(heed)
        self._busy = False

    def compose(self) -> ComposeResult:
        """Question, name, forms, what is wrong."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = Content("Enter writes · ↑↓ form · Esc leaves")
            yield Static(plain(f"Write {self._what} to a file"), classes="question")
            if self._heed:
                yield Static(plain("\n".join(self._heed)), id="heed", markup=False)
            yield Input(shown(self._offered), id="name", compact=True, select_on_focus=False)
            yield Static("", id="path", markup=False)
            yield OptionList(*map(_option, self._forms), id="forms", compact=True)
            yield Static("", classes="error", markup=False)

    def on_mount(self) -> None:
        """One types at once, before the ending."""
        forms = self.query_one(OptionList)
        forms.can_focus = False
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value) - len(Path(field.value).suffix)

    @property
    def path(self) -> Path:
        """Where it is written: below the folder that Crosscase was started in, unless the name says otherwise.

        Raises:
            StudyError: that folder is gone, or nobody has the home folder that the name begins with.
        """
        name = Path(self.query_one(Input).value.strip())
        try:
            name = name.expanduser()
            return name if name.is_absolute() else Path.cwd() / name
        except RuntimeError as error:
            raise StudyError(
                f"nobody here has a home folder {name.parts[0]}; write the whole path"
            ) from error
        except OSError as error:
            raise StudyError(
                "the folder that Crosscase was started in is gone; write a whole path"
            ) from error

    @property
    def form(self) -> str:
        """The form that the name says, or nothing."""
        suffix = Path(self.query_one(Input).value.strip()).suffix.lower().removeprefix(".")
        return suffix if suffix in self._forms else ""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(OptionList).highlighted = self._forms.index(self.form) if self.form else None
        self._complain("")
        self._tell_folder()

    def _tell_folder(self) -> None:
        try:
            self.query_one("#path", Static).update(plain(f"in {self.path.parent}"))
        except StudyError as error:
            self.query_one("#path", Static).update("")
            self._complain(str(error))

    def action_form(self, step: int) -> None:
        """Another form: the ending of the name follows."""
        at = self._forms.index(self.form) + step if self.form else 0
        self._end_with(self._forms[at % len(self._forms)])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._end_with(self._forms[event.option_index])

    def _end_with(self, form: str) -> None:
        field = self.query_one(Input)
        stem = field.value.strip()
        if Path(stem).suffix.lower().removeprefix(".") in NAMES:
            stem = stem[: -len(Path(stem).suffix)]
        field.value = f"{stem}.{form}"
        field.cursor_position = len(stem)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._busy:
            return
        if not Path(event.value.strip()).stem:
            self._complain("give the file a name")
        elif not self.form:
            self._complain(f"end the name with one of {', '.join(f'.{form}' for form in self._forms)}")
        else:
            self._write_or_ask()

    def _write_or_ask(self) -> None:
        try:
            path, form = self.path, self.form
        except StudyError as error:
            self._complain(str(error))
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self._write(path, form, True)

        if os.path.isfile(path):  # of a path that cannot be one it says no
            question = f"{shown(path.name)} is there already. Write over it?"
            self.app.push_screen(Confirm(question, yes="Write over", detail=str(path)), sure)
        else:
            self._write(path, form, False)

    def _write(self, path: Path, form: str, over: bool) -> None:
        self._busy = True
        self.query_one("#path", Static).update(plain(f"writing {path.name} …"))
        self._put(path, form, over)

    @work(thread=True, exclusive=True)
    def _put(self, path: Path, form: str, over: bool) -> None:
        from crosscase.documents.files import put_file

        try:
            put_file(path, self._content(form), over)
        except (StudyError, OSError) as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, path)

    def _content(self, form: str) -> bytes:
        from crosscase.documents.values import Figure
        from crosscase.study.name_gate import open_gate

        value, gate = self._make(form), open_gate(self._study.root)
        if isinstance(value, Figure):
            from crosscase.documents.pictures import PictureForm, write_picture

            return write_picture(value, PictureForm(form), gate=gate)
        from crosscase.documents.notice import with_notice
        from crosscase.documents.writing import Form, write

        return write(with_notice(self._study, value, Form(form)), Form(form), gate=gate)

    def _failed(self, reason: str) -> None:
        self._busy = False
        self._tell_folder()
        # what the command line advises is a question here
        self._complain(reason.replace("; give another name, or --replace to write over it", ""))

    def _complain(self, text: str) -> None:
        self.query_one(".error", Static).update(plain(f"! {text}") if text else "")

    def typed(self, letter: str) -> None:
        """Nothing that is typed quickly gets lost."""
        type_on(self.query_one(Input), letter)

    def action_leave(self) -> None:
        """Write nothing."""
        if not self._busy:
            self.dismiss(None)


def _option(form: str) -> Option:
    return Option(Content.assemble((f".{form:<5}", "bold"), f" {NAMES[form]}"))
