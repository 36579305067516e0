"""The memos of a study: what each is about, and what follows when that gets another name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from crosscase.study.codings import codings_file
from crosscase.study.edits import WHOLE, Change
from crosscase.study.folder import Study
from crosscase.study.memo_file import STUDY, with_about
from crosscase.study.memo_file import Memo as Memo
from crosscase.study.model import Coding
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest

_HEADING = re.compile(r"#{1,6} +(\S.*)")


def about_now(study: Study, about: str) -> str:
    """What a memo is about, by ids: a code's path, present or former, becomes `code/<id>`.

    What is not there (any more) stays as it is written.
    """
    kind, _, name = about.partition("/")
    if kind != "code" or name in study.codebook.by_id:
        return about
    code = study.codebook.resolve(name)
    return f"code/{code.id}" if code is not None else about


def about_written(study: Study, about: str) -> str:
    """What a memo is about as people write it: with the code's present path."""
    kind, _, name = about_now(study, about).partition("/")
    code = study.codebook.by_id.get(name) if kind == "code" else None
    return f"code/{study.codebook.path(code)}" if code is not None else about


def exists(study: Study, about: str) -> bool:
    """Whether the study has what a memo is about."""
    kind, _, name = about_now(study, about).partition("/")
    if kind == "coding":
        return coding_of(study, name) is not None
    known: dict[str, Collection[str]] = {
        "case": study.cases,
        "source": study.sources,
        "code": study.codebook.by_id,
    }
    return about == STUDY or name in known.get(kind, {})


def named(study: Study, word: str) -> str:
    """What somebody says a memo is about, by ids.

    Args:
        word: `study`, `case/alta`, `source/alta/fokusgruppe`, `code/barriers/capacity` or `coding/<id>`.

    Raises:
        StudyError: the study has no such thing; with the nearest that it has.
    """
    word = word.strip().strip("/")
    if exists(study, word):
        return about_now(study, word)
    guess = guessed(study, word)
    if word.partition("/")[0] == "coding":
        hint = "; see crosscase codings"
    else:
        hint = f"; did you mean {guess}?" if guess else "; give study, case/…, source/…, code/… or coding/…"
    raise StudyError(f"there is nothing called {word} in this study{hint}")


def guessed(study: Study, about: str) -> str | None:
    """What was probably meant by something that the study does not have."""
    return nearest(about, subjects(study))


def subjects(study: Study) -> tuple[str, ...]:
    """Everything but codings that a memo can be about, as people write it: study, cases, sources, codes."""
    return (
        STUDY,
        *(f"case/{case}" for case in study.cases),
        *(f"source/{source}" for source in study.sources),
        *(f"code/{path}" for path in study.codebook.by_path),
    )


def memos_about(study: Study, about: str) -> tuple[Memo, ...]:
    """The memos about exactly this, oldest first; not those of codings.

    Args:
        about: as in a memo's file; a code by its id or a path.
    """
    wanted = about_now(study, about)
    return tuple(sorted((m for m in study.memos.values() if about_now(study, m.about) == wanted), key=_age))


def all_memos(study: Study) -> tuple[Memo, ...]:
    """Every memo: about the study, cases, sources and codes, in their order, then those of codings by place.

    What is about nothing that is there comes before the codings'. `about` is by ids (`about_now`).
    """
    order = {about_now(study, about): place for place, about in enumerate(subjects(study))}
    ranked = [(order.get(about_now(study, m.about), len(order)), *_age(m), m) for m in study.memos.values()]
    return (*(row[-1] for row in sorted(ranked, key=lambda row: row[:-1])), *coding_memos(study))


def coding_memos(study: Study) -> Iterator[Memo]:
    """The memos that stand in codings, by source and position; also of sources that are gone."""
    for source_id in (*study.sources, *(s for s in study.coded_sources if s not in study.sources)):
        noted = [coder for coder in study.coders_of(source_id) if study.tally(source_id, coder).memos]
        for coding in study.codings(source_id, noted):
            if coding.memo:
                yield memo_of(coding)


def memo_of(coding: Coding) -> Memo:
    """The memo of a coding, as a memo; its text is empty where it has none."""
    file = codings_file(coding.source, coding.coder)
    return Memo(
        coding.id, file, f"coding/{coding.id}", coding.coder, coding.created, coding.memo, coding=coding
    )


def coding_of(study: Study, coding_id: str) -> Coding | None:
    """The coding of an id."""
    for source_id in study.coded_sources:
        for coder in study.coders_of(source_id):
            found = study.store.records(codings_file(source_id, coder)).get(coding_id)
            if isinstance(found, Coding):
                return found
    return None


def following(study: Study, old_about: str, new_about: str) -> tuple[Change, ...]:
    """The changes that let memos follow when what they are about gets another name.

    Args:
        old_about: `case/<id>`, `source/<id>` or `code/<id>` as it is now; of a case, its sources' memos follow too.
        new_about: what it will be.

    Returns:
        One change for each memo, of any coder: its file's `about` and nothing else.
    """
    changes = []
    kind, _, name = about_now(study, old_about).partition("/")
    for memo in study.memos.values():
        if study.store.refused(memo.file) is not None:
            continue  # nothing is ever written over a file that cannot be read
        own_kind, _, own_name = about_now(study, memo.about).partition("/")
        if (own_kind, own_name) == (kind, name) and name:
            about = new_about
        elif kind == "case" and own_kind == "source" and own_name.startswith(f"{name}/"):
            about = f"source/{new_about.partition('/')[2]}/{own_name.partition('/')[2]}"
        else:
            continue
        changes.append(Change(memo.file, WHOLE, memo.content, with_about(memo, about)))
    return tuple(changes)


def gist(memo: Memo, most: int = 60) -> str:
    """A memo's title, else the heading that it begins with, else its first words, on one line."""
    heading = _HEADING.match(memo.text)
    words = " ".join((memo.title or (heading[1] if heading else memo.text)).split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _age(memo: Memo) -> tuple[str, str]:
    return memo.created, memo.id
