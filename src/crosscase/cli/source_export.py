"""crosscase source export: texts with their codings in the margin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import case_named, code_named, known, source_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, hand_out, say
from crosscase.cli.progress import counted_aloud
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.documents.transcript import Transcript
    from crosscase.study.folder import Study
    from crosscase.study.model import Source

EXAMPLE = "Example: crosscase source export alta/fokusgruppe --output alta.html"
_COUNTED = "counted"


def source_export(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE...", help="Ids such as alta/fokusgruppe; else all.")
    ] = None,
    case: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="CASE", help="Every source of this case; may be repeated."),
    ] = None,
    coders: Annotated[
        str,
        typer.Option(
            "--coders", metavar="NAMES", help="Whose codings, parted by commas; or counted. Else all."
        ),
    ] = "",
    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Only this code and those below it; may be repeated."),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Hand out texts with their codings in the margin.

    As Word, Markdown or a page that needs nothing else. A page holds one text, with a legend and filters; where
    FILE is a folder, every text gets a file of its own there.
    """
    shown = opened(context, study)
    chosen = _chosen(shown, source or [], case or [])
    codes = [below for word in code or [] for below in shown.codebook.within(code_named(shown, word))]
    wanted = _coders(shown, coders)
    from crosscase.reports.transcript import transcript_of
    from crosscase.study.counting import counted_coders

    made = {
        one.id: transcript_of(
            shown, one, coders=counted_coders(shown, one.id) if coders == _COUNTED else wanted, codes=codes
        )
        for one in counted_aloud(chosen, "preparing")
    }
    if output is not None and output.is_dir():
        if form is Format.table:
            raise StudyError(f"{output} is a folder; say with --format what the files in it shall be")
        for source_id, transcript in counted_aloud(made.items(), "writing"):
            _write(shown, [transcript], form, output / f"{source_id.replace('/', '-')}.{form}", replace)
    else:
        _write(shown, list(made.values()), form_for(form, output), output, replace)


def _write(
    study: Study, transcripts: list[Transcript], form: Format, output: Path | None, replace: bool
) -> None:
    if form is Format.html and len(transcripts) == 1:
        _page(study, transcripts[0], output, replace)
        return
    if form is Format.html:
        raise StudyError(
            f"a page holds one text, and these are {len(transcripts)}; give a folder as --output"
        )
    from crosscase.reports.transcript import transcript_document

    document = transcript_document(transcripts, "" if len(transcripts) == 1 else study.settings.title)
    hand_out(study, document, Format.md if form is Format.table else form, output, replace)


def _page(study: Study, transcript: Transcript, output: Path | None, replace: bool) -> None:
    from crosscase.documents.transcript_page import transcript_page
    from crosscase.study.name_gate import open_gate

    page = transcript_page(transcript, gate=open_gate(study.root))
    if output is None:
        print(page.decode(), end="")
        return
    from crosscase.documents.files import put_file

    put_file(output, page, replace)
    say(f"wrote {output}")


def _chosen(study: Study, sources: list[str], cases: list[str]) -> list[Source]:
    """The sources asked for, each once, in the order of the study where a case or nothing was named."""
    found = {one.id: one for one in (source_named(study, word) for word in sources)}
    wanted = {case_named(study, word).id for word in cases}
    everything = not sources and not cases
    for one in study.sources.values():
        if everything or one.case in wanted:
            found[one.id] = one
    if not found:
        raise StudyError("there is no text to hand out; import one with crosscase import")
    return list(found.values())


def _coders(study: Study, words: str) -> list[str] | None:
    if not words or words == _COUNTED:
        return None
    return [known("coder", word.strip(), study.coders, "see crosscase status") for word in words.split(",")]
