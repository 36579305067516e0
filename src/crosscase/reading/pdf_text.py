"""A PDF as a text: pages, their edges, tables, columns, lines, paragraphs, notes, one step after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crosscase.reading.pdf_columns import blocks_of
from crosscase.reading.pdf_hyphens import joined, vocabulary
from crosscase.reading.pdf_margins import where, without_margins
from crosscase.reading.pdf_pages import read_pages
from crosscase.reading.pdf_paragraphs import LEADER, Paragraph, Setting, paragraphs_of, setting_of, text_of
from crosscase.reading.pdf_parts import Gone, Guess, Line, Page, Remark, Word
from crosscase.reading.pdf_tables import with_tables
from crosscase.study.problems import StudyError

_LARGER = 1.12
"""Sizes of the text's letters from which on a line may be a heading."""
_LONGEST = 150
_MOST_LINES = 3
_SMALLER = 0.93
_FAR = 0.7
_UNKNOWN_MANY = 0.2
_BULLET = re.compile(r"[•◦‣⁃∙·○►➢✓➔*–—-]\s+|[•◦‣⁃∙·○►➢✓➔]")
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?(?=\s|[^\W\d_])\s*")
_REFERENCE = re.compile(r"(?<=\S)\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF.

    Attributes:
        guesses: lines that are set like headings.
        left_out: what of the file is not in the body, and words whose hyphen at a line's end was taken out.
        notes: remarks for whoever imports.
        comments: what people wrote onto the pages.
    """

    body: str
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[Gone, ...] = ()
    notes: tuple[str, ...] = ()
    comments: tuple[Remark, ...] = ()


def pdf_text(raw: bytes, label: str, next_page: Callable[[], None] = lambda: None) -> PdfText:
    """The text of a PDF, in the order it is read.

    Args:
        raw: content of the file.
        label: what messages call it.
        next_page: called before each page and each step; what it raises ends the reading.

    Raises:
        StudyError: no PDF, broken, locked, too large, without pages, or without text.
    """
    pages = list(read_pages(raw, label, next_page))
    notes = _checked(pages, label)
    inner, margins = without_margins(pages)
    lines = _lines(inner, next_page)
    setting = setting_of(lines)
    lines, footnotes = _without_notes(lines, setting)
    next_page()
    paragraphs = paragraphs_of(lines, setting)
    next_page()
    words = vocabulary(text_of(line) for line in lines)
    texts, hyphens = _texts(paragraphs, words)
    headings = _headings(paragraphs, texts, setting)
    body, guesses = _body(paragraphs, texts, headings, footnotes)
    if not body.strip():
        raise StudyError(
            f"{label}: holds nothing but running heads and page numbers; there is nothing to import"
        )
    comments = tuple(one for page in pages for one in page.remarks if one.what == "comment")
    return PdfText(body, guesses, (*margins, *_besides(pages), *hyphens), notes, comments)


def _checked(pages: Sequence[Page], label: str) -> tuple[str, ...]:
    """Remarks on pages whose text cannot be read; raises StudyError where that is nearly all."""
    letters = sum(len(word.text) for page in pages for word in page.words)
    unknown = sum(word.text.count("\ufffd") for page in pages for word in page.words)
    pictures = [page.number for page in pages if page.pictures and not page.words]
    ocr = "run OCR on it first, such as: ocrmypdf OLD.pdf NEW.pdf"
    if not letters and pictures:
        many = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise StudyError(f"{label}: is scanned and has no text layer ({many}); {ocr}")
    if not letters:
        raise StudyError(f"{label}: has no words on any page; there is nothing to import")
    if unknown > _UNKNOWN_MANY * letters:
        raise StudyError(f"{label}: does not say which letters its signs are; {ocr}")
    notes = []
    if pictures:
        notes.append(f"{where(pictures)}: scanned, without text; {ocr}")
    if unknown:
        notes.append(f"{unknown} signs whose letters the file does not tell stand as \ufffd")
    return tuple(notes)


def _besides(pages: Sequence[Page]) -> Iterator[Gone]:
    """Pictures, text that runs another way, what was filled into forms."""
    for page in pages:
        for remark in page.remarks:
            if remark.what != "comment":
                words = " ".join(f"{remark.author}: {remark.text}".split())
                yield Gone(remark.what, words, where([page.number]))
        if page.pictures and page.words:
            yield Gone("picture", "", where([page.number]), page.pictures)
        for words in page.turned:
            yield Gone("text that runs another way", words, where([page.number]))


def _lines(pages: Sequence[Page], next_page: Callable[[], None]) -> list[Line]:
    """All lines in reading order, each with the column it stands in."""
    found = []
    column = 0
    for page in pages:
        next_page()
        for rows in blocks_of(with_tables(page)):
            found += [Line(tuple(_with_ring(row)), page.number, column) for row in rows]
            column += 1
    return found


def _with_ring(row: list[Word]) -> list[Word]:
    """The words of a line, `o` as a bullet where it is one: Word sets that for lists in lists."""
    if len(row) > 1 and row[0].text == "o" and row[1].x0 - row[0].x1 > row[0].size * _FAR:
        return [replace(row[0], text="◦"), *row[1:]]
    return row


# notes at the foot of pages


def _without_notes(lines: Sequence[Line], setting: Setting) -> tuple[list[Line], list[str]]:
    """The lines without the notes at the end of columns, and the notes: small, with a number that is referred to."""
    referred = {number for line in lines for number in _REFERENCE.findall(text_of(line))}
    kept: list[Line] = []
    notes: list[list[str]] = []
    for column in _columns(lines):
        small = len(column)
        while small and column[small - 1].size <= _SMALLER * setting.size:
            small -= 1
        first = next(
            (i for i in range(small, len(column)) if _note_number(column[i]) in referred), len(column)
        )
        kept += column[:first]
        for line in column[first:]:
            text = text_of(line)
            if (number := _note_number(line)) in referred and _NOTE.match(text):
                notes.append([f"[{number}] {_NOTE.sub('', text, count=1)}"])
            else:
                notes[-1].append(text)
    words = vocabulary(part for note in notes for part in note)
    return kept, [joined(note, words)[0] for note in notes]


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    column: list[Line] = []
    for line in lines:
        if column and column[-1].column != line.column:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _note_number(line: Line) -> str:
    found = _NOTE.match(text_of(line))
    return found[1] if found is not None else ""


# texts


def _texts(paragraphs: Sequence[Paragraph], words: Counter[str]) -> tuple[list[str], list[Gone]]:
    """The text of each paragraph, and the words whose hyphen at a line's end was taken out."""
    texts = []
    hyphens: Counter[tuple[str, int]] = Counter()
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        if first.cells:
            texts.append("\n".join(" | ".join(row).strip() for row in first.cells))
            continue
        text, mended = joined([text_of(line) for line in paragraph.lines], words)
        hyphens.update((word, first.page) for word in mended)
        texts.append(_BULLET.sub("- ", text, count=1) if paragraph.item and _BULLET.match(text) else text)
    found = [Gone("hyphen", word, where([page]), count) for (word, page), count in hyphens.items()]
    return texts, found


# headings


def _headings(paragraphs: Sequence[Paragraph], texts: Sequence[str], setting: Setting) -> dict[int, int]:
    """Paragraphs that are set like headings, with their levels: by size, then bold ones of the text's size."""
    sizes: dict[int, float] = {}
    for index, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        if _is_short(paragraph, text):
            size = paragraph.lines[0].size
            bold = all(line.bold for line in paragraph.lines) and not setting.bold
            if size >= _LARGER * setting.size:
                sizes[index] = size
            elif bold and size >= 0.95 * setting.size and not text.endswith("?"):
                sizes[index] = setting.size
    ranks = sorted(set(sizes.values()), reverse=True)
    return {index: min(6, ranks.index(size) + 1) for index, size in sizes.items()}


def _is_short(paragraph: Paragraph, text: str) -> bool:
    if paragraph.lines[0].cells or len(paragraph.lines) > _MOST_LINES or len(text) > _LONGEST:
        return False
    if LEADER.search(text):
        return False
    return any(map(str.isalpha, text)) and not text.endswith((".", ",", ";", ":"))


# the body


def _body(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], headings: dict[int, int], footnotes: Sequence[str]
) -> tuple[str, tuple[Guess, ...]]:
    parts: list[str] = []
    guesses = []
    line = 0
    for index, text in enumerate(texts):
        if index:
            close = paragraphs[index].item and paragraphs[index - 1].item
            parts.append("\n" if close else "\n\n")
            line += 1 if close else 2
        if index in headings:
            guesses.append(Guess(line, headings[index], text))
        parts.append(text)
        line += text.count("\n")
    if footnotes:
        parts.append("\n\n" + "\n".join(footnotes))
    return "".join(parts) + "\n", tuple(guesses)
