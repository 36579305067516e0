"""Quotes as they are handed out: a table with everything, or a text under headings by code or case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from crosscase.documents.values import Block, Cell, Document, Heading, Paragraph, Rich, Run, Table
from crosscase.study.folder import Study
from crosscase.synthesis.context import Context, context_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.universe import COUNTED

Group = Literal["", "code", "case"]
GROUPS: tuple[Group, ...] = ("", "code", "case")
COLUMNS = (
    "id", "case", "source", "coder", "code", "speaker", "role", "section", "place", "time", "start", "end", "before",
    "quote", "after", "memo", "key", "consent", "date", "created",
)  # fmt: skip
BRIEF = ("source", "code", "coder", "speaker", "section", "place", "quote", "memo", "key", "consent")
"""The columns for a page or a screen."""
BRIEF_WITH_CONTEXT = (
    "source", "code", "coder", "speaker", "section", "place", "before", "quote", "after", "memo", "key", "consent",
)  # fmt: skip

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Sitater", "all": "alle kodinger", "query": "Spørring: {}", "everybody": "alles kodinger",
        "counted": "kodingene som teller", "coders": "kodet av {}", "in": "i",
        "quote": "sitat", "quotes": "sitater", "source": "kilde", "sources": "kilder",
        "line": "linje {}", "lost": "ordene står ikke lenger i teksten", "memo": "Memo: ", "key": "nøkkelsitat",
        "paraphrase": "bare gjengivelse: skal ikke siteres", "none": "ikke samtykke: skal ikke gjengis",
        "open": "Åpne svar", "none_found": "Ingen sitater svarer til spørringen.",
    },
    "en": {
        "title": "Quotes", "all": "all codings", "query": "Query: {}", "everybody": "everybody's codings",
        "counted": "the codings that count", "coders": "coded by {}", "in": "in",
        "quote": "quote", "quotes": "quotes", "source": "source", "sources": "sources",
        "line": "line {}", "lost": "the words are no longer in the text", "memo": "Memo: ", "key": "key quote",
        "paraphrase": "to be paraphrased only: not to be quoted", "none": "no consent: not to be used",
        "open": "Open answers", "none_found": "No quote answers the query.",
    },
}  # fmt: skip


def quote_row(study: Study, passage: Passage, context: Context = 0) -> tuple[str | int | bool | None, ...]:
    """One quote in the order of `COLUMNS`; start and end are None where the words are lost."""
    coding = passage.coding
    before, words, after = context_of(study, passage, context)
    start, end = coding.at if coding.at is not None else (None, None)
    return (
        coding.id, passage.case, coding.source, coding.coder, passage.path, ", ".join(passage.speakers),
        ", ".join(passage.roles), passage.section, passage.place, passage.time, start, end, before, words, after, coding.memo,
        coding.key, passage.consent, passage.date, coding.created,
    )  # fmt: skip


def quotes_table(
    study: Study,
    passages: Sequence[Passage],
    context: Context = 0,
    group: Group = "",
    *,
    caption: str = "",
) -> Table | Document:
    """Quotes as a table with all of `COLUMNS`, or, in groups, as a text for reading.

    Args:
        passages: in the order in which they are to stand, also within each group.
        caption: what they are, see `caption_of`.
    """
    if not group:
        rows = tuple(tuple(quote_row(study, passage, context)) for passage in passages)
        return Table(COLUMNS, rows, caption)
    blocks: list[Block] = []
    for title, inside in grouped(study, passages, group):
        blocks.append(Heading(1, f"{title} ({len(inside)})"))
        for passage in inside:
            blocks.extend(quote_blocks(study, passage, context, group))
    if not blocks:
        blocks.append(Paragraph((Run(_say(study.settings.language, "none_found")),)))
    language = study.settings.language
    return Document(
        _say(study.settings.language, "title"), tuple(blocks), language, caption, study.settings.notice_shown
    )


def quote_blocks(
    study: Study, passage: Passage, context: Context = 0, group: Group = "", *, withheld: bool = False
) -> list[Block]:
    """A quote, where it stands, and its memo.

    Args:
        group: what it stands under, which is not said again.
        withheld: leave out the words, and the memo, where its informants have not agreed to be quoted.
    """
    before, words, after = context_of(study, passage, context)
    runs: Rich = (Run(before), Run(words, bold=bool(before or after)), Run(after))
    reference = Paragraph(_reference(study, passage, group), "note")
    if withheld and passage.consent in ("paraphrase", "none"):
        return [reference]
    blocks: list[Block] = [Paragraph(tuple(run for run in runs if run.text), "quote"), reference]
    if passage.coding.memo:
        memo = (Run(_say(study.settings.language, "memo"), bold=True), Run(passage.coding.memo))
        blocks.append(Paragraph(memo, "note"))
    return blocks


def read_columns(table: Table, context: Context = 0) -> tuple[str, ...]:
    """The columns for a page or a screen: with the time only where a quote has one."""
    columns = BRIEF if context == 0 else BRIEF_WITH_CONTEXT
    place, time = columns.index("place"), table.columns.index("time")
    timed = any(row[time] for row in table.rows)
    return (*columns[: place + 1], "time", *columns[place + 1 :]) if timed else columns


def brief(table: Table, columns: Sequence[str] = BRIEF) -> Table:
    """The table with some of its columns, in their order."""
    places = [table.columns.index(column) for column in columns]
    rows: tuple[tuple[Cell, ...], ...] = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=tuple(columns), rows=rows)


def grouped(study: Study, passages: Iterable[Passage], group: Group) -> list[tuple[str, tuple[Passage, ...]]]:
    """Passages under titles: the names of codes in the order of the codebook, or of cases in theirs."""
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.path if group == "code" else passage.case, []).append(passage)
    known = list(study.codebook.by_path) if group == "code" else list(study.cases)
    order = {name: place for place, name in enumerate(known)}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    title = code_title if group == "code" else case_title
    return [(title(study, name), tuple(found[name])) for name in names]


def code_title(study: Study, path: str) -> str:
    """The names of a code and of those above it: `Barrierer › Kapasitet`; the path where there is no such code."""
    book, language = study.codebook, study.settings.language
    code, names = book.by_path.get(path), list[str]()
    while code is not None:
        names.insert(0, book.name(code, language))
        code = book.parent(code)
    return " › ".join(names) or path


def case_title(study: Study, case: str) -> str:
    """The name of a case; what open answers are called where there is none."""
    if not case:
        return _say(study.settings.language, "open")
    return study.cases[case].name if case in study.cases else case


def caption_of(
    study: Study,
    passages: Sequence[Passage],
    where: str = "",
    coders: Collection[str] | None = None,
    language: str = "",
) -> str:
    """What was asked for, whose codings, and how much was found, in one line; in the study's language by default."""
    language = language or study.settings.language
    asked = (
        _say(language, "query").format(" ".join(where.split())) if where.strip() else _say(language, "all")
    )
    if coders is None:
        whose = _say(language, "everybody")
    elif set(coders) == {COUNTED}:
        whose = _say(language, "counted")
    else:
        whose = _say(language, "coders").format(", ".join(coders))
    sources = len({passage.coding.source for passage in passages})
    found = f"{_many(language, len(passages), 'quote')} {_say(language, 'in')} {_many(language, sources, 'source')}"
    return f"{asked} · {whose} · {found}"


def _many(language: str, count: int, word: str) -> str:
    return f"{count} {_say(language, word if count == 1 else f'{word}s')}"


def _reference(study: Study, passage: Passage, group: Group) -> Rich:
    coding = passage.coding
    lost = not passage.is_placed
    parts = [
        "" if group == "case" else case_title(study, passage.case),
        _title_of(study, passage),
        "" if group == "code" else code_title(study, passage.path),
        ", ".join(passage.speakers) + (f" ({', '.join(passage.roles)})" if passage.roles else ""),
        passage.section,
        _say(study.settings.language, "lost")
        if lost
        else _say(study.settings.language, "line").format(passage.place),
        passage.time,
        coding.coder,
        f"★ {_say(study.settings.language, 'key')}" if coding.key else "",
    ]
    runs = [Run(" · ".join(part for part in parts if part))]
    if passage.consent in ("paraphrase", "none"):
        runs.append(Run(f" [{_say(study.settings.language, passage.consent)}]", bold=True))
    return tuple(runs)


def _title_of(study: Study, passage: Passage) -> str:
    source = study.sources.get(passage.coding.source)
    return source.title if source is not None and source.title else passage.coding.source


def _say(language: str, word: str) -> str:
    return _WORDS["nb" if language in ("nb", "nn", "no") else "en"][word]
