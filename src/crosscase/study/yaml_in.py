"""YAML of a study, read: every scalar is a string, and what could surprise is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import yaml

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml, or has moved its private module
    CParser = None  # type: ignore[assignment, misc]  # the name stays, so that one test chooses the parser

Loader = Literal["c", "csafe", "python"]
_FALLBACK: Loader = "csafe" if yaml.__with_libyaml__ else "python"
Step = str | int

DEEPEST = 50  # levels of nesting; a study's files need fewer than ten

# What YAML itself forbids, and the byte order mark, which libyaml refuses and the Python parser lets through.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NULLS = frozenset({"~", "null", "Null", "NULL"})

# What the parsers say (libyaml and Python in their own words), and what it means to who wrote the file.
_QUOTE = "a quote that is never closed: close it"
_INDENT = "indentation that fits nothing above it, or text after a closing quote or bracket"
_LIST_LINE = "a list that begins on the line of its key: move it to the next line"
_EXPLAINED: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a `:` where none can stand: quote the text, or mend the indentation"),
    ("could not find expected ':'", "a key without its `:`, or text that is indented too little"),
    ("found unexpected end of stream", _QUOTE),
    ("found unexpected document separator", _QUOTE),
    ("that cannot start any token", "a character that cannot begin a value: quote the text"),
    ("unknown escape character", "an unknown escape after `\\`: write `\\\\` for one backslash"),
    (
        "invalid Unicode character escape",
        "an escape that stands for no character: write the character itself",
    ),
    ("expected hexdecimal number", "an escape after `\\` that is too short: write `\\\\` for one backslash"),
    ("expected escape sequence of", "an escape after `\\` that is too short: write `\\\\` for one backslash"),
    ("expected alphabetic or numeric character", "`*` and `&` cannot begin a text: quote it"),
    ("did not find expected key", _INDENT),
    ("expected <block end>", _INDENT),
    ("did not find expected '-' indicator", "a line inside a list that does not begin with `- `"),
    ("block sequence entries are not allowed", _LIST_LINE),
    ("sequence entries are not allowed", _LIST_LINE),
    ("expected ',' or ']'", "a list in [ ] that is not closed, or lacks a comma"),
    ("expected ',' or '}'", "a mapping in { } that is not closed, or lacks a comma"),
    ("node content", "a value that is not there, or a [ ] or { } that is not closed"),
)


class YamlError(ValueError):
    """Text that is not the YAML a study is written in.

    Attributes:
        message: what is wrong and what to do, one line.
        line, column: 1-based place in the text; lines end at `\\n` alone.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.message = message
        self.line = line
        self.column = column


def parse(text: str, first_line: int = 1) -> Any:
    """Read one YAML document.

    Args:
        text: the document, without a byte order mark.
        first_line: the line of its file on which `text` begins; errors count from it.

    Returns:
        dict, list and str, nested; "" for what is empty or null.

    Raises:
        YamlError: malformed text, a duplicate key, an alias, anchor, tag, merge key or directive, a key
            that is not a scalar, a second document, more than 50 levels.
    """
    return parse_with(text, _FALLBACK if CParser is None else "c", first_line)


def parse_with(text: str, loader: Loader, first_line: int = 1) -> Any:
    """`parse` by a parser of choice: libyaml's events, the same through CSafeLoader, or Python's.

    No two of them read different values. The one in Python refuses a little that libyaml lets through, such
    as a tab between a key's `:` and its value.
    """
    places = _Places(text, first_line)
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        code = ord(forbidden[0])
        message = f"the character U+{code:04X} cannot stand in YAML: remove it"
        raise places.error(forbidden.start(), message)
    try:
        return _Builder(places).build(_events(text, loader))
    except yaml.MarkedYAMLError as error:
        raise _explained(places, error) from None


def locate(text: str, path: Sequence[Step], *, key: bool = False) -> tuple[int, int]:
    """Where a value stands.

    Args:
        text: what `parse` has read without an error.
        path: keys and list positions from the top.
        key: the place of the last key rather than of its value.

    Returns:
        1-based line and column of the value, or of the deepest one on the path that exists.
    """
    return locate_all(text, [(path, key)])[0]


def locate_all(text: str, wanted: Iterable[tuple[Sequence[Step], bool]]) -> list[tuple[int, int]]:
    """`locate` for many (path, key) pairs, reading the text once."""
    locator = Locator(text)
    return [locator.of(path, key=key) for path, key in wanted]


class Locator:
    """`locate` for many places of one text, which is read at the first question and once."""

    def __init__(self, text: str) -> None:
        """Take what `parse` has read without an error."""
        self._text = text

    def of(self, path: Sequence[Step], *, key: bool = False) -> tuple[int, int]:
        """Line and column, as `locate`."""
        node = _descend(self._top, path, key)
        return (1, 1) if node is None else self._places.of(node.start_mark.index)

    @cached_property
    def _top(self) -> yaml.Node | None:
        # of the base kind: what a scalar means is not asked here, and finding it out takes most of the time
        loader: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
        top: yaml.Node | None = yaml.compose(self._text, Loader=loader)
        return top

    @cached_property
    def _places(self) -> _Places:
        return _Places(self._text)


def _events(text: str, loader: Loader) -> Callable[[], Any]:
    parser: Any
    if loader == "c":
        parser = CParser(text)
    elif loader == "csafe":
        parser = yaml.CSafeLoader(text)
    else:
        return _python_events(text)
    get_event: Callable[[], Any] = parser.get_event
    return get_event


def _python_events(text: str) -> Callable[[], Any]:
    parser: Any = yaml.SafeLoader(text)

    def get_event() -> Any:
        # libyaml refuses escapes of surrogates and beyond Unicode; here one comes through, the other raises.
        problem = "found invalid Unicode character escape code"
        try:
            event = parser.get_event()
        except (ValueError, OverflowError):
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=parser.get_mark()) from None
        if type(event) is yaml.ScalarEvent and _SURROGATE.search(event.value):
            start: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=start)
        return event

    return get_event


@dataclass(frozen=True, slots=True)
class _Places:
    """From the parsers' code-point indexes to lines and columns of the file."""

    text: str
    first_line: int = 1

    def of(self, index: int) -> tuple[int, int]:
        # Not the parser's own line: that counts U+0085, U+2028 and U+2029 as line ends, and editors do not.
        text = self.text
        return text.count("\n", 0, index) + self.first_line, index - text.rfind("\n", 0, index)

    def error(self, index: int, message: str) -> YamlError:
        return YamlError(message, *self.of(index))


class _Builder:
    """Turns events into values; a new one for every text."""

    def __init__(self, places: _Places) -> None:
        self.places = places

    def build(self, get_event: Callable[[], Any]) -> Any:
        get_event()  # the start of the stream
        start = get_event()
        if type(start) is yaml.StreamEndEvent:
            return ""
        if start.version or start.tags:
            raise self.refuse(start, "a `%` directive has no place in a study's files: remove it")
        value = self.node(get_event)
        get_event()  # the end of the document
        after = get_event()
        if type(after) is not yaml.StreamEndEvent:
            raise self.refuse(after, "a second document begins here: a file holds one, remove the `---`")
        return value

    def node(self, get_event: Callable[[], Any]) -> Any:
        scalar_event, alias_event = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        root: list[Any] = []
        # The open container, its keys with their places (None in a list), and the key that waits for a value.
        here: Any = root
        keys: dict[str, Any] | None = None
        key: str | None = None
        above: list[tuple[Any, dict[str, Any] | None, str | None]] = []
        while True:
            event = get_event()
            kind = type(event)
            value: Any
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_property(event)
                value = event.value
                if keys is not None and key is None:
                    if value in keys:
                        self.refuse_duplicate(event, keys[value])
                    if value == "<<" and not event.style:
                        raise self.refuse(event, "the merge key `<<` is not understood: write its keys out")
                    keys[value] = event.start_mark
                    key = value
                    continue
                if value in _NULLS and not event.style:
                    value = ""
            elif kind is mapping_start or kind is sequence_start or kind is alias_event:
                self.check_container(event, is_key=keys is not None and key is None, depth=len(above))
                value = {} if kind is mapping_start else []
            else:
                here, keys, key = above.pop()
                if not above:
                    return root[0]
                continue
            if key is None:
                here.append(value)
            else:
                here[key] = value
                key = None
            if kind is not scalar_event:
                above.append((here, keys, key))
                here, keys = value, ({} if kind is mapping_start else None)
            elif not above:
                return value

    def check_container(self, event: Any, *, is_key: bool, depth: int) -> None:
        if type(event) is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            self.refuse_property(event)
        if is_key:
            raise self.refuse(event, "a key must be a word or a quoted text, not a list or mapping")
        if depth >= DEEPEST:
            raise self.refuse(event, f"nested deeper than {DEEPEST} levels: a study's files need fewer")

    def refuse_property(self, event: Any) -> None:
        # libyaml drops the tag `!` of a scalar before anybody sees it, so it means nothing here either.
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag == "!":
            return
        if type(event) is yaml.AliasEvent:
            named, advice = f"alias `*{shown(event.anchor or '')}`", "write the value out, or quote the text"
        elif event.anchor is not None:
            named, advice = f"anchor `&{shown(event.anchor)}`", "remove it, or quote the text"
        else:
            named, advice = f"tag `{shown(event.tag)}`", "remove it, or quote the text"
        raise self.refuse(event, f"the {named} is not understood here: {advice}")

    def refuse_duplicate(self, event: Any, first: Any) -> None:
        line, _ = self.places.of(first.index)
        key = shown(event.value)
        raise self.refuse(event, f"the key `{key}` stands twice, first in line {line}: keep one")

    def refuse(self, event: Any, message: str) -> YamlError:
        return self.places.error(event.start_mark.index, message)


def shown(text: str, most: int = 60) -> str:
    """`text` as one short printable line, whatever a file holds."""
    escaped = "".join(letter if letter.isprintable() else _escaped(letter) for letter in text[:most])
    return escaped if len(text) <= most and len(escaped) <= most else escaped[: most - 1] + "…"


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _explained(places: _Places, error: yaml.MarkedYAMLError) -> YamlError:
    problem = error.problem or error.context or "not readable as YAML"
    context = error.context or ""
    mark = error.problem_mark or error.context_mark
    unclosed = "quoted scalar" in context and "unexpected" in problem
    if error.context_mark is not None and (unclosed or "simple key" in context):
        mark = error.context_mark  # where the quote or key begins: what follows it is not at fault
    index = mark.index if mark is not None else 0
    at = places.text[index : index + 1]
    if "unknown escape" in problem and at != "\\":
        index -= 1  # the parser in Python points behind the backslash
    message = next((ours for theirs, ours in _EXPLAINED if theirs in problem), None)
    if "cannot start any token" in problem and at == "\t":
        message = "a tab in the indentation: use blanks"
    if message is None:
        message = f"not readable as YAML: {shown(problem, 120)}"
    return places.error(index, message)


def _descend(top: yaml.Node | None, path: Sequence[Step], key: bool) -> yaml.Node | None:
    node = top
    for place, step in enumerate(path):
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == step:
                    found = name if key and place == len(path) - 1 else value
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            found = node.value[step]
        if found is None:
            return node
        node = found
    return node
