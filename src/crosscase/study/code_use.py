"""Where codes are used, and the codings of a code that is being split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from crosscase.study.coding_edits import same_already
from crosscase.study.codings import codings_file
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import new_id, now
from crosscase.study.model import Code, Coding
from crosscase.study.problems import StudyError


def codings_of(study: Study, code: Code, coders: Collection[str] | None = None) -> Iterator[Coding]:
    """The codings of exactly a code, by source and position, also of sources that are gone."""
    book = study.codebook
    for source_id in (*study.sources, *(s for s in study.coded_sources if s not in study.sources)):
        for coding in study.codings(source_id, coders):
            found = book.by_path.get(coding.code) or book.resolve(coding.code)
            if found is not None and found.id == code.id:
                yield coding


def use_of(study: Study, code: Code, coders: Collection[str] | None = None) -> Counter[tuple[str, str]]:
    """Codings of exactly a code by (source id, coder), in the order of the sources."""
    return Counter((coding.source, coding.coder) for coding in codings_of(study, code, coders))


def use_by_code(study: Study) -> dict[str, Counter[tuple[str, str]]]:
    """Codings of every code that is used by (source id, coder), by the code's id."""
    book, uses = study.codebook, dict[str, Counter[tuple[str, str]]]()
    for source_id in study.coded_sources:
        for coder in study.coders_of(source_id):
            for path, count in study.tally(source_id, coder).paths.items():
                if (code := book.resolve(path)) is not None:
                    uses.setdefault(code.id, Counter())[source_id, coder] += count
    return uses


def never_used(study: Study) -> tuple[Code, ...]:
    """Codes of which nobody has a coding, nor of one below them, in the order of the codebook."""
    book, counts = study.codebook, study.code_counts()
    return tuple(code for code in book if not any(counts[below.id] for below in book.within(code)))


def used_once(study: Study) -> tuple[Code, ...]:
    """Codes with exactly one coding of all coders' together, in the order of the codebook."""
    counts = study.code_counts()
    return tuple(code for code in study.codebook if counts[code.id] == 1)


def to_place(study: Study, code: Code, coder: str = "") -> tuple[Coding, ...]:
    """The codings that wait while a code is being split, by source and position; none where it is not.

    Args:
        coder: only this coder's; empty for everybody's.
    """
    if not code.split:
        return ()
    return tuple(codings_of(study, code, [coder] if coder else None))


def place_coding(study: Study, coding: Coding, codes: Sequence[Code]) -> Edit:
    """Give a coding of a split code to one of the new codes, or to several.

    Args:
        codes: the first takes the coding over, with its memo and everything else; of the others a new coding is
            made on the same words, with the same memo.

    Raises:
        StudyError: no code is given, or the coder has them all on these words already.
    """
    book = study.codebook
    if not codes:
        raise StudyError("give a code for the coding; nothing was placed")
    others = [c for c in study.codings(coding.source, [coding.coder]) if c.id != coding.id]
    wanted = [
        code
        for code in {code.id: code for code in codes}.values()
        if coding.at is None or same_already(others, book, code, coding.at) is None
    ]
    if not wanted:
        names = ", ".join(book.path(code) for code in codes)
        raise StudyError(f"{coding.coder} has {names} on these words already; remove the coding {coding.id}")
    file = codings_file(coding.source, coding.coder)
    first, *more = (book.path(code) for code in wanted)
    changes = [Change(file, coding.id, coding, replace(coding, code=first))]
    for path in more:
        added = replace(coding, id=new_id(), code=path, created=now(), key=False)
        changes.append(Change(file, added.id, None, added))
    return Edit(f"place {book.path_now(coding.code)} as {', '.join((first, *more))}", tuple(changes))
