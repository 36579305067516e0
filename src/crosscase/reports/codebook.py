"""The codebook as it is handed out: a document to read, and a table that can be taken in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from crosscase.documents.values import Block, Bullets, Document, Heading, Paragraph, Run, Table, text
from crosscase.study.code_edits import LISTS
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import write_codebook
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.name_gate import open_gate

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Kodebok", "overview": "Oversikt", "tag": "merke", "code": "kode", "name": "navn",
        "codings": "kodinger", "below": "med underkoder", "include": "Ta med", "exclude": "Ta ikke med",
        "keywords": "Stikkord", "forms": "Ordformer som gjelder", "not_forms": "Ordformer som ikke gjelder",
        "survey": "Spørsmål i undersøkelsen", "former": "Tidligere", "retired": "utgått",
        "used": "{count} kodinger", "used once": "1 koding", "unused": "ikke brukt",
        "note": "Tallene gjelder alle koderes kodinger.", "number": "{count} koder",
    },
    "en": {
        "title": "Codebook", "overview": "Overview", "tag": "tag", "code": "code", "name": "name",
        "codings": "codings", "below": "with codes below", "include": "Include", "exclude": "Exclude",
        "keywords": "Keywords", "forms": "Word forms that count", "not_forms": "Word forms that do not",
        "survey": "Survey items", "former": "Formerly", "retired": "retired",
        "used": "{count} codings", "used once": "1 coding", "unused": "not used",
        "note": "The numbers are of all coders' codings.", "number": "{count} codes",
    },
}  # fmt: skip


def codebook_document(study: Study) -> Document:
    """The codebook to read: an overview, then every code with its rules, in the study's language."""
    book, language = study.codebook, study.settings.language
    words = _WORDS.get(language, _WORDS["nb" if language in ("no", "nn") else "en"])
    counts = study.code_counts()
    blocks: list[Block] = [Heading(1, words["overview"]), _overview(book, counts, language, words)]
    for code in book:
        blocks += _code(book, code, counts[code.id], language, words)
    return Document(
        f"{words['title']}: {study.settings.title}", tuple(blocks), language,
        words["number"].format(count=len(book)), study.settings.notice_shown,
    )  # fmt: skip


def _overview(book: Codebook, counts: Mapping[str, int], language: str, words: Mapping[str, str]) -> Table:
    rows = []
    for code in book:
        name = "\u2003" * book.depth(code) + book.name(code, language)
        run = Run(name, bold=not book.depth(code), link=f"#{code.id}")
        below = sum(counts.get(one.id, 0) for one in book.within(code))
        rows.append(((Run(code.tag, shade=code.color),), (run,), counts.get(code.id, 0), below))
    columns = (words["tag"], words["name"], words["codings"], words["below"])
    return Table(columns, tuple(rows), note=words["note"], widths=(1, 6, 1.5, 2))


def _code(book: Codebook, code: Code, count: int, language: str, words: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(min(6, book.depth(code) + 1), book.name(code, language), code.id)
    used = words["used"].format(count=count) if count != 1 else words["used once"]
    facts = [book.path(code), used if count else words["unused"]]
    facts += [name for key, name in code.name.items() if key and key != language]
    if code.retired:
        facts.append(words["retired"])
    yield Paragraph(
        (Run(f" {code.tag} ", bold=True, shade=code.color), Run("  " + " · ".join(facts))), "note"
    )
    if code.definition:
        yield Paragraph(text(code.definition))
    rules = [(words[key], value) for key in ("include", "exclude") if (value := getattr(code, key))]
    if rules:
        yield Bullets(tuple((Run(f"{word}: ", bold=True), Run(value)) for word, value in rules))
    if code.example:
        yield Paragraph(text(code.example), "quote")
    lists = {key: getattr(code, key) for key in LISTS} | {"former": code.was}
    for key, values in lists.items():
        if values:
            yield Paragraph((Run(f"{words[key]}: ", italic=True), Run(", ".join(values))), "note")


def codebook_table(book: Codebook, counts: Mapping[str, int]) -> Table:
    """One row a code, depth first, with everything it has; `codebook import` takes it in again unchanged.

    The columns `name` and `name:<language>` hold the names, lists are parted by semicolons, `codings` counts
    the codings of exactly the code.
    """
    languages = dict.fromkeys(language for code in book for language in code.name)
    columns = (
        "code", *(f"name:{language}" if language else "name" for language in languages),
        "definition", "include", "exclude", "example", "color", "tag", *LISTS, "was", "retired", "id", "codings",
    )  # fmt: skip
    rows = tuple(
        (
            book.path(code),
            *(code.name.get(language, "") for language in languages),
            *(getattr(code, key) for key in ("definition", "include", "exclude", "example")),
            code.color, code.tag,
            *(parted(getattr(code, key)) for key in (*LISTS, "was")),
            "true" if code.retired else "", code.id, counts.get(code.id, 0),
        )
        for code in book
    )  # fmt: skip
    return Table(columns, rows)


def parted(items: Iterable[str]) -> str:
    """Items in one cell, parted by semicolons; an item that holds one stands in quotation marks."""
    items = tuple(items)
    if not items:
        return ""
    cell = io.StringIO(newline="")
    csv.writer(cell, delimiter=";", lineterminator="").writerow(items)
    return cell.getvalue()


def codebook_file(study: Study) -> bytes:
    """The codebook as another study takes it in; raises StudyError where it holds a name of the roster."""
    content = write_codebook(study.codebook)
    open_gate(study.root).check([("codebook", content)])
    return content.encode()
