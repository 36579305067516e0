"""crosscase case export: case descriptions as they are handed out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.cases_broken import unreadable_cases
from crosscase.cli.naming import case_named, known
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, ReplaceOption, hand_out, may_go_to, note, say, write_json, written
from crosscase.cli.progress import counted_aloud
from crosscase.study.problems import FileError, StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase case export alta --output alta.docx"


class CaseForm(StrEnum):
    """What a description is written as."""

    md = "md"
    html = "html"
    docx = "docx"
    json = "json"


_FORMS = ", ".join(f".{form}" for form in CaseForm)


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
    form: Annotated[
        CaseForm | None,
        typer.Option(
            "--format", metavar="FORMAT", help="md, html, docx or json; else as the file's name ends."
        ),
    ] = None,
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
    they have agreed to that. Either everything is written, or nothing.
    """
    from crosscase.casework.severe import severe_in_words

    chosen_form = _form(form, output, each)
    if not each:
        may_go_to(chosen_form, output, replace)
    shown = opened(context, study)
    chosen = _chosen(shown, case or ())
    _see_language(shown, chosen, language)
    if each:
        assert output is not None
        _each(shown, chosen, public, language, chosen_form, output, replace)
    else:
        _one(shown, chosen, public, language, chosen_form, output, replace)
    if line := severe_in_words(shown, chosen):
        note(line)


def _form(form: CaseForm | None, output: Path | None, each: bool) -> Format:
    if each and output is None:
        raise StudyError("where to? give the folder with --output")
    if each and form is None:
        raise StudyError("what shall the files be? give --format docx, html, md or json")
    if form is None and output is not None:
        suffix = output.suffix.lower().removeprefix(".")
        if suffix not in {each.value for each in CaseForm}:
            raise StudyError(
                f"{output}: a case description is written as {_FORMS}; end the name so, or give --format"
            )
        form = CaseForm(suffix)
    return Format(form or CaseForm.md)


def _chosen(study: Study, words: Sequence[str]) -> list[str]:
    from crosscase.casework.handing_on import may_be_handed_on

    may_be_handed_on(study, ())
    named = list(dict.fromkeys(case_named(study, word).id for word in words))
    described, broken = _described(study, named or study.cases)
    broken += [] if named else unreadable_cases(study, broken)
    if broken:
        raise StudyError(
            f"{'; '.join(broken)}; nothing was written: mend {'it' if len(broken) == 1 else 'them'}, "
            "or name the cases to hand out"
        )
    for id in named:
        if id not in described:
            raise StudyError(f"{id} is not described yet; see crosscase case draft {id}")
    if not described:
        raise StudyError("no case is described yet; see crosscase case draft CASE")
    may_be_handed_on(study, described)
    return described


def _see_language(study: Study, cases: Sequence[str], language: str) -> None:
    """Name the statements whose text is older than in another language, or stands in another; refuse one not written in."""
    from crosscase.casework.description import description_of
    from crosscase.reports.case_description.behind import behind_lines

    own = study.settings.language
    if language not in ("", own):
        texts = [each.text for case in cases for each in description_of(study, case).statements]
        languages = sorted({written or own for text in texts for written in text})
        known("language", language, languages, f"the descriptions are in {', '.join(languages)}")
    for line in behind_lines(study, cases, language):
        note(line)


def _described(study: Study, cases: Iterable[str]) -> tuple[list[str], list[str]]:
    """The cases that have a text, and a line on each whose file cannot be read."""
    from crosscase.casework.description import description_of

    described, broken = [], []
    for id in cases:
        try:
            if description_of(study, id).statements:
                described.append(id)
        except FileError as error:
            broken.append(str(error))
    return described, broken


def _each(
    study: Study, cases: Sequence[str], public: bool, language: str, form: Format, folder: Path, replace: bool
) -> None:
    """One file a case; none is written before all of them could be made."""
    from crosscase.documents.files import put_files, see_place

    files = {id: folder / f"{id}.{form}" for id in cases}
    if folder.is_dir():
        for file in files.values():
            may_go_to(form, file, replace)
    else:
        see_place(folder)
    contents: dict[str, bytes] = {}
    for id, file in counted_aloud(files.items(), "writing"):
        contents[file.name] = _content(study, id, public, language, form)
    _make(folder)
    put_files(folder, contents, replace)
    for file in files.values():
        say(f"wrote {file}")


def _content(study: Study, case: str, public: bool, language: str, form: Format) -> bytes:
    if form is Format.json:
        from crosscase.documents.json_out import write_facts
        from crosscase.study.name_gate import open_gate

        return write_facts(_facts(study, [case], public, language), gate=open_gate(study.root))
    from crosscase.reports.case_description.document import case_document

    return written(study, case_document(study, [case], public=public, language=language), form)


def _facts(study: Study, cases: Sequence[str], public: bool, language: str) -> list[dict[str, object]]:
    from crosscase.reports.case_description.data import description_facts

    return [description_facts(study, id, public=public, language=language) for id in cases]


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    try:
        folder.mkdir()
    except OSError as error:
        raise StudyError(f"{folder} cannot be made ({error.strerror}); give another folder") from error


def _one(
    study: Study, cases: Sequence[str], public: bool, language: str, form: Format, output: Path | None, replace: bool
) -> None:  # fmt: skip
    if form is Format.json:
        write_json(_facts(study, cases, public, language), study=study, output=output, replace=replace)
        return
    from crosscase.reports.case_description.document import case_document

    document = case_document(study, cases, public=public, language=language)
    hand_out(study, document, form, output, replace)
