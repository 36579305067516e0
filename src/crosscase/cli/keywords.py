"""crosscase keywords: which word forms the keywords of the codebook match, approved or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import code_named, known
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, note, say, write
from crosscase.cli.progress import slow
from crosscase.cli.spread_options import ClusterOption, JobsOption, spread_asked
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.language.word_forms import WordForm, WordForms
    from crosscase.study.folder import Study
    from crosscase.study.model import Code

EXAMPLE = "Example: crosscase keywords challenges/hate-speech --format csv"
COLUMNS = ("code", "keyword", "form", "kind", "count", "sources", "state")


def keywords(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Only this code, and those below it.")
    ] = None,
    approve: Annotated[
        list[str] | None,
        typer.Option(metavar="FORM", help="A word form that counts as the code's; repeatable."),
    ] = None,
    refuse: Annotated[
        list[str] | None,
        typer.Option(metavar="FORM", help="A word form that means something else; repeatable."),
    ] = None,
    undecide: Annotated[
        list[str] | None, typer.Option(metavar="FORM", help="Forget what was decided on a form; repeatable.")
    ] = None,
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show which words the keywords match, and how often; approve or refuse word forms.

    What is decided is kept in the codebook, and can be undone.
    """
    from crosscase.language.lemmas_in_text import doubts_of
    from crosscase.language.word_forms import word_forms

    spread = spread_asked(jobs, cluster)
    looked_into = opened(context, study, coder)
    named = code_named(looked_into, code) if code is not None else None
    with slow("matching keywords"):
        found = word_forms(looked_into, spread.counts)
    if approve or refuse or undecide:
        _decide(looked_into, found, named, approve or [], refuse or [], undecide or [])
        return
    book = looked_into.codebook
    paths = [book.path(each) for each in (book.within(named) if named is not None else book)]
    rows = _rows(looked_into, found, paths)
    caption = "Word forms that keywords match"
    made_with = f"{found.sentences} sentences; {found.used}"
    write(
        COLUMNS, rows, form, caption=caption, note=made_with, whole="form",
        study=looked_into, output=output, replace=replace,
    )  # fmt: skip
    if not rows:
        note("no keyword is there; write some with crosscase codebook edit CODE --keywords WORDS")
    for unused in doubts_of(looked_into.settings.language):
        note(unused)
    for doubt in found.doubts:
        if doubt.code in paths:
            note(f"{doubt.code}: {doubt.sentence}")
    if form is Format.table and output is None and rows:
        say()
        say(made_with)


def _rows(study: Study, found: WordForms, paths: Sequence[str]) -> list[tuple[object, ...]]:
    """The forms, and keywords that match nothing with a count of 0."""
    by_code: dict[str, list[WordForm]] = {path: [] for path in paths}
    for each in found.forms:
        if each.code in by_code:
            by_code[each.code].append(each)
    rows: list[tuple[object, ...]] = []
    for path, forms in by_code.items():
        code = study.codebook.by_path[path]
        matched = {each.keyword for each in forms}
        rows += [(path, f.keyword, f.form, f.kind, f.count, f.sources, f.state) for f in forms]
        without = (word for word in code.keywords if word not in matched and not code.retired)
        rows += [(path, word, "", "", 0, 0, "") for word in without]
    return rows


def _decide(
    study: Study,
    found: WordForms,
    code: Code | None,
    approve: list[str],
    refuse: list[str],
    undecide: list[str],
) -> None:
    from crosscase.language.keywords import form_of, words_of
    from crosscase.language.word_forms import decided
    from crosscase.study.refactoring import edit_code

    given = [*approve, *refuse, *undecide]
    for each in given:
        if not words_of(each):
            raise StudyError(f"there is no word in “{each}”; give a word form as the table has it")
    if twice := [each for each in set(map(form_of, approve)) if each in map(form_of, [*refuse, *undecide])]:
        raise StudyError(f"“{twice[0]}” cannot be approved and not; say one of the two")
    target = code if code is not None else _only_code(study, found, given)
    path = study.codebook.path(target)
    matched = [each.form for each in found.forms if each.code == path]
    where = f"look with crosscase keywords {path}"
    for each in refuse:
        known("word form", form_of(each), [*matched, *map(form_of, target.forms)], where)
    for each in undecide:
        known("decision on", form_of(each), map(form_of, (*target.forms, *target.not_forms)), where)
    forms, not_forms = decided(target.forms, target.not_forms, approve, refuse, undecide)
    carry_out(study, edit_code(study.codebook, target, forms=forms, not_forms=not_forms))
    for words, done in ((approve, "approved"), (refuse, "refused"), (undecide, "undecided again")):
        for each in map(form_of, words):
            new = done == "approved" and each not in matched
            say(
                f"{path}: {each} is {done}{'; no text has it yet, it is looked for from now on' if new else ''}"
            )


def _only_code(study: Study, found: WordForms, forms: Sequence[str]) -> Code:
    """The one code that all the forms were matched for."""
    from crosscase.language.keywords import form_of

    wanted = set(map(form_of, forms))
    by_code: dict[str, set[str]] = {}
    for each in found.forms:
        by_code.setdefault(each.code, set()).add(each.form)
    paths = [path for path, there in by_code.items() if wanted <= there]
    if len(paths) == 1:
        return code_named(study, paths[0])
    if not paths:
        raise StudyError(
            f"no keyword matches {', '.join(sorted(wanted))}; say for which code: crosscase keywords CODE"
        )
    raise StudyError(
        f"{', '.join(sorted(wanted))} is matched for {', '.join(paths)}; say for which: crosscase keywords CODE"
    )
