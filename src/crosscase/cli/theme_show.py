"""crosscase theme show: one theme as it is written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, note, say, write
from crosscase.cli.theme_words import ThemeArgument

if TYPE_CHECKING:
    from crosscase.casework.themes import ThemeStatement

EXAMPLE = "Example: crosscase theme show K1"


def theme_show(
    context: typer.Context,
    theme: ThemeArgument,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show a theme in all its languages, and the statements of case descriptions it appears in.

    What it comes to is shown by crosscase joint. Statements of a description that may not be handed on are marked on the
    terminal; elsewhere their texts are left out.
    """
    from crosscase.casework.handing_on import kept_back
    from crosscase.casework.themes import statements_of_theme
    from crosscase.reports.synthesis.joint import kept_back_notes
    from crosscase.study.themes import areas_of, theme_named
    from crosscase.synthesis.joint import in_language

    shown = opened(context, study)
    found = theme_named(shown, theme)
    area = next((each for each in areas_of(shown) if each.id == found.area), None)
    named = in_language(area.name, shown.settings.language) if area is not None else ""
    decided = found.decided
    language, on_screen = shown.settings.language, form is Format.table and output is None
    appearing = statements_of_theme(shown, found)
    kept = kept_back(shown, (each.case for each in appearing))
    rows = [
        ("id", found.id),
        ("area", f"{found.area} ({named})" if named else found.area),
        *((f"sentence {language}".strip(), words) for language, words in found.sentence.items()),
        *(("code", code) for code in found.codes),
        *(("against", code) for code in found.against),
        *(("item", item + (" (reversed)" if item in found.reversed else "")) for item in found.survey),
        ("relation", found.relation),
        *((f"reason {language}".strip(), words) for language, words in found.reason.items()),
        ("decided", f"{decided.by} {decided.on}".strip() if decided is not None else ""),
        *_statements(appearing, kept, language, whole=on_screen),
    ]
    rows = [row for row in rows if row[1]]
    if on_screen:
        size = max(len(name) for name, _ in rows)
        for name, words in rows:
            say(f"{name:{size}}  {words}")
        for case, why in kept.items():
            say(f"{case} may not be handed on: {why} (crosscase case check {case})")
        return
    form = form_for(form, output)
    beside = form in (Format.csv, Format.json)  # what has no room for a note
    notes = kept_back_notes(shown, kept, "en" if beside else language)
    told, columns = " ".join(notes), ("field", "words")
    write(columns, rows, form, caption=found.id, note=told, study=shown, output=output, replace=replace)
    for line in notes if beside else ():
        note(line)


def _statements(
    appearing: Iterable[ThemeStatement], kept: Mapping[str, str], language: str, *, whole: bool
) -> Iterator[tuple[str, str]]:
    """Where the theme appears; `whole`: with the texts that may not be handed on, marked, and else without them."""
    from crosscase.reports.synthesis.joint_report_words import report_words
    from crosscase.study.descriptions import in_language

    for each in appearing:
        text = in_language(each.statement, language)
        if each.case in kept:
            text = f"{text} (may not be handed on)" if whole else report_words(language)["text kept back"]
        yield f"in {each.case} {each.number}", text
