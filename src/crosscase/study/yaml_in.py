"""YAML of a study, read: every scalar is a string, and whatever could surprise a reader is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import yaml

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]  # the name stays, so that one test chooses the parser

Loader = Literal["c", "csafe", "python"]
Step = str | int

DEEPEST = 50  # levels of nesting; a study's files need fewer than ten

# What YAML itself forbids, and the byte order mark, which libyaml refuses and the Python parser lets through.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset({"~", "null", "Null", "NULL"})

# What the parsers say (libyaml and Python differ in places), and what it means to the person who wrote the file.
_EXPLAINED: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a `:` where none can stand: quote the text, or mend the indentation"),
    ("could not find expected ':'", "a key without its `:`, or text that is indented too little"),
    ("found unexpected end of stream", "a quote that is never closed: close it"),
    ("found unexpected document separator", "a quote that is never closed: close it"),
    ("'\\t' that cannot start any token", "a tab in the indentation: use blanks"),
    ("that cannot start any token", "a character that cannot begin a value: quote the text"),
    ("unknown escape character", "an unknown escape after `\\`: write `\\\\` for one backslash"),
    ("did not find expected key", "indentation that fits nothing above it, or text after a closing quote"),
    ("expected <block end>", "indentation that fits nothing above it, or text after a closing quote"),
    ("did not find expected '-' indicator", "a line that does not begin with `- ` inside a list"),
    ("block sequence entries are not allowed", "a list that begins on the line of its key: move it to the next line"),
    ("sequence entries are not allowed", "a list that begins on the line of its key: move it to the next line"),
    ("expected ',' or ']'", "a list in [ ] that is not closed, or lacks a comma"),
    ("expected ',' or '}'", "a mapping in { } that is not closed, or lacks a comma"),
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


def parse(text: str) -> Any:
    """Read one YAML document.

    Args:
        text: the document, without a byte order mark.

    Returns:
        dict, list and str, nested; "" for what is empty or null.

    Raises:
        YamlError: malformed text, a duplicate key, an alias, anchor, tag, merge key or directive, a key that is not
            a scalar, a second document, more than 50 levels.
    """
    return parse_with(text, "python" if CParser is None else "c")


def parse_with(text: str, loader: Loader) -> Any:
    """`parse` by a parser of choice: libyaml's events, the same through CSafeLoader, or the parser in Python."""
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        code = ord(forbidden[0])
        raise _error(text, forbidden.start(), f"the character U+{code:04X} cannot stand in YAML: remove it, or write \\u{code:04X} inside double quotes")
    try:
        return _Builder(text).build(_events(text, loader))
    except yaml.MarkedYAMLError as error:
        raise _explained(text, error) from None


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
    loader: Any = yaml.SafeLoader if CParser is None else yaml.CSafeLoader
    top = yaml.compose(text, Loader=loader)
    return [_place(text, _descend(top, path, key)) for path, key in wanted]


def _events(text: str, loader: Loader) -> Callable[[], Any]:
    parser: Any
    if loader == "c":
        parser = CParser(text)
    elif loader == "csafe":
        parser = yaml.CSafeLoader(text)
    else:
        parser = yaml.SafeLoader(text)
    get_event: Callable[[], Any] = parser.get_event
    return get_event


class _Builder:
    """Turns events into values; a new one for every text."""

    def __init__(self, text: str) -> None:
        self.text = text

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
        scalar_event, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        alias_event = yaml.AliasEvent
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
                        raise self.refuse(event, "a merge key `<<` is not understood here: write the keys out")
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
        if type(event) is yaml.AliasEvent:
            raise self.refuse(event, f"the alias `*{event.anchor}` is not understood here: write the value out, or quote the text")
        if event.anchor is not None:
            raise self.refuse(event, f"the anchor `&{event.anchor}` is not understood here: remove it, or quote the text")
        # libyaml drops the tag `!` of a scalar before anybody sees it, so it means nothing here either.
        if event.tag != "!" or type(event) is not yaml.ScalarEvent:
            raise self.refuse(event, f"the tag `{event.tag}` is not understood here: remove it, or quote the text")

    def refuse_duplicate(self, event: Any, first: Any) -> None:
        line, _ = _line_column(self.text, first.index)
        raise self.refuse(event, f"the key `{_shown(event.value)}` stands twice, first in line {line}: keep one")

    def refuse(self, event: Any, message: str) -> YamlError:
        return _error(self.text, event.start_mark.index, message)


def _line_column(text: str, index: int) -> tuple[int, int]:
    # Not the parser's own line: that counts U+0085, U+2028 and U+2029 as line ends, and editors do not.
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _error(text: str, index: int, message: str) -> YamlError:
    return YamlError(message, *_line_column(text, index))


def _shown(value: str) -> str:
    short = value if len(value) <= 40 else value[:39] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)


def _explained(text: str, error: yaml.MarkedYAMLError) -> YamlError:
    problem = error.problem or error.context or "not readable as YAML"
    context = error.context or ""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in context and "unexpected" in problem and error.context_mark is not None:
        mark = error.context_mark  # the quote that was opened: the end of the file helps nobody
    message = next((ours for theirs, ours in _EXPLAINED if theirs in problem), problem)
    return _error(text, mark.index if mark is not None else 0, message)


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


def _place(text: str, node: yaml.Node | None) -> tuple[int, int]:
    return (1, 1) if node is None else _line_column(text, node.start_mark.index)
