"""Tables and documents as Markdown: what stands in them is shown as it is and is never markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from crosscase.documents.anchors import listed
from crosscase.documents.escaping import markdown_line, markdown_text, visible, xml_text
from crosscase.documents.footnotes import NoteMark, with_marks
from crosscase.documents.layout import numeric_columns
from crosscase.documents.numbering import captioned
from crosscase.documents.values import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    runs_of,
    text,
)

_DEEPEST = 6
_SEEN = 3  # letters before a run that decide whether something in it is a link
_AFTER_MARK = ("(", ":")  # these would make a link, or a note itself, of the mark before them
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_markdown(value: Table | Document) -> bytes:
    """A table, or a document with its title as the first heading; footnotes stand at the end."""
    document, notes = with_marks(Document("", (value,)) if isinstance(value, Table) else value)
    blocks = [*_document(document), *_notes(notes)]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _notes(notes: tuple[Rich, ...]) -> Iterator[str]:
    for number, note in enumerate(notes, 1):
        yield f"[^{number}]: " + _lines(note).replace("\n", "\n    ")


def _document(document: Document) -> Iterator[str]:
    yield f"# {_one_line(text(document.title))}" if document.title else ""
    yield _lines(_italic(text(document.subtitle)))
    yield _quoted(_lines(text(document.notice)))
    for block in document.blocks:
        yield from _block(block, document)


def _block(block: Block, document: Document) -> Iterator[str]:
    if isinstance(block, Heading):
        level = min(max(block.level, 1) + 1, _DEEPEST)
        yield f"{'#' * level} {_one_line(text(block.text))}"
    elif isinstance(block, Paragraph):
        runs = _italic(block.runs) if block.style in ("note", "caption") else block.runs
        yield _quoted(_lines(runs)) if block.style == "quote" else _lines(runs)
    elif isinstance(block, Bullets):
        yield _bullets(block)
    elif isinstance(block, Figure):
        yield _lines((Run(captioned(block, document.language), bold=True),))
        yield _quoted(_lines(text(block.alt)))
    elif isinstance(block, Contents):
        yield _lines((Run(block.title, bold=True),))
        yield "\n".join(
            f"{'  ' * (max(heading.level, 1) - 1)}- {_one_line(text(heading.text))}"
            for heading in listed(document, block)
        )
    else:
        yield from _table(replace(block, caption=captioned(block, document.language)))


def _table(table: Table) -> Iterator[str]:
    yield _lines((Run(table.caption, bold=True),))
    rule = ["---:" if number else "---" for number in numeric_columns(table)]
    rows = [[_cell(column) for column in table.columns], rule]
    rows += [[_cell(cell) for cell in row] for row in table.rows]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield _lines(_italic(text(table.note)))


def _bullets(bullets: Bullets) -> str:
    lines = []
    for number, item in enumerate(bullets.items, 1):
        sign = f"{number}. " if bullets.numbered else "- "
        lines.append(sign + _lines(item).replace("\n", "\n" + " " * len(sign)))
    return _quoted("\n".join(lines)) if bullets.boxed else "\n".join(lines)


def _quoted(lines: str) -> str:
    return "> " + lines.replace("\n", "\n> ") if lines else ""


def _italic(runs: Rich) -> Rich:
    return tuple(replace(run, italic=True) for run in runs)


def _cell(cell: Cell) -> str:
    return _one_line(runs_of(cell))


def _one_line(runs: Rich) -> str:
    return _line([replace(run, text=visible(run.text)) for run in runs]).strip()


def _lines(runs: Rich) -> str:
    """Runs as the lines of one paragraph: each but the last ends in `\\`, which is a line break."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = xml_text(run.text).split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=part)] for part in more)
    return _joined([markdown_line(_line(line)) for line in lines])


def _joined(lines: list[str]) -> str:
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\\\n".join(lines)


def _line(runs: list[Run]) -> str:
    """One line; a run is bold, italic or struck through where Markdown's rules on what stands around the signs allow it."""
    found, before, starred = "", "", False
    # what looks the same is one run, so that nothing hides where two meet
    merged = [(signs, mark, "".join(map(_words, group))) for (signs, mark), group in groupby(runs, _look)]
    for place, (signs, mark, words) in enumerate(merged):
        if mark:
            found, before, starred = found + words, "]", False
            continue
        if found and before == "]" and words[:1] in _AFTER_MARK:
            found += "\\"
        after = next((part for *_, part in merged[place + 1 :] if part), "")[:1]
        lead, core, trail = _parted(words, before[-1:], after)
        if signs and core and not (starred and not lead):
            found += markdown_text(lead, before) + signs + markdown_text(core, (before + lead)[-_SEEN:])
            found += signs[::-1] + markdown_text(trail, (before + lead + core)[-_SEEN:])
            starred = not trail
        else:
            found += markdown_text(words, before)
            starred = starred and not words
        before = (before + words)[-_SEEN:]
    return found


def _parted(words: str, before: str, after: str) -> tuple[str, str, str]:
    """What of a run may stand between signs, with what stands before and behind it: blanks, and signs at which none may be."""
    core = words.strip()
    lead, _, trail = words.partition(core) if core else (words, "", "")
    if core and not _may_star(lead or before, core[0]):
        inner = core.lstrip("".join(each for each in set(core) if not each.isalnum()))
        lead, core = lead + core[: len(core) - len(inner)], inner
    if core and not _may_star(trail or after, core[-1]):
        inner = core.rstrip("".join(each for each in set(core) if not each.isalnum()))
        core, trail = inner, core[len(inner) :] + trail
    return lead, core, trail


def _look(run: Run) -> tuple[str, str]:
    """The signs around a run, and its number where it is the mark of a note."""
    signs = "*" * (2 * run.bold + run.italic) + "~~" * run.strike
    return signs, run.text if isinstance(run, NoteMark) else ""


def _words(run: Run) -> str:
    if isinstance(run, NoteMark):
        return f"[^{run.text}]"
    return run.text.translate(_SUPERSCRIPT) if run.superscript else run.text


def _may_star(outside: str, inside: str) -> bool:
    """Whether stars between these two letters open or close: not between a sign inside and a letter outside."""
    return inside.isalnum() or not outside or outside[0].isspace()
