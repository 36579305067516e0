"""Memos as they are handed out: a document by what they are about, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from crosscase.documents.values import Block, Document, Heading, Paragraph, Run, Table, text
from crosscase.reports.markdown import blocks_of
from crosscase.study.folder import Study
from crosscase.study.memos import Memo, about_now, about_written
from crosscase.study.model import Coding

COLUMNS = ("id", "about", "coder", "created", "title", "text", "source", "code", "quote", "notice", "time")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {"title": "Memoer", "study": "Om studien", "codings": "Kodinger i {source}",
           "number": "{count} memoer", "one": "1 memo", "none": "Ingen memoer."},
    "en": {"title": "Memos", "study": "About the study", "codings": "Codings in {source}",
           "number": "{count} memos", "one": "1 memo", "none": "No memos."},
}  # fmt: skip


def memos_document(study: Study, memos: Iterable[Memo]) -> Document:
    """Memos to read, by what they are about, in the study's language.

    Args:
        memos: in the order of `all_memos`.
    """
    memos, language = tuple(memos), study.settings.language
    words = _WORDS.get(language, _WORDS["nb" if language in ("no", "nn") else "en"])
    blocks: list[Block] = []
    for subject, held in groupby(memos, key=lambda memo: subject_of(study, memo)):
        blocks.append(Heading(1, heading_of(study, subject, words)))
        for memo in held:
            blocks += _memo(study, memo)
    if not memos:
        blocks.append(Paragraph(text(words["none"]), "note"))
    count = words["one"] if len(memos) == 1 else words["number"].format(count=len(memos))
    return Document(
        f"{words['title']}: {study.settings.title}",
        tuple(blocks),
        language,
        count,
        study.settings.notice_shown,
    )


def memos_table(study: Study, memos: Iterable[Memo]) -> Table:
    """One row a memo; source, code, quote and time (`00:14:32`) are those of a coding's memo."""
    return Table(COLUMNS, tuple(row_of(study, memo) for memo in memos))


def row_of(study: Study, memo: Memo) -> tuple[str, ...]:
    """A memo in the order of `COLUMNS`."""
    source = code = quote = time = ""
    if (coding := memo.coding) is not None:
        source, code, quote = coding.source, study.codebook.path_now(coding.code), coding.quote
        time = _time(study, coding)
    return (
        memo.id, about_written(study, memo.about), memo.coder, memo.created, memo.title, memo.text,
        source, code, quote, memo.notice, time,
    )  # fmt: skip


def subject_of(study: Study, memo: Memo) -> str:
    """What a memo stands under: what it is about, and of a coding `codings/<source>`."""
    return f"codings/{memo.coding.source}" if memo.coding is not None else about_now(study, memo.about)


def heading_of(study: Study, subject: str, words: Mapping[str, str] = _WORDS["en"]) -> str:
    """A subject by its name, and by its path where the name does not say which it is."""
    kind, _, name = subject.partition("/")
    if kind == "study":
        return words["study"]
    if kind == "codings":
        return words["codings"].format(source=name)
    if kind == "case" and name in study.cases:
        return study.cases[name].name
    if kind == "source" and name in study.sources:
        title = study.sources[name].title
        return f"{title} ({name})" if title else name
    if (code := study.codebook.by_id.get(name)) is not None and kind == "code":
        return f"{study.codebook.name(code, study.settings.language)} ({study.codebook.path(code)})"
    return subject


def _time(study: Study, coding: Coding) -> str:
    """When the words of a coding were said; empty where nothing says so."""
    if coding.at is None or coding.source not in study.sources:
        return ""
    return study.segments(coding.source).time_of(coding.at[0])


def _memo(study: Study, memo: Memo) -> Iterator[Block]:
    if memo.title:
        yield Heading(2, memo.title)
    facts = [memo.coder, memo.created[:10], memo.notice]
    if (coding := memo.coding) is not None:
        yield Paragraph(text(coding.quote), "quote")
        code = study.codebook.resolve(coding.code)
        facts[:0] = [study.codebook.path(code) if code is not None else coding.code, _time(study, coding)]
    if any(facts):
        yield Paragraph((Run(" · ".join(filter(None, facts)), italic=True),), "note")
    yield from blocks_of(memo.text, 3)
