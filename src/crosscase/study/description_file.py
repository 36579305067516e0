"""The description in cases/<case>.yaml: statements by section, each with its evidence and its former versions.

    name: "Alta"
    attributes: {...}
    description:
      tiltak:
        - id: k7f3q2m9x0
          text: {nb: "Avtalen med Sametinget gjelder hele kommunen."}
          evidence: [4k7m0q9x2w]        # ids of codings
          seen: ["4k7m0q9x2w:1f0c..."]  # what their code and words were when somebody last looked
          alike: 9a41c07be2d35f60       # of the texts by language, where somebody has said that they say the same
          status: ongoing               # of the measure: planned | ongoing | done | ended
          version: 2
          by: koder-a
          on: "2021-12-20T10:00:00Z"
          why: "round 1"
          history:
            - version: 1
              text: ...

The rest of the file is kept to the letter, whatever happens to statements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias, get_args

from crosscase.study.description_layout import EMPTY, Layout, layout_of
from crosscase.study.edits import WHOLE
from crosscase.study.keepers import PlainKeeper
from crosscase.study.problems import FileError, Problem
from crosscase.study.record_file import written_record
from crosscase.study.shapes import ByLanguage, Listed, Slug, Text, Whole, read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.yaml_edit import with_references, with_value
from crosscase.study.yaml_in import YamlError, locate, parse

KEY = "description"

Status: TypeAlias = Literal["", "planned", "ongoing", "done", "ended"]
"""How far what a statement tells of has come; `ended` came to an end without being brought to its aim."""
STATUSES: tuple[Status, ...] = get_args(Status)
State: TypeAlias = Literal["", "proposed", "withdrawn"]
"""`proposed`: not part of the text until somebody takes it in; `withdrawn`: not part of it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerVersion:
    """A statement as it was.

    Attributes:
        by, on, why, answers: as in `Statement`, of this version.
    """

    version: Whole
    text: ByLanguage = field(default_factory=dict)
    status: Status = ""
    by: Text = ""
    on: Text = ""
    why: Text = ""
    answers: Listed[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A numbered sentence or two of a case description.

    Attributes:
        id: never changes, and is never used again.
        text: by language; the key `""` where it is of no language in particular.
        evidence: ids of the codings that it rests on, in order.
        seen: what the evidence was when it was last looked at, each as `<id>:<digest of its code and words>`.
        alike: digest of the texts for which it was said that they say the same in all languages; `<digest> but en,sv`
            where those in some do not. Empty where the versions alone tell.
        status: how far it has come, where it tells of a measure.
        state: whether it is part of the text.
        version: 1 for the first text, one more with every text or status after it.
        by: the coder who wrote this version; on: when, in UTC.
        why: why it became what it is, where that was more than rewording.
        answers: the informants' answers that led to it, such as `1/alta/I1`: round, case, informant.
        history: former versions, the oldest first.
        section: the section that it stands in.
        rank: its place there, among the others'; need not be whole between two saves.
    """

    id: Text = ""
    text: ByLanguage = field(default_factory=dict)
    evidence: Listed[Text] = ()
    seen: Listed[Text] = ()
    alike: Text = ""
    status: Status = ""
    state: State = ""
    version: Whole = 1
    by: Text = ""
    on: Text = ""
    why: Text = ""
    answers: Listed[Text] = ()
    history: Listed[FormerVersion] = ()
    section: Slug = ""
    rank: float = 0.0

    @property
    def name(self) -> str:
        """What messages call it: its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class _Shape:
    description: dict[Slug, Listed[Statement]] = field(default_factory=dict)


_PLAIN = frozenset({"id", "evidence", "seen", "status", "state", "by", "answers"})
_PLACED = ("section", "rank")  # said by where it stands
_BLOCK = re.compile(r"^description[ \t]*:.*(?:\n(?:[ \t#\-].*|[ \t]*))*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A case file: what stands before and after its description, to the letter; None where that cannot be told.

    Attributes:
        layout: the description in pieces, once a statement was written; None before.
    """

    text: str
    around: tuple[str, str] | None
    layout: Layout | None = None


class CasesKeeper(PlainKeeper):
    """Keeps a case file as its whole text, and the statements of its description as records of their own.

    An edit changes the one or the others. The whole text wins where it is another than was held: then the statements
    are read from it.
    """

    def __init__(self, order: Callable[[], Sequence[str]]) -> None:
        """Give the sections in the order in which new ones are written."""
        self._order = order
        self._parts: dict[str, _Parts] = {}
        self._cut: dict[
            str, tuple[str, Layout]
        ] = {}  # by file: the text that was cut last, to which undo comes back

    def load(self, file: str, raw: bytes) -> Mapping[str, Any]:
        """The text under the id `""`, then the statements by id.

        Raises:
            FileError: YAML or shape errors of the description, an id that stands twice or is missing.
        """
        text = decode(raw, file)
        statements = read_statements(file, text)
        self._parts[file] = _parts(text)
        return {WHOLE: text, **statements}

    def dump(self, file: str, records: Mapping[str, Any]) -> tuple[bytes | None, Mapping[str, Any]]:
        """The text with the statements in it; no file where there is no text."""
        text = records.get(WHOLE)
        if text is None:
            self._parts.pop(file, None)
            return None, {}
        held = self._parts.get(file)
        records = {id: each for id, each in records.items() if id != WHOLE}
        if held is None and records:  # a new file, whose first statements come with it
            records = {**read_statements(file, text), **records}
            held = _parts(text)
        if held is None or text != held.text:
            raw = text.encode()
            return raw, self.load(file, raw)
        layout = self._layout(file, held)
        ranked = _ranked(records.values(), layout.order(self._order()))
        self._parts[file] = written = self._with_statements(held, layout, ranked)
        content = written.text
        return content.encode(), {WHOLE: content, **{each.id: each for each in ranked}}

    def _layout(self, file: str, held: _Parts) -> Layout:
        """The description as it stands, in pieces; none of them where it cannot be cut: then it is written anew."""
        if held.layout is not None or held.around is None:
            return held.layout or EMPTY
        before, after = held.around
        block = held.text[len(before) : len(held.text) - len(after)].replace("\r\n", "\n")
        if not block:
            return EMPTY
        if self._cut.get(file, ("",))[0] != held.text:
            self._cut[file] = held.text, layout_of(block, tuple(read_statements(file, block).values()))
        return self._cut[file][1]

    def _with_statements(self, held: _Parts, layout: Layout, statements: Sequence[Statement]) -> _Parts:
        if held.around is None:
            wanted: dict[str, list[dict[str, object]]] = {}
            for statement in statements:
                wanted.setdefault(statement.section, []).append(_plain_values(statement))
            mark = "\ufeff" if held.text.startswith("\ufeff") else ""
            return _parts(
                mark + with_value(held.text.removeprefix(mark), KEY, wanted, ("respondent", "name"))
            )
        before, after = held.around
        if before and not before.endswith("\n"):
            before += "\n"
        layout = layout.with_statements(statements, _plain_values)
        block = layout.text() if statements else ""
        if "\r\n" in held.text:
            block = block.replace("\n", "\r\n")
        return _Parts(
            before + block + after, (before, after), layout
        )  # what stands around it is as it was proved to be

    def without_description(self, file: str, raw: bytes) -> bytes | None:
        """The content of a file that was just loaded or written, less its description; None where that cannot be told.

        Reading it gives the same of the case, and the description is most of a file.
        """
        held = self._parts.get(file)
        if held is None or held.around is None or held.text.encode() != raw:
            return None
        return "".join(held.around).encode()

    def repeats(self, file: str, records: Mapping[str, Any], own: bool) -> bool:
        """Never: what stood among the statements that is none of theirs is lost in writing them."""
        return False

    def memory(self, file: str) -> _Parts | None:
        """The parts of the file."""
        return self._parts.get(file)

    def put_back(self, file: str, memory: object) -> None:
        """The parts as they were."""
        if isinstance(memory, _Parts):
            self._parts[file] = memory
        else:
            self._parts.pop(file, None)

    def same(self, one: Any, other: Any) -> bool:
        """Every field but the rank, which changes with what others put before it."""
        if isinstance(one, Statement) and isinstance(other, Statement):
            return replace(one, rank=0.0) == replace(other, rank=0.0)
        return bool(one == other)

    def describe(self, file: str, record: Any) -> str:
        """The first words."""
        if not isinstance(record, Statement):
            return "the text"
        words = " ".join(next(iter(record.text.values()), record.id).split())
        return f"the statement “{words[:40]}{'…' if len(words) > 40 else ''}”"


def _plain_values(statement: Statement) -> dict[str, object]:
    written = written_record(statement, _PLAIN, _PLACED)
    return {"id": written.pop("id"), **written}


def read_statements(file: str, text: str) -> dict[str, Statement]:
    """The statements of a case file by id, section by section; raises FileError as `CasesKeeper.load`."""
    text = text.removeprefix("\ufeff")
    data = read_yaml(text, file)
    if data and not isinstance(data, dict):
        raise FileError(Problem(file, 1, 1, "shape", "expected keys and values, such as `name: Alta`"))
    if not data or not data.get(KEY):
        return {}
    found = validate({KEY: data[KEY]}, _Shape, text, file)
    statements: dict[str, Statement] = {}
    for section, inside in found.description.items():
        for place, statement in enumerate(inside):
            if message := _refused(statement, data[KEY][section][place], statements):
                at = locate(text, [KEY, section, place, "id"])
                raise FileError(Problem(file, *at, "statement", message))
            statements[statement.id] = replace(statement, section=section, rank=float(place))
    return statements


def with_answers_of(file: str, text: str, old: str, new: str) -> str:
    """A case file whose statements and former versions name the answers behind them by another slug of the case.

    Raises:
        FileError: as `read_statements`.
    """
    statements = read_statements(file, text).values()
    given = [answer for each in statements for answer in each.answers]
    given += [answer for each in statements for former in each.history for answer in former.answers]
    follows: dict[str, str] = {}
    for answer in given:
        round, case, informant = (*answer.split("/", 2), "", "")[:3]
        if case == old != new:
            follows[answer] = f"{round}/{new}/{informant}"
    if not follows:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + with_references(text.removeprefix(mark), {"answers": follows})


def _refused(statement: Statement, written: Mapping[str, object], others: Mapping[str, Statement]) -> str:
    if misplaced := next((key for key in _PLACED if key in written), None):
        return f"unknown key `{misplaced}`: a statement's section and place are where it stands; remove it"
    if not statement.id:
        return "a statement has no id; give it ten characters that no other has"
    if statement.id in others:
        return f"id {statement.id} stands twice; give one of the two statements another id"
    if not any(text.strip() for text in statement.text.values()):
        return f"statement {statement.id} has no text; write one, or take it out"
    return ""


def _ranked(statements: Iterable[Statement], order: Iterable[str]) -> list[Statement]:
    """Section by section, those that are in the order first, with whole ranks."""
    places: Counter[str] = Counter()
    ranked = []
    for statement in sorted(statements, key=lambda each: each.rank):
        rank = float(places[statement.section])
        places[statement.section] += 1
        ranked.append(statement if statement.rank == rank else replace(statement, rank=rank))
    by_section: dict[str, list[Statement]] = {section: [] for section in order}
    for statement in ranked:
        by_section.setdefault(statement.section, []).append(statement)
    return [statement for inside in by_section.values() for statement in inside]


def _parts(text: str) -> _Parts:
    """The file in parts, where cutting the description out is proved to leave all else as it reads."""
    lf = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        data = parse(lf)
        if not isinstance(data, dict) or (text.count("\r\n") not in (0, text.count("\n"))):
            return _Parts(text, None)
        if KEY not in data:
            ended = lf if lf.endswith("\n") else f"{lf}\n"
            fits = parse(f"{ended}{KEY}: x\n") == {**data, KEY: "x"}
            return _Parts(text, (text, "") if fits else None)
        found = _BLOCK.search(lf)
        if found is None:
            return _Parts(text, None)
        others = {key: value for key, value in data.items() if key != KEY}
        block = _without_end(found[0])
        while parse(block) != {KEY: data[KEY]} and len(block) < len(found[0]):
            # what looks like a comment is a line of a text
            block = found[0][: found[0].find("\n", len(block)) + 1 or None]
        before, after = lf[: found.start()], lf[found.start() + len(block) :]
        if (parse(before + after) or {}) != others or parse(block) != {KEY: data[KEY]}:
            return _Parts(text, None)
    except YamlError:
        return _Parts(text, None)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    ends = "\r\n" if "\r\n" in text else "\n"
    return _Parts(text, (mark + before.replace("\n", ends), after.replace("\n", ends)))


def _without_end(block: str) -> str:
    """Lines without the blank ones and the comments at their end: these are about what comes after them."""
    lines = block.split("\n")
    last = next(
        place for place in reversed(range(len(lines))) if lines[place].strip(" \t")[:1] not in ("", "#")
    )
    return "".join(f"{line}\n" for line in lines[: last + 1])[: len(block)]
