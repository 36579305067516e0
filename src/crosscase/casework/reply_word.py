"""A Word file that came back: the filled form, or whatever somebody did to its text instead.

Statements are found by their bookmarks, then by words and numbers. What stands in the file and did not stand in the
packet is the informant's, and lands at the statement it stands with: ticks, the cell for words, a changed statement,
comments, notes, words in between. What stands with none is kept as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crosscase.casework.matching_replies import Passage, matching
from crosscase.casework.reply_form import FormWords, plain
from crosscase.casework.reply_heard import Heard
from crosscase.casework.reply_ticks import line_of_tick, tick_of
from crosscase.casework.reply_values import AskedOf, Reply, clean, utc
from crosscase.casework.word_marks import (
    KIND,
    OWN_MARK,
    PACKET,
    PREFIX,
    Mark,
    Reference,
    mark_of,
    reference_of,
)
from crosscase.reading.docx_parts import Remark
from crosscase.reading.written import WordReply, WrittenLine, WrittenRow, before_changes
from crosscase.study.validation_file import How

_NUMBER = re.compile(r"\(?([0-9]{1,3}\.[0-9]{1,3})\b[.):]?\s*")
_REFERENCE = re.compile(r"[1-9][0-9]{0,3}/[a-z0-9-]+/[^/\s]{1,80}/[0-9A-Za-z-]{8,64}")
_STATEMENT_CELL, _FEWEST_CELLS = 1, 2


def reference_in(reply: WordReply) -> Reference | None:
    """Which packet a Word file is, by its properties, else by its reference line; None where neither says."""
    own = reply.properties
    if own.get(PREFIX) == KIND:
        keys = ("round", "case", "informant", "study")
        if (found := reference_of("/".join(own.get(f"{PREFIX}-{key}", "") for key in keys))) is not None:
            return found
    start, end = reply.bookmarks.get(PACKET, (0, 0))
    if (found := reference_of(reply.contents.body[start:end])) is not None:
        return found
    match = _REFERENCE.search(reply.contents.body)
    return reference_of(match[0]) if match is not None else None


def statements_in(reply: WordReply) -> frozenset[str]:
    """The ids of the statements that its bookmarks name."""
    marks = (mark_of(name) for name in reply.bookmarks)
    return frozenset(mark.statement for mark in marks if mark is not None and mark.statement)


def reply_of_word(reply: WordReply, asked: AskedOf, form: FormWords, receipt: str) -> Reply:
    """What a Word file says.

    Args:
        asked: what its informant was asked.
        form: which of its lines are the form's own.
        receipt: hash of the file.
    """
    reading = _Reading(reply, asked, form)
    reading.rows()
    reading.rooms()
    reading.between()
    reading.remarks()
    reading.gone()
    heard = reading.heard
    said = heard.statements()
    notes = [*(note for note in reply.contents.notes if note.startswith("holds macros")), *heard.notes]
    how: How = "word" if heard.filled else "word-edits"
    found = Reply(
        asked.round, asked.case, asked.informant, how, reading.answered(), receipt, said,
        tuple(heard.additions), "\n\n".join(heard.general), tuple(heard.unmatched),
    )  # fmt: skip
    if found.is_empty:
        notes.append("nothing was filled in or changed")
    return Reply(
        found.round, found.case, found.informant, how, found.answered, receipt, said, found.additions, found.general,
        found.unmatched, tuple(dict.fromkeys(notes)), mark=reply.properties.get(OWN_MARK, ""),
    )  # fmt: skip


class _Reading:
    """One way through the file, part by part; `heard` collects what was said."""

    def __init__(self, reply: WordReply, asked: AskedOf, form: FormWords) -> None:
        self._reply, self._asked, self._form = reply, asked, form
        self.heard = Heard(asked)
        self._single = _single_column(reply.rows)
        self._by_row: dict[int, str] = {}
        self._room_by_row: dict[int, tuple[str, str]] = {}
        self._in_rows: frozenset[str] = frozenset()
        self._texts = frozenset(plain(text) for each in asked.to_match for text in each.texts)

    # statements

    def rows(self) -> None:
        """The rows of tables that hold statements, and rows between them."""
        rows = [(n, row) for n, row in enumerate(self._reply.rows) if row.table not in self._single]
        rows = [(n, row) for n, row in rows if row.deleted or not self._is_head(row)]
        passages = [self._passage(row) for _, row in rows]
        found = matching(passages, self._asked.to_match)
        if found.renumbered:
            self.heard.note("numbers of statements were changed; bookmarks and words count")
        if found.swapped:
            numbers = (self._asked.by_id[id].number for id in found.swapped)
            self.heard.note(
                f"the texts of {' and '.join(numbers)} changed places; answers go with the words they stand beside"
            )
        self._in_rows = frozenset(id for id, _ in found.found.values())
        above: tuple[int, str] = (-1, "")
        for place, (number, row) in enumerate(rows):
            id, by = found.found.get(place, ("", "text"))
            if id:
                above = row.table, id
                self._by_row[number] = id
                self.heard.found(id, by, _version(row, id))
                self._statement(row, id)
            else:
                again = self._asked.numbered(passages[place].number) if not found.renumbered else ""
                near = again or (above[1] if above[0] == row.table else "")
                self._by_row[number] = near
                self._strange(row, near)

    def _is_head(self, row: WrittenRow) -> bool:
        """Whether a row is the form's own and holds no statement, whose marks may be gone."""
        return all(
            self._form.is_own(line.text) and plain(line.text) not in self._texts for line in row.lines
        ) and not any(mark is not None for mark in _marks(row))

    def _passage(self, row: WrittenRow) -> Passage:
        names = row.bookmarks or tuple(name for line in row.lines for name in line.bookmarks)
        marks = [mark for mark in map(mark_of, names) if mark is not None and mark.statement]
        marks.sort(key=lambda mark: mark.kind != "statement")
        id = next((mark.statement for mark in marks if mark.statement in self._asked.by_id), "")
        if row.deleted:
            number = _NUMBER.match(row.deleted)
            return Passage((row.deleted,), id, number[1] if number else "")
        first = row.cells[0][0].text if row.cells and row.cells[0] else ""
        number = _NUMBER.match(first)
        lines = self._statement_lines(row, id) or list(_cell(row, _STATEMENT_CELL)[:1])
        texts = [plain(" ".join(line.text for line in lines))]
        if lines:
            texts.append(plain(before_changes(self._reply.contents, lines[0].start, lines[-1].end)))
        return Passage(tuple(dict.fromkeys(filter(None, texts))), id, number[1] if number else "")

    def _statement_lines(self, row: WrittenRow, id: str) -> list[WrittenLine]:
        """The lines that the bookmark of a statement reaches over; none where it is gone."""
        for cell in row.cells:
            for place, line in enumerate(cell):
                for name in line.bookmarks:
                    mark = mark_of(name)
                    if mark is not None and mark.kind == "statement" and mark.statement == id:
                        end = self._reply.bookmarks.get(name, (line.start, line.end))[1]
                        return [line, *(one for one in cell[place + 1 :] if one.start < end)]
        return []

    def _statement(self, row: WrittenRow, id: str) -> None:
        if row.deleted:
            self.heard.struck(id)
            return
        lines = self._statement_lines(row, id) or self._likest_line(row, id)
        text = "\n".join(line.text for line in lines).strip()
        if text:
            self.heard.reworded(id, text)
            self._struck_through(id, lines)
        else:
            self.heard.struck(id)
        own = _row_mark(row) or _mark_name(id, self._asked)
        for place, cell in enumerate(row.cells):
            above, whose = "", id
            for line in cell:
                whose = self._merged(line) or whose
                if self._is_statement(line, whose) and whose != id:
                    self.heard.found(whose, "id")
                    self.heard.reworded(whose, line.text)
                elif line not in lines:
                    self._beside(line, whose, place, len(row.cells), above, own)
                self.heard.words(whose, *line.notes)
                above = line.text

    def _merged(self, line: WrittenLine) -> str:
        """The statement that a line's bookmark names and that has no row of its own: two rows became one."""
        marks = (mark for mark in map(mark_of, line.bookmarks) if mark is not None)
        ids = (mark.statement for mark in marks if mark.statement in self._asked.by_id)
        return next((id for id in ids if id not in self._in_rows), "")

    def _is_statement(self, line: WrittenLine, id: str) -> bool:
        marks = (mark for mark in map(mark_of, line.bookmarks) if mark is not None)
        return any(mark.kind == "statement" and mark.statement == id for mark in marks)

    def _likest_line(self, row: WrittenRow, id: str) -> list[WrittenLine]:
        """Where no bookmark tells: the first line of the statement's cell that is not the form's own."""
        sent = self._asked.by_id[id].text.values()
        cell = _cell(row, _STATEMENT_CELL if len(row.cells) >= _FEWEST_CELLS else 0)
        same = [line for line in cell if plain(line.text) in map(plain, sent)]
        mark = _row_mark(row)
        return (
            same[:1] or [line for line in cell if line.text and not self._form.is_own_in(line.text, mark)][:1]
        )

    def _beside(self, line: WrittenLine, id: str, place: int, cells: int, above: str, own: str) -> None:
        """A line of a statement's row that is not the statement; `own` is the row's bookmark."""
        marks = [mark for mark in map(mark_of, line.bookmarks) if mark is not None]
        ticked = next((mark for mark in marks if mark.kind == "tick"), None)
        if ticked is not None or place == cells - 2 > _STATEMENT_CELL:
            self._tick(line, ticked, id)
        elif place > _STATEMENT_CELL and place == cells - 1:
            self.heard.words(id, line.text, filled=True)
        elif any(self._form.is_own_in(line.text, mark, above) for mark in {_mark_name(id, self._asked), own}):
            return
        elif place == 0 and cells > 1:
            number = _NUMBER.match(line.text)
            self.heard.words(id, line.text[number.end() :] if number is not None else line.text)
        else:
            self.heard.words(id, line.text)

    def _tick(self, line: WrittenLine, mark: Mark | None, id: str) -> None:
        controls = [
            one.checked
            for one in self._reply.contents.controls
            if one.checked is not None and line.start <= one.start < line.end
        ]
        tick = tick_of(line.text, any(controls), mark.verdict if mark is not None else "")
        self.heard.speaks(tick.language)
        if tick.verdict:
            struck, marked = self._pens(line.start, line.end)
            self.heard.offered(id, tick.verdict, struck=struck, marked=marked)
        if tick.ticked and tick.verdict:
            self.heard.ticked(id, tick.verdict)
            self.heard.words(id, tick.words)
        elif tick.ticked:
            self.heard.words(id, line.text)
        elif tick.words:  # which answer they stand beside may be what they mean
            self.heard.words(id, line_of_tick(line.text))

    def _struck_through(self, id: str, lines: list[WrittenLine]) -> None:
        """What of a statement is struck through with a pen, all of it or some words."""
        words = [
            self._reply.contents.body[max(one.start, line.start) : min(one.end, line.end)].strip()
            for line in lines
            for one in self._reply.marked
            if one.struck and one.start < line.end and one.end > line.start
        ]
        if sum(map(len, words)) * 10 >= sum(len(line.text) for line in lines) * 9:
            self.heard.struck(id)
        elif found := " ".join(filter(None, words)):
            self.heard.struck_words(id, found)

    def _pens(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether half of a stretch is struck through, and whether half of it is highlighted or underlined."""
        covered = [0, 0]
        for one in self._reply.marked:
            covered[one.struck] += max(0, min(one.end, end) - max(one.start, start))
        return covered[True] * 2 > end - start, covered[False] * 2 > end - start

    def _strange(self, row: WrittenRow, id: str) -> None:
        """A row that is no statement's: words between rows belong to the one above."""
        words = [line.text for line in row.lines if not self._form.is_own(line.text)]
        words += [note for line in row.lines for note in line.notes]
        number = _NUMBER.match(words[0]) if words else None
        if number is not None and number.end() == len(words[0]):
            words = words[1:]
        if id:
            for text in words:
                tick = tick_of(text, False, "")
                if tick.ticked and tick.verdict:  # a row that was copied has its box
                    self.heard.ticked(id, tick.verdict)
                self.heard.words(id, tick.words if tick.ticked and tick.verdict else text)
        elif words:
            self.heard.unmatched.append(clean("\n".join(words)))

    # what is missing

    def rooms(self) -> None:
        """The tables of one column, where informants write what is missing."""
        sections = self._asked.sections
        order = [*(("missing", section) for section in sections), ("missing", ""), ("general", "")]
        for place, table in enumerate(sorted(self._single)):
            rows = [(n, row) for n, row in enumerate(self._reply.rows) if row.table == table]
            marks = [mark for _, row in rows for mark in _marks(row) if mark is not None]
            found = next((self._room(mark) for mark in marks if mark.kind in ("missing", "general")), None)
            kind, section = found or (order[place] if place < len(order) else ("", ""))
            words: list[str] = []
            for at, (number, row) in enumerate(rows):
                self._room_by_row[number] = kind, section
                for line in row.lines:
                    words += line.notes
                    if at == 0 and self._form.is_own(line.text):
                        continue
                    words.append(self._form.after_question(line.text) if at == 0 else line.text)
            self.heard.room(kind, section, words)

    def _room(self, mark: Mark) -> tuple[str, str]:
        sections = ("", *self._asked.sections)
        if mark.kind == "missing" and mark.place < len(sections):
            return "missing", sections[mark.place]
        return ("general", "") if mark.kind == "general" else ("", "")

    # words that stand in no table

    def between(self) -> None:
        """Lines outside tables that were not in the packet: a statement there, words after one, or words alone."""
        free = [each for each in self._asked.to_match if each.id not in self.heard.known]
        asked = {plain(text) for each in free for text in each.texts}
        new = [
            line
            for line in self._reply.lines
            if line.notes
            or not self._form.is_own(line.text, line.heading > 0)
            or plain(_NUMBER.sub("", line.text, count=1)) in asked
        ]
        passages = [self._line_passage(line) for line in new]
        found = matching(passages, free).found
        context = ""
        for place, line in enumerate(new):
            if line.heading:
                context = ""
            id, by = found.get(place, ("", "text"))
            number = _NUMBER.match(line.text)
            words = line.text[number.end() :] if number is not None else line.text
            if id:
                context = id
                self.heard.found(id, by)
                if words:
                    self.heard.reworded(id, words)
            elif number is not None and (named := self._asked.numbered(number[1])):
                context = named
                self.heard.words(named, words)
            elif context:
                self._after(line, context)
            elif line.text:
                self.heard.unmatched.append(clean(line.text))
            if context:
                self.heard.words(context, *line.notes)

    def _line_passage(self, line: WrittenLine) -> Passage:
        number = _NUMBER.match(line.text)
        text = line.text[number.end() :] if number is not None else line.text
        before = before_changes(self._reply.contents, line.start, line.end)
        return Passage(tuple(dict.fromkeys((plain(text), plain(before)))))

    def _after(self, line: WrittenLine, id: str) -> None:
        tick = tick_of(line.text, False, "")
        if tick.verdict and tick.ticked:
            self.heard.ticked(id, tick.verdict)
            self.heard.words(id, tick.words)
        elif not tick.verdict:
            self.heard.words(id, line.text)

    # comments

    def remarks(self) -> None:
        """Comments, each with the statement or the question that it hangs on."""
        rows = {name: number for number, row in enumerate(self._reply.rows) for name in row.comments}
        undated = 0
        remarks = {one.id: one for one in self._reply.contents.remarks}
        for remark in remarks.values():
            undated += not utc(remark.date)
            if not (words := clean(remark.text)):
                continue
            row = rows.get(remark.id, rows.get(remark.answers, -1))
            if row in self._room_by_row:
                self.heard.room(*self._room_by_row[row], [words], filled=False)
            elif id := self._by_row.get(row, "") or self._line_of(remark):
                self.heard.words(id, self._reaching(remark) + words)
            else:
                self.heard.unmatched.append(self._on(remark) + words)
        if undated:
            self.heard.note(f"{undated} of the comments {'tells' if undated == 1 else 'tell'} no time")
        authors = {one.author for one in remarks.values() if one.author}
        if len(authors) > 1:
            self.heard.note(f"comments are by {len(authors)} people; all are taken for the informant's")

    def _line_of(self, remark: Remark) -> str:
        """The statement that stands, outside tables, in the line of a comment."""
        for line in self._reply.lines:
            if remark.anchored and line.start <= remark.start <= line.end:
                return self.heard.statement_like(line.text)
        return ""

    def _reaching(self, remark: Remark) -> str:
        """Which statements a comment hangs on, where it is more than one."""
        numbers = [
            self._asked.by_id[id].number
            for place, id in self._by_row.items()
            if id in self._asked.by_id
            and (row := self._reply.rows[place]).start < remark.end
            and row.end > remark.start
        ]
        return f"[{numbers[0]}–{numbers[-1]}] " if len(set(numbers)) > 1 else ""

    def _on(self, remark: Remark) -> str:
        words = " ".join(self._reply.contents.body[remark.start : remark.end].split())
        return f"[“{words[:60]}{'…' if len(words) > 60 else ''}”] " if words else ""

    # what is not there

    def gone(self) -> None:
        """Statements that stand in the file no more, though most of them do."""
        known = self.heard.known
        left = [
            each.number or each.statement for each in self._asked.statements if each.statement not in known
        ]
        if left and known:
            self.heard.note(f"not in the file any more: {', '.join(left)}")
            if 2 * len(left) < len(self._asked.statements):
                self.heard.absent(left)

    def answered(self) -> str:
        """When it was answered: the last of what has a time, else when the file was saved."""
        contents = self._reply.contents
        dates = [remark.date for remark in contents.remarks]
        dates += [one.date for one in contents.insertions]
        dates += [one.date for one in contents.deletions]
        dates += [row.date for row in self._reply.rows]
        return max(map(utc, dates), default="") or utc(self._reply.modified)


def _marks(row: WrittenRow) -> Iterator[Mark | None]:
    return (mark_of(name) for line in row.lines for name in line.bookmarks)


def _row_mark(row: WrittenRow) -> str:
    return next((name for line in row.lines for name in line.bookmarks if mark_of(name) is not None), "")


def _version(row: WrittenRow, id: str) -> int:
    """Which version of a statement a row's bookmark names; 0 where it has none."""
    names = (*row.bookmarks, *(name for line in row.lines for name in line.bookmarks))
    marks = (mark for mark in map(mark_of, names) if mark is not None and mark.statement == id)
    return next((mark.version for mark in marks if mark.version), 0)


def _mark_name(id: str, asked: AskedOf) -> str:
    return f"s_{id}_{asked.by_id[id].version}"


def _cell(row: WrittenRow, place: int) -> tuple[WrittenLine, ...]:
    return row.cells[place] if place < len(row.cells) else ()


def _single_column(rows: Iterable[WrittenRow]) -> frozenset[int]:
    """The tables of which every row has one cell."""
    wide: dict[int, int] = {}
    for row in rows:
        wide[row.table] = max(wide.get(row.table, 0), _FEWEST_CELLS if row.deleted else len(row.cells))
    return frozenset(table for table, cells in wide.items() if cells < _FEWEST_CELLS)
