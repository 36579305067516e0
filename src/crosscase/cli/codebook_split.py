"""crosscase codebook split: several codes in place of one, and its codings placed one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument, counted
from crosscase.cli.naming import code_named, known
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import Format, FormatOption, say, write
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.edits import Change
    from crosscase.study.folder import Study
    from crosscase.study.model import Code, Coding

EXAMPLE = "Example: crosscase codebook split barriers/capacity Penger 'Folk og tid'"
COLUMNS = ("id", "source", "coder", "lines", "quote", "memo")


def codebook_split(
    context: typer.Context,
    path: CodeArgument,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names of the codes to be made beside it.")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=CODE[,CODE]",
            help="Give a coding of yours to one of the new codes, or to several; may be repeated.",
        ),
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="End the split; the code keeps what is left.")] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> None:
    """Split a code: make the new codes, list the codings that wait, place them, end it.

    With NAMEs it makes the codes; with nothing it lists what waits. Each coder places their own codings.
    """
    changed = opened(context, study, coder)
    code = code_named(changed, path)
    if bool(names) + bool(place) + done > 1:
        raise StudyError("give names, --place or --done, one at a time")
    if names:
        _make(changed, code, names)
    elif place:
        _place(changed, code, place)
    elif done:
        _end(changed, code)
    else:
        rows = [_row(changed, coding) for coding in _waiting(changed, code)]
        write(COLUMNS, rows, form, whole="id", study=changed)


def _make(study: Study, code: Code, names: list[str]) -> None:
    from crosscase.study.code_split import split_code
    from crosscase.study.code_use import to_place

    carry_out(study, split_code(study.codebook, code, names, study.settings.language))
    book = study.codebook
    now = book.by_id[code.id]
    waiting = to_place(study, now)
    new = ", ".join(book.path(book.by_id[one]) for one in now.split)
    words = counted(len(waiting), len({coding.coder for coding in waiting}))
    say(f"{book.path(now)} is being split into {new}; {words} wait{'s' * (len(waiting) < 2)} to be placed")


def _waiting(study: Study, code: Code) -> tuple[Coding, ...]:
    from crosscase.study.code_use import to_place

    if not code.split:
        path = study.codebook.path(code)
        raise StudyError(
            f"{path} is not being split; give the names of new codes: crosscase codebook split {path} NAME"
        )
    return to_place(study, code)


def _row(study: Study, coding: Coding) -> tuple[object, ...]:
    from crosscase.study.places import lines_of

    # the lines of a text that is gone cannot be told
    lines = lines_of(coding.at, study.segments(coding.source)) if coding.source in study.sources else ""
    return coding.id, coding.source, coding.coder, lines, coding.quote, coding.memo


def _place(study: Study, code: Code, words: list[str]) -> None:
    from crosscase.study.code_use import to_place
    from crosscase.study.edits import Edit

    who = coder_of(study)
    path = study.codebook.path(code)
    waiting = {coding.id: coding for coding in _waiting(study, code)}
    changes: list[Change] = []
    for word in words:
        changes += _placed(study, code, waiting, word)
    carry_out(study, Edit(f"place {len(words)} coding{'s' * (len(words) != 1)} of {path}", tuple(changes)))
    left = len(to_place(study, study.codebook.by_id[code.id], who))
    rest = f"{left} of yours still wait{'s' * (left == 1)}" if left else "none of yours waits any more"
    say(f"placed {len(words)} coding{'s' * (len(words) != 1)} of {path}; {rest}")


def _placed(study: Study, code: Code, waiting: dict[str, Coding], word: str) -> tuple[Change, ...]:
    from crosscase.study.code_use import place_coding

    coding_id, _, codes = word.partition("=")
    path = study.codebook.path(code)
    if not codes:
        raise StudyError(
            f"`{word}` says no code; give ID=CODE, such as {next(iter(waiting), 'k7f3q2m9x0')}=CODE"
        )
    known(f"coding that waits in {path}:", coding_id, waiting, f"see crosscase codebook split {path}")
    wanted = [_code(study, code, one.strip()) for one in codes.split(",") if one.strip()]
    return place_coding(study, waiting.pop(coding_id), wanted).changes


def _code(study: Study, code: Code, word: str) -> Code:
    """One of the new codes by its slug, or any code by its path."""
    new = [study.codebook.by_id[one] for one in code.split if one in study.codebook.by_id]
    found = next((one for one in new if one.code == word), None) or code_named(study, word)
    if found.retired:
        raise StudyError(f"{study.codebook.path(found)} is retired; choose another code")
    return found


def _end(study: Study, code: Code) -> None:
    from crosscase.study.code_split import end_split
    from crosscase.study.code_use import to_place

    waiting = to_place(study, code)
    carry_out(study, end_split(study.codebook, code))
    words = counted(len(waiting), len({coding.coder for coding in waiting}))
    say(f"the split of {study.codebook.path(code)} is over; {words} stay{'s' * (len(waiting) < 2)} with it")
