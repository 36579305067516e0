"""crosscase theme show: one theme as it is written down."""

from __future__ import annotations

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, say, write
from crosscase.cli.theme_words import ThemeArgument

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

    What it comes to is shown by crosscase joint.
    """
    from crosscase.casework.themes import statements_of_theme
    from crosscase.study.descriptions import in_language as statement_text
    from crosscase.study.themes import areas_of, theme_named
    from crosscase.synthesis.joint import in_language

    shown = opened(context, study)
    found = theme_named(shown, theme)
    area = next((each for each in areas_of(shown) if each.id == found.area), None)
    named = in_language(area.name, shown.settings.language) if area is not None else ""
    decided = found.decided
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
        *(
            (f"in {each.case} {each.number}", statement_text(each.statement, shown.settings.language))
            for each in statements_of_theme(shown, found)
        ),
    ]
    rows = [row for row in rows if row[1]]
    if form is Format.table and output is None:
        size = max(len(name) for name, _ in rows)
        for name, words in rows:
            say(f"{name:{size}}  {words}")
        return
    write(("field", "words"), rows, form, caption=found.id, study=shown, output=output, replace=replace)
