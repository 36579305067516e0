"""What was done to the codings of one source by one coder between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crosscase.study.changed_values import Difference, Read, Unreadable, quoted, yaml_of
from crosscase.study.codebook import Codebook
from crosscase.study.merge import by_id, is_records
from crosscase.study.text import body_hash, normalise, split_front_matter

Record = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """One version of a study, as far as codings need it.

    Attributes:
        read: its files.
        book: its codes.
    """

    read: Read
    book: Codebook

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, str]]:
        return {}

    def body(self, source: str) -> tuple[str, str]:
        """The body of a source and its hash; both empty where there is none."""
        if source not in self._bodies:
            raw = self.read(f"interviews/{source}.md")
            body = split_front_matter(normalise(raw.decode("utf-8", "replace")))[1] if raw is not None else ""
            self._bodies[source] = (body, body_hash(body) if raw is not None else "")
        return self._bodies[source]

    def place(self, source: str, text: str, record: Record) -> str:
        """Line and column of a coding, `14:2`; empty where its words are not found."""
        body, hash = self.body(source)
        at, quote = record.get("at", ""), record.get("quote", "")
        start = -1
        if hash == text and isinstance(at, list) and str(at[:1][0] if at else "").isdecimal():
            start = int(at[0])
        elif isinstance(quote, str) and quote and body.count(quote) == 1:
            start = body.index(quote)
        if not 0 <= start <= len(body) or not body:
            return ""
        return f"{body.count(chr(10), 0, start) + 1}:{start - body.rfind(chr(10), 0, start)}"


@dataclass(frozen=True)
class _File:
    file: str
    source: str
    coder: str
    text: str
    codings: dict[str, Record]
    version: Version


def coding_changes(file: str, before: Version, after: Version, former: str = "") -> Iterator[Difference]:
    """What became otherwise in a codings file.

    Positions that only followed an edit of the text, and paths that only followed a renamed code, are not told.

    Args:
        former: where the file was in the earlier version, if elsewhere.

    Raises:
        Unreadable: a version of the file cannot be read.
    """
    old, new = _read(former or file, before), _read(file, after)
    for id, record in new.codings.items():
        if id not in old.codings:
            yield _told(
                new, record, "coded", f"coded {_code(new, record)} in {_where(new, record)}", quote=True
            )
    for id, record in old.codings.items():
        if id not in new.codings:
            what = f"removed {_code(old, record)} from {_where(old, record)}"
            yield _told(old, record, "removed", what, quote=True)
        elif record != new.codings[id]:
            yield from _within(old, record, new, new.codings[id])


def _read(file: str, version: Version) -> _File:
    parts = file.removesuffix(".yaml").split("/")
    data = yaml_of(version.read(file))
    records: Any = data.get("codings", []) if isinstance(data, dict) else None
    records = [] if records == "" else records
    if not is_records(records):
        raise Unreadable("its codings have no ids of their own")
    codings = by_id(records)
    return _File(file, f"{parts[1]}/{parts[2]}", parts[3], str(data.get("text", "")), codings, version)


def _within(old: _File, was: Record, new: _File, now: Record) -> Iterator[Difference]:
    code, where = _code(new, now), _where(new, now)
    former = str(was.get("code", ""))
    if new.version.book.path_now(former) != code and _code(old, was) != code:
        yield _told(new, now, "recoded", f"recoded {_code(old, was)} as {code} in {where}", quote=True)
    if was.get("quote") != now.get("quote") or (old.text == new.text and was.get("at") != now.get("at")):
        yield _told(new, now, "placed", f"put {code} in {where} on other words", quote=True)
    memo, key = str(now.get("memo", "")), now.get("key") == "true"
    if was.get("memo", "") != memo:
        done = (
            "removed the memo of"
            if not memo
            else "wrote a memo on"
            if not was.get("memo")
            else "changed the memo of"
        )
        yield _told(new, now, "memo", f"{done} {code} in {where}{': ' + quoted(memo) if memo else ''}")
    if (was.get("key") == "true") != key:
        done = f"{'marked' if key else 'unmarked'} {code} in {where} as a key quote"
        yield _told(new, now, "key", done, quote=True)


def _code(file: _File, record: Record) -> str:
    return file.version.book.path_now(str(record.get("code", "")))


def _where(file: _File, record: Record) -> str:
    return f"{file.source} {file.version.place(file.source, file.text, record)}".rstrip()


def _told(file: _File, record: Record, action: str, done: str, quote: bool = False) -> Difference:
    words = str(record.get("quote", ""))
    sentence = f"{file.coder} {done}{' ' + quoted(words) if quote and words else ''}"
    place = file.version.place(file.source, file.text, record)
    return Difference(
        "coding", action, file.file, brief_sentence(sentence), file.coder, _code(file, record), file.source, place, words
    )  # fmt: skip


def brief_sentence(sentence: str) -> str:
    """A sentence in one line, whatever the names in it hold."""
    return " ".join(sentence.split())
