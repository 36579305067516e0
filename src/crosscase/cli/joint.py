"""crosscase joint: themes beside the survey, and what neither has taken up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.joint_shown import show_joint
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    note,
    say,
    write,
    write_json,
)
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.theme_file import Theme
    from crosscase.synthesis.joint import JointDisplay

EXAMPLE = "Example: crosscase joint K1 U1"


def joint(
    context: typer.Context,
    theme: Annotated[
        list[str] | None, typer.Argument(metavar="THEME", help="Its id, such as K1; else one line a theme.")
    ] = None,
    area: Annotated[str, typer.Option(metavar="AREA", help="Only the themes of this area.")] = "",
    coders: Annotated[
        str, typer.Option(metavar="NAME,...", help="Whose codings; else those that count in each source.")
    ] = "",
    figure: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw the joint display of one theme, as .svg or .png."),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Set themes beside the survey: cases, quotes, shares, own answers, the relation and what speaks against it.

    Without THEME there is one line a theme, and below it what of the survey and which codes no theme names.
    """
    form = form_for(form, output)
    shown = opened(context, study)
    names = tuple(name.strip() for name in coders.split(",") if name.strip()) or None
    chosen = _themes(shown, theme or (), area)
    if figure is not None and len(chosen) != 1:
        raise StudyError(f"a figure is of one theme, and these are {len(chosen)}; name one")
    with slow("setting themes beside the survey"):
        from crosscase.synthesis.joint import joints

        displays = joints(shown, chosen, names)
    if figure is not None:
        _draw(shown, displays[0], figure, replace)
        if output is None and form is Format.table:
            return
    if theme:
        _write_displays(shown, displays, form, output, replace)
    else:
        _write_overview(shown, displays, form, output, replace)
    _tell(displays)


def _themes(study: Study, ids: Sequence[str], area: str) -> tuple[Theme, ...]:
    from crosscase.cli.naming import known
    from crosscase.study.themes import areas_of, theme_named, themes_of

    chosen = [theme_named(study, id) for id in dict.fromkeys(ids)] if ids else themes_of(study)
    if area:
        areas = [each.id for each in areas_of(study) if each.id]
        known("area", area, areas, f"there are {', '.join(areas)}" if areas else "no theme has one")
        chosen = [each for each in chosen if each.area == area]
    return tuple(chosen)


def _write_displays(
    study: Study, displays: Sequence[JointDisplay], form: Format, output: Path | None, replace: bool
) -> None:
    from crosscase.reports.synthesis.joint import joint_document, joint_notes
    from crosscase.reports.synthesis.joint_tables import joint_data, joint_facts

    language = study.settings.language
    if form is Format.table:
        show_joint(joint_document(study, displays))
    elif form is Format.json:
        write_json(joint_facts(study, displays, language), study=study, output=output, replace=replace)
    elif form in (Format.csv, Format.xlsx):
        told = form.notes_language(language)
        notes = (displays[0].counted(told), *joint_notes(study, displays, told)) if displays else ()
        table = changed(joint_data(displays, language), note=" ".join(notes))
        hand_out(study, table, form, output, replace)
        for line in notes if form is Format.csv else ():
            note(line)
    else:
        hand_out(study, joint_document(study, displays), form, output, replace)


def _write_overview(
    study: Study, displays: Sequence[JointDisplay], form: Format, output: Path | None, replace: bool
) -> None:
    from crosscase.reports.synthesis.joint_tables import (
        overview_book,
        overview_brief,
        overview_data,
        overview_document,
        overview_facts,
        overview_lines,
    )
    from crosscase.synthesis.unlinked import offered, without_theme

    language = study.settings.language
    without, offers = without_theme(study), offered(study)
    if form is Format.table:
        brief = overview_brief(displays, language)
        if displays:
            say(displays[0].counted("en"))
            write(brief.columns, brief.rows, form, whole="theme", study=study)
        else:
            say("no themes")
        for line in overview_lines(without, offers):
            say(line)
    elif form is Format.json:
        facts = overview_facts(displays, without, offers, language)
        write_json(facts, study=study, output=output, replace=replace)
    elif form is Format.csv:
        hand_out(study, overview_data(displays, language), form, output, replace)
    else:
        document = overview_document(study, displays, without, offers)
        if form is Format.xlsx:
            document = overview_book(document, displays, language)
        hand_out(study, document, form, output, replace)


def _draw(study: Study, display: JointDisplay, path: Path, replace: bool) -> None:
    from crosscase.documents.files import put_file, see_place
    from crosscase.documents.pictures import picture_form_of_name, write_picture
    from crosscase.study.name_gate import open_gate

    form = picture_form_of_name(str(path))
    see_place(path, replace)
    with slow("drawing"):
        from crosscase.reports.figures.synthesis_figures import joint_figure

        figure = joint_figure(display, study.settings.language)
    put_file(path, write_picture(figure, form, gate=open_gate(study.root)), replace)
    say(f"wrote {path}")


def _tell(displays: Sequence[JointDisplay]) -> None:
    """On stderr what themes name that is not there: once each, with the themes it concerns."""
    from crosscase.synthesis.joint import problems_of

    for problem, themes in problems_of(displays):
        note(f"{themes}: {problem}")
