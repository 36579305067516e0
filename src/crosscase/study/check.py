"""Everything in a study that a person should look at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from crosscase.study import codebook_file, memos
from crosscase.study.cases import case_file
from crosscase.study.codings import codings_file
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.people import unlike_problems
from crosscase.study.problems import FileError, Problem
from crosscase.study.queries import query_problems
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest, read_yaml
from crosscase.study.sources import FrontMatter, decode, source_file
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.vanished import moved_to, vanished
from crosscase.study.yaml_in import YamlError, locate, locate_all, parse

# stations whose files the workbench does not read yet but people edit by hand
_OTHER_STATIONS = ("synthesis", "validation", "suggestions")


def check(study: Study) -> list[Problem]:
    """All problems of a study, by file and line."""
    found = [
        *study.problems,
        *_codebook(study),
        *_coders(study),
        *_sources(study),
        *unlike_problems(study),
        *_codings(study),
        *query_problems(study),
        *_memos(study),
        *_other_files(study.root),
    ]
    return sorted(dict.fromkeys(found), key=lambda p: (p.file, p.line, p.column, p.kind))


def _codebook(study: Study) -> Iterator[Problem]:
    book = study.codebook
    text = _text(study.root, codebook_file.FILE)
    claimed: dict[str, str] = {}
    for code in book:
        for former in code.was:
            path = book.path(code)
            message = ""
            if former in book.by_path and book.by_path[former] != code:
                message = f"{former} is a former path of {path} and a code of its own; rename one of them"
            elif claimed.setdefault(former, path) != path:
                message = f"{former} is a former path of both {claimed[former]} and {path}; leave it with one of them"
            if message:
                line = text[: max(0, text.find(former))].count("\n") + 1
                yield Problem(codebook_file.FILE, line, 0, "former-path", message)
        if gone := [one for one in code.split if one not in book.by_id]:
            line = text[: max(0, text.find(gone[0]))].count("\n") + 1
            message = f"{book.path(code)} is being split into {gone[0]}, which is no code; take the id out"
            yield Problem(codebook_file.FILE, line, 0, "split", message)


def _coders(study: Study) -> Iterator[Problem]:
    if any(problem.file == "study.yaml" and problem.kind != "coder" for problem in study.problems):
        return  # nobody knows who is listed
    listed = {coder.id for coder in study.settings.coders}
    if study.settings.main_coder and study.settings.main_coder not in listed:
        message = f"main_coder {study.settings.main_coder} is not among the coders; add them, or name another"
        yield Problem("study.yaml", _line_of(study.root, "study.yaml", ["main_coder"]), 0, "coder", message)
    for coder in study.coders:
        if coder in listed or coder == "consensus":
            continue
        source_id = next(s for s in study.coded_sources if coder in study.coders_of(s))
        message = f"coder {coder} is not listed in study.yaml; add them under `coders`, or rename the file"
        yield Problem(codings_file(source_id, coder), 0, 0, "coder", message)


def _late_front_matter(body: str) -> int:
    """The line of front matter that does not count because something stands above it; 0 where there is none."""
    above, rule, rest = f"\n{body[:2000]}".partition("\n---\n")
    known = rest.startswith(tuple(f"{key}:" for key in FrontMatter.__dataclass_fields__))
    return above.count("\n") + 1 if rule and known and "\n---\n" in f"\n{rest}" else 0


def _sources(study: Study) -> Iterator[Problem]:
    for source in study.sources.values():
        if not source.speakers and (line := _late_front_matter(source.body)) > 0:
            message = "the front matter counts only from the first line; remove what stands above it"
            yield Problem(source.file, line, 1, "front-matter", message)
        if not unicodedata.is_normalized("NFC", source.body):
            line = next(
                number
                for number, line in enumerate(source.body.split("\n"), 1)
                if not unicodedata.is_normalized("NFC", line)
            )
            message = f"line {line} of the body is not in composed form (NFC); letters may not be found by searching"
            yield Problem(source.file, 0, 0, "not-nfc", message)
    for source_id in vanished(study):
        count = study.count(source_id)
        places = moved_to(study, source_id)
        advice = (
            f"its text is now in {places[0]}: `crosscase moved {source_id} {places[0]}` hands them over"
            if places
            else "put the file back, or hand them over with `crosscase moved OLD NEW`"
        )
        for coder in study.coders_of(source_id):
            yield Problem(
                codings_file(source_id, coder), 0, 0, "vanished-source",
                f"the source {source_id} is gone, {count} codings are kept; {advice}",
            )  # fmt: skip


def _codings(study: Study) -> Iterator[Problem]:
    book = study.codebook
    readable = study.store.refused(codebook_file.FILE) is None
    seen: dict[str, str] = {}
    for source_id in study.coded_sources:
        for coder in study.coders_of(source_id):
            file = codings_file(source_id, coder)
            wanted: list[tuple[Coding, str, str, str]] = []
            twice = {id for id in study.ids(source_id, coder) if seen.setdefault(id, file) != file}
            paths = study.tally(source_id, coder).paths
            unknown = {path for path in paths if readable and book.resolve(path) is None}
            if not (twice or unknown or study.keepers.codings.found.get(file)):
                continue  # known without making its codings
            for coding in study.codings(source_id, [coder]):
                if coding.code in unknown:
                    guess = nearest(coding.code, book.by_path)
                    hint = f"; did you mean {guess}?" if guess else "; add it to the codebook, or recode"
                    wanted.append((coding, "code", "unknown-code", f"there is no code {coding.code}{hint}"))
                if (message := _moved(study, coding)) is not None:
                    wanted.append((coding, "at", *message))
                if coding.id in twice:
                    message = (
                        "duplicate-id",
                        f"id {coding.id} stands in {seen[coding.id]} too; give one another id",
                    )
                    wanted.append((coding, "id", *message))
            yield from _placed(study, file, wanted)


def _memos(study: Study) -> Iterator[Problem]:
    """Memos about something that is not there."""
    for memo in study.memos.values():
        kind, _, name = memo.about.partition("/")
        if memos.exists(study, memo.about) or _unreadable(study, kind, name):
            continue
        guess = memos.guessed(study, memo.about)
        hint = f"did you mean {guess}?" if guess else "give what it is about, or `study`"
        front = split_front_matter(normalise(memo.content))[0]
        line = locate(front, ["about"])[0] + 1
        yield Problem(
            memo.file, line, 0, "unknown-about", f"it is about {memo.about}, which is not here; {hint}"
        )


def _unreadable(study: Study, kind: str, name: str) -> bool:
    """Whether what a memo is about may be in a file that cannot be read."""
    files = {"case": case_file(name), "source": source_file(name), "code": codebook_file.FILE}
    return kind in files and study.store.refused(files[kind]) is not None


def _moved(study: Study, coding: Coding) -> tuple[str, str] | None:
    if coding.source not in study.sources or (found := study.found(coding)) is None:
        return None
    words = " ".join(coding.quote.split())
    words = f"“{words[:40]}{'…' if len(words) > 40 else ''}”"
    if found.status == "lost":
        return (
            "lost",
            f"the words {words} of {coding.code} are no longer in the text; it is kept with its quote: press R on the text",
        )
    if found.status == "changed":
        return (
            "changed",
            f"the words of {coding.code} differ from its quote {words}; look at it: press R on the text",
        )
    file = codings_file(coding.source, coding.coder)
    if study.keepers.codings.texts.get(file) != study.sources[coding.source].hash:
        return None  # the text was edited and the words are where they should be: nothing is to be done
    return (
        "position",
        f"{coding.code} on {words} was found again at {found.start}:{found.end}; saving writes it there",
    )


def _placed(study: Study, file: str, wanted: list[tuple[Coding, str, str, str]]) -> Iterator[Problem]:
    """Problems of one codings file with the line and column of the key they are about."""
    if not wanted:
        return
    text, data = _parsed(study.root, file)
    records = data.get("codings") if isinstance(data, dict) else None
    ids = [record.get("id") if isinstance(record, dict) else "" for record in records or ()]
    paths: list[tuple[Sequence[str | int], bool]] = [
        (["codings", ids.index(coding.id), key] if coding.id in ids else [], False)
        for coding, key, _, _ in wanted
    ]
    for (_, _, kind, message), (line, column) in zip(wanted, locate_all(text, paths), strict=True):
        yield Problem(file, line, column, kind, message)


def _other_files(root: Path) -> Iterator[Problem]:
    for station in _OTHER_STATIONS:
        for path in sorted((root / station).rglob("*.yaml")):
            file = path.relative_to(root).as_posix()
            try:
                raw = read_bytes(root, file)
                read_yaml(decode(raw or b"", file).removeprefix("\ufeff"), file)
            except FileError as error:
                yield error.problem


def _text(root: Path, file: str) -> str:
    try:
        return decode(read_bytes(root, file) or b"", file).removeprefix("\ufeff")
    except FileError:
        return ""


def _line_of(root: Path, file: str, path: list[str | int]) -> int:
    return locate(_parsed(root, file)[0], path)[0]


def _parsed(root: Path, file: str) -> tuple[str, Any]:
    """A file's text and what it holds; nothing where somebody has broken it since it was read."""
    text = _text(root, file)
    try:
        return text, parse(text)
    except YamlError:
        return "", ""
