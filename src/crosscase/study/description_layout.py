"""The lines of a description as they stand in a case file: what a change does not touch stays to the letter.

A description is cut into its statements, each with the comments above it, and the headings of its sections. A change
puts the pieces together again; only the statements it is about are written anew, with their comments above them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import yaml

from crosscase.study.yaml_in import YamlError, parse
from crosscase.study.yaml_out import emit, plain

if TYPE_CHECKING:
    from crosscase.study.description_file import Statement

_COMMENT = re.compile(r"(?:(?<=\n)|(?<=[ \t]))#[^\n]*")
INDENT, SECTION_INDENT = "    ", "  "


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement as it stands.

    Attributes:
        lead: the comments and blank lines above it.
        body: its own lines, from its dash.
        indent: the blanks before its dash.
    """

    statement: Statement
    lead: str
    body: str
    indent: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The line that a section begins with, and the comments above it."""

    lead: str
    line: str
    indent: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A description in pieces, by section and by id.

    Attributes:
        head: its first line.
        indent: the blanks before a statement of a new section.
    """

    head: str
    headings: Mapping[str, Heading]
    pieces: Mapping[str, Piece]
    indent: str = INDENT
    section_indent: str = SECTION_INDENT

    def order(self, template: Iterable[str]) -> list[str]:
        """Sections: as they stand, and those of the template that are new behind what they follow there."""
        found = list(self.headings)
        before: list[str] = []
        for section in template:
            if section not in found:
                at = next((found.index(each) + 1 for each in reversed(before) if each in found), 0)
                found.insert(at, section)
            before.append(section)
        return found

    def text(self) -> str:
        """All of it."""
        lines = [self.head]
        for section, inside in groupby(self.pieces.values(), key=lambda each: each.statement.section):
            heading = self.headings[section]
            lines += (heading.lead, heading.line)
            lines += (part for piece in inside for part in (piece.lead, piece.body))
        return "".join(lines)

    def with_statements(
        self, statements: Sequence[Statement], values: Callable[[Statement], object]
    ) -> Layout:
        """The layout of other statements, section by section; those that read as before keep their lines.

        Args:
            values: a statement as `emit` takes it.
        """
        headings: dict[str, Heading] = {}
        pieces: dict[str, Piece] = {}
        kept = {each.id for each in statements}
        gone = self._comments_of_gone(kept, {each.section for each in statements})
        for section, inside in groupby(statements, key=lambda each: each.section):
            heading = self.headings.get(section) or Heading(
                "", f"{self.section_indent}{plain(section)}:\n", self.indent
            )
            over = gone.get(f"/{section}", "")
            headings[section] = replace(heading, lead=over + heading.lead) if over else heading
            for each in inside:
                piece = self._piece(each, headings[section].indent, values)
                lead = gone.get(each.id, "")
                pieces[each.id] = replace(piece, lead=lead + piece.lead) if lead else piece
        return Layout(self.head or "description:\n", headings, pieces, self.indent, self.section_indent)

    def _comments_of_gone(self, kept: set[str], sections: set[str]) -> dict[str, str]:
        """Comments over what is not there any more, by what follows it: the id of a statement, `/` and a section."""
        found: dict[str, str] = {}
        waiting = ""
        for section, heading in self.headings.items():
            if section in sections:
                if waiting:
                    found[f"/{section}"] = waiting
                waiting = ""
            else:
                waiting += _comments(heading.lead)
            for id, piece in self.pieces.items():
                if piece.statement.section != section:
                    continue
                if id not in kept:
                    waiting += _comments(piece.lead)
                elif waiting:
                    found[id], waiting = waiting, ""
        if waiting and kept:  # nothing follows: it stands over the last that is left
            last = next((each for each in reversed(list(self.pieces)) if each in kept), "")
            found[last] = found.get(last, "") + waiting
        return found

    def _piece(self, statement: Statement, indent: str, values: Callable[[Statement], object]) -> Piece:
        before = self.pieces.get(statement.id)
        if before is not None and before.indent == indent:
            if before.statement is statement:
                return before
            if reads_as(before.statement, statement):
                return replace(before, statement=statement)
        written = emit([values(statement)])[:-1]
        body = "".join(f"{indent}{line}\n" for line in written.split("\n"))
        lead = before.lead + _inner_comments(before.body, indent) if before is not None else ""
        return Piece(statement, lead, body, indent)


EMPTY = Layout("", {}, {})


def reads_as(one: Statement, other: Statement) -> bool:
    """Whether both are the same wherever they stand."""
    return replace(one, section=other.section, rank=other.rank) == other


def layout_of(block: str, statements: Sequence[Statement]) -> Layout:
    """A description in pieces. Where it cannot be cut so that each piece reads as what it is, none but its comments.

    Args:
        block: the lines of the description, LF; from its key.
        statements: what they hold, in their order.
    """
    lines = [f"{line}\n" for line in block.removesuffix("\n").split("\n")]
    by_section: dict[str, list[Statement]] = {}
    for each in statements:
        by_section.setdefault(each.section, []).append(each)
    try:
        return _cut(lines, parse(block)["description"], by_section)
    except (YamlError, _Uncut):
        return Layout(f"description:\n{_comments_in(block, SECTION_INDENT)}", {}, {})


class _Uncut(Exception):
    """The lines are of another style."""


def _cut(lines: list[str], data: Any, by_section: Mapping[str, Sequence[Statement]]) -> Layout:
    top = _composed("".join(lines)).value[0]
    if not isinstance(top[1], yaml.MappingNode) or top[1].flow_style:
        raise _Uncut
    starts = [key.start_mark.line for key, _ in top[1].value]
    if starts[:1] == [0] or sorted(set(starts)) != starts:
        raise _Uncut
    first = starts[0]
    headings: dict[str, Heading] = {}
    pieces: dict[str, Piece] = {}
    lead = "".join(lines[1:first])
    for number, (key, value) in enumerate(top[1].value):
        stop = starts[number + 1] if number + 1 < len(starts) else len(lines)
        if not isinstance(value, yaml.SequenceNode) or value.flow_style:
            raise _Uncut
        column = value.start_mark.column
        statements = by_section.get(key.value, ())
        here = starts[number]
        headings[key.value] = Heading(lead, lines[here], " " * column)
        if value.start_mark.line == here or len(statements) != len(value.value):
            raise _Uncut
        cut, lead = _records(lines[here + 1 : stop], column, data[key.value])
        for statement, (above, body) in zip(statements, cut, strict=True):
            pieces[statement.id] = Piece(statement, above, body, " " * column)
    if lead.strip():
        raise _Uncut  # comments at the end of a description are about what comes after it, and no part of it
    column = top[1].start_mark.column
    return Layout(lines[0], headings, pieces, " " * (column + 2), " " * column)


def _records(lines: Sequence[str], column: int, data: Sequence[Any]) -> tuple[list[tuple[str, str]], str]:
    """Lines of a section as pairs of what stands above a record and the record; and what is left at the end."""
    dashes = [at for at in range(len(lines)) if _is_dash(lines[at], column)]
    if len(dashes) != len(data) or any(not _is_between(line, column) for line in lines[: dashes[0]]):
        raise _Uncut
    found: list[tuple[str, str]] = []
    above = "".join(lines[: dashes[0]])
    for at, stop in zip(dashes, [*dashes[1:], len(lines)], strict=True):
        end = stop
        while end > at + 1 and _is_between(lines[end - 1], column):
            end -= 1
        for cut in (end, stop):  # a line that looks like a comment may be a line of a text
            if _reads("".join(lines[at:cut]), data[len(found)]):
                break
        else:
            raise _Uncut
        found.append((above, "".join(lines[at:cut])))
        above = "".join(lines[cut:stop])
    return found, above


def _is_dash(line: str, column: int) -> bool:
    return not line[:column].strip(" ") and line[column : column + 2] in ("- ", "-\n")


def _is_between(line: str, column: int) -> bool:
    """Whether a line can stand between records: blank, or a comment that is not deeper than their dashes."""
    words = line.strip(" \t\n")
    return not words or (words.startswith("#") and len(line) - len(line.lstrip(" \t")) <= column)


def _reads(body: str, record: Any) -> bool:
    try:
        return bool(parse(f"x:\n{body}") == {"x": [record]})
    except YamlError:
        return False


def _composed(text: str) -> Any:
    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.compose(text, Loader=loader)


def _comments(lead: str) -> str:
    return "".join(line for line in lead.splitlines(keepends=True) if line.strip())


def _inner_comments(body: str, indent: str) -> str:
    """The comments among the lines of a record, to stand above it."""
    return _comments_in(f"x:\n{body}", indent)


def _comments_in(text: str, indent: str) -> str:
    covered = sorted(_covered(text))
    found, at = [], 0
    while (match := _COMMENT.search(text, at)) is not None:
        over = next((end for start, end in covered if start <= match.start() < end), 0)
        if not over:
            found.append(f"{indent}{match[0].strip()}\n")
        at = max(over, match.start() + 1) if over else match.end()
    return "".join(found)


def _covered(text: str) -> Iterable[tuple[int, int]]:
    """Where the values of a document begin and end: what looks like a comment there is none."""
    for node in _scalars(_composed(text)):
        start, end = node.start_mark.index, node.end_mark.index
        yield (text.find("\n", start) if node.style in ("|", ">") else start), end


def _scalars(node: Any) -> Iterable[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
