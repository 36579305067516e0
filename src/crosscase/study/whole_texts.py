"""Files that a study keeps as whole texts: the texts people wrote in them, and changes inside these to the letter."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosscase.study import csv_cells
from crosscase.study.ids import is_slug
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import read_yaml
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.yaml_edit import with_value
from crosscase.study.yaml_scalars import Piece, Scalar, scalar_edits, scalars, spliced

BODY = "body"
FRONT = "front."
ID = "an id that others refer to: change it by hand wherever it stands"
"""Why a text cannot be changed in place."""

_IDS = frozenset(
    {
        "about", "answers", "by", "case", "cases", "code", "codes", "coder", "color", "consent", "created", "crosscase",
        "date", "evidence", "form", "id", "ids", "kind", "language", "main_coder", "on", "question", "questions",
        "section", "seen", "source", "sources", "state", "status", "survey", "tag", "type", "version", "written",
    }
)  # fmt: skip
_LANGUAGES = frozenset({"nb", "nn", "no", "en"})
_FREE_KEYS = ("speakers", "attributes")  # mappings whose keys people choose
_OWN_FILES = ("interviews/", "memos/", "cases/", "study.yaml")  # whose keys are all known


@dataclass(frozen=True, slots=True)
class Inside:
    """A text that somebody wrote, inside a file of the study.

    Attributes:
        file: path relative to the study folder.
        id: the record it is a text of; empty in a file that is kept as a whole.
        field: which text of the record or file, such as `body`, `memo`, `name.nb` or `front.speakers.0#`.
        text: what it says; positions are code points in it.
        line, column: where it begins in its file, from 1; the line is 0 where that is not known.
        fixed: why it cannot be changed in place, and what to do; empty where it can.
        language: of the text, such as `en`, where it stands among texts by language; else empty: the study's.
    """

    file: str
    id: str
    field: str
    text: str
    line: int = 0
    column: int = 1
    fixed: str = ""
    language: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by: file, id, field."""
        return self.file, self.id, self.field

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a position of the text in the file."""
        below = self.text.count("\n", 0, offset)
        column = offset - self.text.rfind("\n", 0, offset) - 1 + (self.column if not below else 1)
        return (self.line + below if self.line else 0), column


def language_of(key: str) -> str:
    """The language that a key of texts by language names; empty where it is another key."""
    return key if key in _LANGUAGES else ""


class WholeText:
    """One such file: Markdown with or without front matter, YAML, a table, or any other text.

    Attributes:
        file: path relative to the study folder.
        content: the file to the letter.
        text: the same with lines that end in `\\n`, and no byte order mark.
        front, body: its two parts; YAML and tables are all front, which has no fences then.
    """

    def __init__(self, file: str, content: str) -> None:
        """Part the content of a file."""
        self.file = file
        self.content = content
        self.text = normalise(content)
        ending = file.rpartition(".")[2].lower()
        self._is_table = ending in ("csv", "tsv")
        self.front, self.body, lines = "", self.text, 0
        self._front_at = 0
        if ending in ("yaml", "yml"):
            self.front, self.body = self.text, ""
        elif ending == "md":
            self.front, self.body, lines = split_front_matter(self.text)
            self._front_at = len("---\n") if lines else 0
        self._body_line = lines + 1

    def insides(self) -> Iterator[Inside]:
        """The texts in it, in order; raises FileError where it is not the YAML it should be."""
        if self._is_table:
            yield from self._cells()
            return
        if self.front.strip():
            yield from self._scalars()
        if self.body.strip():
            yield Inside(self.file, "", BODY, self.body, self._body_line)

    def _scalars(self) -> Iterator[Inside]:
        first = 2 if self._front_at else 1
        read_yaml(self.front, self.file, first)  # refuses what cannot be read
        prefix = FRONT if self._front_at else ""
        for one in scalars(self.front):
            index = one.index + (self.front[one.index] in "'\"")
            line = self.front.count("\n", 0, index) + first
            column = index - self.front.rfind("\n", 0, index)
            fixed = ID if self._is_id(one) else ""
            spoken = "" if one.is_key else language_of(one.keys[-1] if one.keys else "")
            yield Inside(self.file, "", prefix + one.label, one.value, line, column, fixed, spoken)

    def _is_id(self, one: Scalar) -> bool:
        last = one.keys[-1] if one.keys else ""
        if one.is_key:
            return last not in _FREE_KEYS
        if one.keys[:1] == ("attributes",):
            return False
        if last in _IDS or (last == "notes_by" and is_slug(one.value)):
            return True
        # what looks like an id in a file whose keys are another station's
        return not self.file.startswith(_OWN_FILES) and is_slug(one.value)

    def _cells(self) -> Iterator[Inside]:
        delimiter = csv_cells.delimiter_of(self.text)
        line, seen = 1, 0
        for cell in csv_cells.cells(self.text, delimiter):
            line += self.text.count("\n", seen, cell.start)
            seen = cell.start
            if not any(letter.isalpha() for letter in cell.text) and len(cell.text) < 8:
                continue  # figures
            begin = cell.start + (self.text[cell.start] == '"')
            column = begin - self.text.rfind("\n", 0, begin)
            fixed = ID if cell.row == 0 else ""
            yield Inside(self.file, "", f"cell.{cell.row}.{cell.column}", cell.text, line, column, fixed)

    def changed(
        self, pieces: Mapping[str, Sequence[Piece]], speakers: Mapping[str, object] | None = None
    ) -> str:
        """The content with pieces of its texts replaced, all else to the letter.

        Args:
            pieces: by field, in order.
            speakers: what the front matter is to list as speakers, where more than their names change.

        Raises:
            StudyError: it cannot be changed so.
        """
        if self._is_table:
            return self._spliced(self._cell_edits(pieces))
        prefix = FRONT if self._front_at else ""
        inner = {field.removeprefix(prefix): own for field, own in pieces.items() if field != BODY}
        edits = []
        if inner or speakers is not None:
            edits = self._front_edits(inner, speakers)
        at = len(self.text) - len(self.body)
        edits += [(at + start, at + end, new) for start, end, new in pieces.get(BODY, ())]
        return self._spliced(edits)

    def _front_edits(
        self, inner: Mapping[str, Sequence[Piece]], speakers: Mapping[str, object] | None
    ) -> list[Piece]:
        try:
            edits = scalar_edits(self.front, inner)
        except ValueError:
            raise FileError(
                Problem(
                    self.file, 0, 0, "shape",
                    "two of its keys would be the same with what shall stand for them; give one of them another "
                    "pseudonym, nothing was changed",
                )
            ) from None  # fmt: skip
        if speakers is not None:
            front = with_value(spliced(self.front, edits), "speakers", speakers)
            edits = [(0, len(self.front), front)]
        return [(self._front_at + start, self._front_at + end, new) for start, end, new in edits]

    def _cell_edits(self, pieces: Mapping[str, Sequence[Piece]]) -> list[Piece]:
        delimiter = csv_cells.delimiter_of(self.text)
        edits = []
        for cell in csv_cells.cells(self.text, delimiter):
            own = pieces.get(f"cell.{cell.row}.{cell.column}")
            if own:
                former = self.text[cell.start : cell.end]
                edits.append(
                    (cell.start, cell.end, csv_cells.written(spliced(cell.text, own), former, delimiter))
                )
        return edits

    def _spliced(self, edits: Sequence[Piece]) -> str:
        """The content as it is, with pieces of the text replaced."""
        if len(self.content) == len(self.text):
            return spliced(self.content, edits)
        places = _places(self.content)
        ends = "\r\n" if "\r\n" in self.content else "\n"
        return spliced(
            self.content,
            [(places[start], places[end], new.replace("\n", ends)) for start, end, new in edits],
        )


def whole_text(file: str, content: str) -> WholeText:
    """A file's texts; raises StudyError where it holds zero characters and is no text."""
    if "\0" in content:
        raise StudyError(f"{file} holds zero characters and is no text")
    return WholeText(file, content)


def _places(content: str) -> array[int]:
    """By offset in the normalised text, the offset in the content."""
    begin = int(content.startswith("\ufeff"))
    places = array("L")
    for index in range(begin, len(content)):
        if content[index] != "\n" or index == begin or content[index - 1] != "\r":
            places.append(index)
    places.append(len(content))
    return places
