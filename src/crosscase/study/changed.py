"""What differs between two versions of a study, in words: codings, codes, sources, memos, cases and other records."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import Any

from crosscase.study.changed_codes import FILE as CODEBOOK
from crosscase.study.changed_codes import book_of, code_changes
from crosscase.study.changed_codings import Version, coding_changes
from crosscase.study.changed_values import Difference, Read, Unreadable, brief, yaml_of
from crosscase.study.merge import by_id, is_records, same
from crosscase.study.plurals import counted
from crosscase.study.text import normalise, split_front_matter

_ORDER = ("study", "case", "source", "code", "coding", "memo", "record", "file")


def changes(files: Collection[str], before: Read, after: Read) -> list[Difference]:
    """What became otherwise, by kind and then by file.

    Args:
        files: those that differ between the versions, relative to the study folder.
        before, after: the files of the two versions.
    """
    versions = Version(before, book_of(before)), Version(after, book_of(after))
    found: list[Difference] = []
    renamed = _renamed(files, *versions)
    for file in sorted(files):
        try:
            found += _changes(file, *versions, renamed)
        except Unreadable as error:
            found.append(
                Difference("file", "unreadable", file, f"{file} differs and cannot be read: {error}")
            )
    return sorted(found, key=lambda difference: _ORDER.index(difference.kind))


def _changes(file: str, before: Version, after: Version, renamed: dict[str, str]) -> Iterator[Difference]:
    station, *rest = file.split("/")
    if file == CODEBOOK:
        return code_changes(before.read, after.read)
    if station == "codings" and len(rest) == 3 and file.endswith(".yaml"):
        source = "/".join(rest[:2])
        if source in renamed:
            return iter(())  # they are told where they are now
        former = next((old for old, new in renamed.items() if new == source), source)
        return coding_changes(file, before, after, f"codings/{former}/{rest[2]}")
    if station == "interviews" and len(rest) == 2 and file.endswith(".md"):
        return _source(file, before, after, renamed)
    if station == "memos" and file.endswith(".md"):
        return _memo(file, before, after)
    if station == "cases" and file.endswith(".yaml"):
        return _keys("case", file, f"case {rest[-1].removesuffix('.yaml')}", before.read, after.read)
    if file == "study.yaml":
        return _keys("study", file, "study.yaml", before.read, after.read)
    if file.endswith(".yaml"):
        return _records(file, before.read, after.read)
    return _any_file(file, before.read, after.read)


def _renamed(files: Collection[str], before: Version, after: Version) -> dict[str, str]:
    """Sources whose text is under another name in the later version: former id -> present id."""
    ids = [
        file.removeprefix("interviews/").removesuffix(".md")
        for file in sorted(files)
        if file.startswith("interviews/")
    ]
    come = {after.body(id)[1]: id for id in ids if not before.body(id)[1]}
    return {id: come[hash] for id in ids if (hash := before.body(id)[1]) in come and not after.body(id)[1]}


def _source(file: str, before: Version, after: Version, renamed: dict[str, str]) -> Iterator[Difference]:
    id = file.removeprefix("interviews/").removesuffix(".md")
    (was, former), (now, present) = before.body(id), after.body(id)

    def told(action: str, sentence: str) -> Difference:
        return Difference("source", action, file, sentence, source=id)

    if id in renamed:
        yield told("renamed", f"source {id} was renamed {renamed[id]}")
    elif id in renamed.values():
        return
    elif not former:
        yield told("added", f"source {id} is new: {counted(len(now.split()), 'word')}")
    elif not present:
        yield told("removed", f"source {id} was removed")
    else:
        if was != now:
            yield told("edited", f"text of {id} was edited: {_lines_changed(was, now)}")
        yield from _fields(
            "source", file, f"source {id}", _front(before.read(file)), _front(after.read(file)), id
        )


def _lines_changed(was: str, now: str) -> str:
    gone = come = 0
    old, new = was.split("\n"), now.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, come = gone + b - a, come + d - c
    return f"{counted(come, 'line')} for {gone}"


def _front(raw: bytes | None) -> Any:
    text = normalise((raw or b"").decode("utf-8", "replace"))
    return yaml_of(split_front_matter(text)[0].encode())


def _memo(file: str, before: Version, after: Version) -> Iterator[Difference]:
    raws = before.read(file), after.read(file)
    fronts = [_front(raw) for raw in raws]
    front = next((each for each in reversed(fronts) if isinstance(each, dict) and each), {})
    coder, about = str(front.get("coder", "")), str(front.get("about", "study"))
    kind, _, name = about.partition("/")
    books = [version.book for version in (after, before)]
    path = next((book.path(book.by_id[name]) for book in books if name in book.by_id), name)
    what = {"study": "the study", "code": path}.get(kind, name)
    action = "wrote" if raws[0] is None else "removed" if raws[1] is None else "changed"
    title = f": “{brief(front['title'])}”" if front.get("title") else ""
    slug = file.removeprefix("memos/").removesuffix(".md")
    sentence = f"{coder or 'somebody'} {action} the memo {slug} about {brief(what)}{title}"
    code, source = (path if kind == "code" else ""), (name if kind == "source" else "")
    yield Difference("memo", action, file, sentence, coder, code, source)


def _keys(kind: str, file: str, what: str, before: Read, after: Read) -> Iterator[Difference]:
    if before(file) is None:
        yield Difference(kind, "added", file, f"{what} is new")
    elif after(file) is None:
        yield Difference(kind, "removed", file, f"{what} was removed")
    else:
        yield from _fields(kind, file, what, yaml_of(before(file)), yaml_of(after(file)))


def _fields(kind: str, file: str, what: str, was: Any, now: Any, source: str = "") -> Iterator[Difference]:
    """What became otherwise among keys; of keys in keys, each."""
    was, now = (value if isinstance(value, dict) else {"": value} for value in (was, now))
    for key in dict.fromkeys([*was, *now]):
        former, present = was.get(key, ""), now.get(key, "")
        if same(former, present):
            continue
        if (isinstance(present, dict) and isinstance(former, dict)) or (
            key == "attributes" and present and former
        ):
            yield from _fields(kind, file, what, former, present, source)
        elif is_records(former or []) and is_records(present or []):
            yield from _listed(kind, file, f"{what}: {key}", former or [], present or [])
        else:
            change = "was removed" if present == "" else f"is now “{brief(present)}”"
            if former != "" and present != "":
                change += f", was “{brief(former)}”"
            sentence = f"{what}: {brief(key)} {change}"
            yield Difference(kind, "changed", file, sentence, source=source, words=brief(present))


def _records(file: str, before: Read, after: Read) -> Iterator[Difference]:
    """A file of records with ids, whatever they are."""
    was, now = yaml_of(before(file)), yaml_of(after(file))
    yield from _fields("record", file, file.removesuffix(".yaml"), was, now)


def _listed(kind: str, file: str, what: str, was: list[Any], now: list[Any]) -> Iterator[Difference]:
    old, new = by_id(was), by_id(now)
    for id in dict.fromkeys([*old, *new]):
        name = f"{what} {_called(new.get(id) or old[id], id)}"
        if id not in old:
            yield Difference(kind, "added", file, f"{name} is new")
        elif id not in new:
            yield Difference(kind, "removed", file, f"{name} was removed")
        elif not same(old[id], new[id]):
            yield from _fields(kind, file, name, old[id], new[id])


def _called(record: dict[str, Any], id: str) -> str:
    name = record.get("name")
    return f"“{brief(name)}”" if isinstance(name, str) and name else brief(id)


def _any_file(file: str, before: Read, after: Read) -> Iterator[Difference]:
    was, now = before(file), after(file)
    action = "added" if was is None else "removed" if now is None else "changed"
    yield Difference("file", action, file, f"{file} {'is new' if was is None else f'was {action}'}")
