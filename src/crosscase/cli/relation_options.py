"""What the commands on relations between codes have in common: options, and how what they find is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.output import Format, hand_out, note, say, write, write_json
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Figure, Table
    from crosscase.study.folder import Study

EVERYBODY = "everybody"

CodesOption = Annotated[
    str, typer.Option("--codes", metavar="CODE,...", help="Only these, each with all below it; else all.")
]
DepthOption = Annotated[
    int | None,
    typer.Option(
        "--depth", min=1, metavar="N", help="So many levels of codes; 1: those named, or at the top, alone."
    ),
]
CodersOption = Annotated[
    str,
    typer.Option(
        "--coders",
        metavar="NAME,...",
        help="Whose codings; else those that count in each source. `everybody`: all.",
    ),
]
FigureOption = Annotated[
    Path | None, typer.Option("--figure", metavar="FILE", help="Draw it to this .svg or .png file instead.")
]


def words_in(listed: str) -> tuple[str, ...]:
    """What stands between commas, each once."""
    return tuple(dict.fromkeys(word.strip() for word in listed.split(",") if word.strip()))


def coders_in(study: Study, listed: str) -> tuple[str, ...] | None:
    """Coders as the synthesis asks for them: None for those that count."""
    names = words_in(listed)
    return tuple(study.coders) if names == (EVERYBODY,) else names or None


def see_figure_alone(figure: Path | None, form: Format, output: Path | None) -> None:
    """Refuse a figure together with another form or file, of which one would be left out without a word."""
    if figure is not None and (output is not None or form is not Format.table):
        option = "--format" if output is None else "--output"
        raise StudyError(f"--figure draws in place of the table; leave out {option}, or --figure")


def draw(study: Study, figure: Callable[[], Figure], path: Path, replace: bool) -> None:
    """Write a figure to a file.

    Args:
        figure: draws it; called once the file's name has said how.
    """
    from crosscase.documents.files import put_file, see_place
    from crosscase.documents.pictures import picture_form_of_name, write_picture
    from crosscase.study.name_gate import open_gate

    form = picture_form_of_name(str(path))
    see_place(path, replace)
    with slow("drawing"):
        content = write_picture(figure(), form, gate=open_gate(study.root))
    put_file(path, content, replace)
    say(f"wrote {path}")


def show(table: Table, notes: Sequence[str], whole: str = "") -> None:
    """A table on the terminal, and below it what must be read with it."""
    if table.rows:
        write(table.columns, table.rows, Format.table, whole=whole)
        say()
    for line in notes:
        say(line)


def hand_out_found(
    study: Study,
    form: Format,
    data: Table,
    document: Document,
    notes: Sequence[str],
    output: Path | None,
    replace: bool,
    key: str,
) -> None:
    """What was found, in a form other than the terminal's: numbers as data, texts as a document.

    CSV holds the numbers alone, and what must be read with them goes to stderr; JSON has both.

    Args:
        key: what JSON calls the rows.
    """
    if form is Format.json:
        rows = [dict(zip(data.columns, row, strict=True)) for row in data.rows]
        write_json({"notes": list(notes), key: rows}, study=study, output=output, replace=replace)
    elif form is Format.csv:
        hand_out(study, data, form, output, replace)
        for line in notes:
            note(line)
    elif form is Format.xlsx:
        sheet = changed(data, caption=document.title, note=" ".join(notes))
        hand_out(study, sheet, form, output, replace)
    else:
        hand_out(study, document, form, output, replace)
