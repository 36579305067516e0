"""crosscase case export: case descriptions as they are handed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    ReplaceOption,
    form_for,
    hand_out,
    may_go_to,
    write_json,
)
from crosscase.cli.progress import counted_aloud
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase case export alta --output alta.docx"
_FORMS = (Format.md, Format.html, Format.docx, Format.json)


def case_export(
    context: typer.Context,
    case: Annotated[
        list[str] | None,
        typer.Argument(metavar="CASE...", help="Slugs or names of cases; else all that are described."),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Without footnotes to the sources.")] = False,
    language: Annotated[
        str, typer.Option("--language", metavar="LANGUAGE", help="Such as en; else the study's.")
    ] = "",
    each: Annotated[
        bool, typer.Option("--each", help="One file for each case, in the folder given as --output.")
    ] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write it to this file, or with --each into this folder."
        ),
    ] = None,
    replace: ReplaceOption = False,
) -> None:
    """Hand out case descriptions: fact box, sections, success criteria in a box, footnotes to what they rest on.

    As Word, a page, Markdown or JSON; all in one document, or one each. Words of informants are only quoted where
    they have agreed to that.
    """
    from crosscase.casework.marks import may_be_handed_on

    chosen_form = _form(form, output, each)
    if not each:
        may_go_to(chosen_form, output, replace)
    shown = opened(context, study)
    chosen = _chosen(shown, case or ())
    may_be_handed_on(shown, chosen)
    if each:
        assert output is not None
        files = {id: output / f"{id}.{chosen_form}" for id in chosen}
        _make(output)
        for file in files.values():
            may_go_to(chosen_form, file, replace)
        for id, file in counted_aloud(files.items(), "writing"):
            _write(shown, [id], public, language, chosen_form, file, replace)
    else:
        _write(shown, chosen, public, language, chosen_form, output, replace)


def _form(form: Format, output: Path | None, each: bool) -> Format:
    if each and output is None:
        raise StudyError("where to? give the folder with --output")
    if each and form is Format.table:
        raise StudyError("what shall the files be? give --format docx, html, md or json")
    found = form if each else form_for(form, output)
    if found is Format.table:
        return Format.md
    if found not in _FORMS:
        raise StudyError(f"a case description is no {found}; give --format docx, html, md or json")
    return found


def _chosen(study: Study, words: Sequence[str]) -> list[str]:
    from crosscase.casework.description import description_of

    named = list(dict.fromkeys(case_named(study, word).id for word in words))
    for id in named:
        if not description_of(study, id).statements:
            raise StudyError(f"{id} is not described yet; see crosscase case draft {id}")
    found = named or [id for id in study.cases if description_of(study, id).statements]
    if not found:
        raise StudyError("no case is described yet; see crosscase case draft CASE")
    return found


def _make(folder: Path) -> None:
    from crosscase.documents.files import see_place

    if folder.is_dir():
        return
    see_place(folder)
    try:
        folder.mkdir()
    except OSError as error:
        raise StudyError(f"{folder} cannot be made ({error.strerror}); give another folder") from error


def _write(
    study: Study,
    cases: Sequence[str],
    public: bool,
    language: str,
    form: Format,
    output: Path | None,
    replace: bool,
) -> None:
    if form is Format.json:
        from crosscase.reports.case_description.data import description_facts

        facts = [description_facts(study, id, public=public) for id in cases]
        write_json(facts, study=study, output=output, replace=replace)
        return
    from crosscase.reports.case_description.document import case_document

    document = case_document(study, cases, public=public, language=language)
    hand_out(study, document, form, output, replace)
