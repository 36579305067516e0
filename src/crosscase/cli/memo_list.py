"""crosscase memo list: what was thought, about what, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import known
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from crosscase.study.folder import Study
    from crosscase.study.memo_file import Memo

EXAMPLE = "Example: crosscase memo list --about case/alta"
BRIEF = ("id", "about", "coder", "text")

AboutOption = Annotated[
    str,
    typer.Option("--about", metavar="ABOUT", help="Only about this, such as case/alta; codings' in it too."),
]
SearchOption = Annotated[
    str, typer.Option("--search", metavar="WORDS", help="Only those that hold all these words.")
]
MemoCoderOption = Annotated[
    list[str] | None, typer.Option("--coder", metavar="CODER", help="Only by this coder; may be repeated.")
]
CodingsOption = Annotated[bool, typer.Option("--codings", help="With the memos of codings.")]


def memo_list(
    context: typer.Context,
    about: AboutOption = "",
    coder: MemoCoderOption = None,
    search: SearchOption = "",
    codings: CodingsOption = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List memos, by what they are about."""
    from crosscase.reports.memos import COLUMNS, row_of

    shown = opened(context, study)
    chosen = chosen_memos(shown, about, coder or (), search, codings)
    rows = [row_of(shown, memo) for memo in chosen]
    write(COLUMNS, rows, form, BRIEF, "id", caption="Memos", study=shown, output=output, replace=replace)


def chosen_memos(
    study: Study, about: str, coders: list[str] | tuple[()], search: str, codings: bool
) -> list[Memo]:
    """The memos asked for; what the user named is looked up, and refused where it is not there."""
    from crosscase.study.folding import folded
    from crosscase.study.memos import all_memos

    writers = dict.fromkeys([*study.coders, *(memo.coder for memo in study.memos.values())])
    wanted = {known("coder", word, writers, "see crosscase status") for word in coders}
    fits = _subject(study, about)
    words = folded(search).split()
    return [
        memo
        for memo in all_memos(study)
        if (codings or memo.coding is None or memo.about == about)
        and fits(memo)
        and (not wanted or memo.coder in wanted)
        and all(word in folded(f"{memo.title}\n{memo.text}") for word in words)
    ]


def _subject(study: Study, about: str) -> Callable[[Memo], bool]:
    """Whether a memo is about this; of codings, whether they are of the code, the source or the case."""
    from crosscase.study.memos import about_now, named

    if not about:
        return lambda memo: True
    subject = named(study, about)
    kind, _, name = subject.partition("/")

    def fits(memo: Memo) -> bool:
        if memo.coding is None or kind in ("study", "coding"):
            return subject == about_now(study, memo.about)
        if kind == "code":
            code = study.codebook.resolve(memo.coding.code)
            return code is not None and code.id == name
        return name in (memo.coding.source, memo.coding.source.partition("/")[0])

    return fits
