"""What a coder does, as edits: nothing here changes anything until `Study.apply`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crosscase.study.code_edits import add_codes
from crosscase.study.codebook import Codebook
from crosscase.study.codings import codings_file, make_coding, place
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.graphemes import snap
from crosscase.study.model import Code, Coding, Source
from crosscase.study.problems import StudyError


def add_coding(
    source: Source,
    coder: str,
    code: str,
    span: tuple[int, int],
    *,
    memo: str = "",
    first: Iterable[Change] = (),
) -> tuple[Edit, Coding]:
    """Code a span.

    Args:
        code: path of the code.
        first: changes that belong to the same step, such as the code made on the spot.

    Returns:
        The edit, and the coding it makes.

    Raises:
        StudyError: the span is not in the text.
    """
    coding = make_coding(source.body, source.id, coder, code, span, memo=memo)
    change = Change(codings_file(source.id, coder), coding.id, None, coding)
    first = tuple(first)
    return Edit(f"code {code}{' (a new code)' if first else ''}", (*first, change)), coding


def add_codings(
    study: Study,
    coder: str,
    code: Code,
    spans: Iterable[tuple[str, tuple[int, int]]],
    origin: str = "",
    name: str = "passage",
    *,
    made_now: Sequence[Code] = (),
) -> tuple[Edit | None, Sequence[Coding], int]:
    """Put one code on many spans, as one step.

    Args:
        spans: (source id, (start, end)); equal ones, once widened to whole letters, count once.
        origin: `search` where a search found them.
        name: what one of them is, for the edit's name: `hit of “ressurs”` becomes `code 14 hits of “ressurs” as …`.
        made_now: codes that belong to the same step, in the order of their families; `code` may be one of them.

    Returns:
        The edit, None where there is nothing to do; the codings it makes; how many spans the coder has under
        exactly this code already.

    Raises:
        StudyError: the code is retired, a source is not there, or a span is not in its text.
    """
    path = (Codebook([*study.codebook, *made_now]) if made_now else study.codebook).path(code)
    if code.retired:
        raise StudyError(f"{path} is retired; bring it back before anything is coded with it")
    there: dict[str, set[tuple[int, int]]] = {}
    made: list[Coding] = []
    skipped = 0
    for source_id, span in dict.fromkeys(_whole_letters(study, spans)):
        if source_id not in there:
            own = study.codings(source_id, [coder])
            there[source_id] = {c.at for c in own if c.at and study.codebook.resolve(c.code) == code}
        if span in there[source_id]:
            skipped += 1
            continue
        body = study.sources[source_id].body
        made.append(make_coding(body, source_id, coder, path, span, origin=origin))
    if not made:
        return None, made, skipped
    one, _, rest = name.partition(" ")
    what = f"{one}{'s' * (len(made) != 1)} {rest}".rstrip()
    first = add_codes(made_now).changes if made_now else ()
    changes = (Change(codings_file(c.source, coder), c.id, None, c) for c in made)
    new = " (a new code)" if made_now else ""
    return Edit(f"code {len(made)} {what} as {path}{new}", (*first, *changes)), made, skipped


def _whole_letters(
    study: Study, spans: Iterable[tuple[str, tuple[int, int]]]
) -> Iterable[tuple[str, tuple[int, int]]]:
    for source_id, (start, end) in spans:
        source = study.sources.get(source_id)
        if source is None:
            raise StudyError(f"there is no source {source_id}; look with crosscase status")
        # what reaches outside stays as it is, and is refused where the coding is made
        inside = 0 <= start < end <= len(source.body)
        yield source_id, snap(source.body, start, end) if inside else (start, end)


def remove_coding(coding: Coding) -> Edit:
    """Take a coding away."""
    return _edit(f"remove {coding.code}", coding, None)


def set_span(coding: Coding, source: Source, span: tuple[int, int]) -> Edit:
    """Put a coding on another span of its source; raises StudyError where that is not in the text."""
    former = coding.at or (0, 0)
    what = "extend" if span[1] - span[0] > former[1] - former[0] else "shrink"
    return _edit(f"{what} {coding.code}", coding, place(coding, source.body, span))


def accept_words(coding: Coding, source: Source) -> Edit:
    """Take the words that stand in the text now as the coding's quote: they were edited, and looked at.

    Raises:
        StudyError: the coding has no place in the text.
    """
    return _edit(f"accept words of {coding.code}", coding, place(coding, source.body, coding.at or (0, 0)))


def set_memo(coding: Coding, memo: str) -> Edit:
    """Write, change or (with an empty text) remove a coding's memo."""
    return _edit(f"memo on {coding.code}", coding, replace(coding, memo=memo))


def set_key(coding: Coding, key: bool) -> Edit:
    """Mark a coding as a key quote, or no longer."""
    name = "mark key" if key else "unmark key"
    return _edit(f"{name} {coding.code}", coding, replace(coding, key=key))


def set_code(coding: Coding, code: str, *, first: Iterable[Change] = ()) -> Edit:
    """Give a coding another code; `first` as in `add_coding`."""
    edit = _edit(f"recode {coding.code} to {code}", coding, replace(coding, code=code))
    return Edit(edit.name, (*first, *edit.changes))


def _edit(name: str, before: Coding, after: Coding | None) -> Edit:
    return Edit(name, (Change(codings_file(before.source, before.coder), before.id, before, after),))


def same_already(
    codings: Iterable[Coding], codebook: Codebook, code: Code, span: tuple[int, int]
) -> Coding | None:
    """The coding that already puts this code on exactly this span, if there is one."""
    return next((c for c in codings if c.at == span and codebook.resolve(c.code) == code), None)
