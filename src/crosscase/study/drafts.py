"""Words that were typed into a text and not saved yet: kept beside the study, so that no crash takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from crosscase.study.problems import StudyError
from crosscase.study.save import read_bytes, write_all
from crosscase.study.text import body_hash
from crosscase.study.tracking import Tracked

FOLDER = ".crosscase/drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way.

    Attributes:
        source: id of the source.
        base: hash of the body that was begun with.
        text: the body as it is typed so far.
        spans: where codings are in it, by coder and id.
    """

    source: str
    base: str
    text: str
    spans: Mapping[tuple[str, str], Tracked]


def draft_file(source_id: str) -> str:
    """Where the draft of a source is kept, relative to the study folder."""
    return f"{FOLDER}/{source_id.replace('/', '--')}.json"


def keep_draft(root: Path, draft: Draft) -> None:
    """Write a draft over the last one of the same source; raises FileError where that cannot be done."""
    spans = [[*key, s.start, s.end, s.open_start, s.open_end] for key, s in draft.spans.items()]
    content = {"source": draft.source, "base": draft.base, "text": draft.text, "spans": spans}
    raw = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_all(root, {draft_file(draft.source): raw})


def draft_of(root: Path, source_id: str) -> Draft | None:
    """The draft of a source; None where there is none, or where the file holds something else."""
    with suppress(StudyError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raw = read_bytes(root, draft_file(source_id))
        content = json.loads(raw.decode("utf-8", "surrogatepass")) if raw is not None else None
        if isinstance(content, dict) and content["source"] == source_id:
            return _read(content)
    return None


def _read(content: Mapping[str, Any]) -> Draft:
    base, text = content["base"], content["text"]
    if not isinstance(base, str) or not isinstance(text, str):
        raise TypeError("no draft")
    text.encode()  # half characters are no words of anybody
    if "\r" in text:
        raise ValueError("no draft")
    spans = {}
    for coder, id, start, end, *opened in content["spans"]:
        if not 0 <= int(start) <= int(end) <= len(text):
            raise ValueError("no draft")
        spans[str(coder), str(id)] = Tracked(int(start), int(end), *(bool(each) for each in opened))
    return Draft(content["source"], base, text, spans)


def set_aside(root: Path, source_id: str) -> str:
    """Put the words of a draft into a text file beside it, where no other draft takes their place.

    Returns:
        The file, relative to the study folder; empty where there is no draft.

    Raises:
        FileError: it cannot be written; the draft stays.
    """
    draft = draft_of(root, source_id)
    if draft is None:
        return ""
    stem = draft_file(source_id).removesuffix(".json")
    file = next(file for n in count(1) if not (root / (file := f"{stem}-{n}.txt")).exists())
    write_all(root, {file: draft.text.encode()})
    drop_draft(root, source_id)
    return file


def drop_draft(root: Path, source_id: str) -> None:
    """The words are saved, or not wanted: forget them."""
    with suppress(OSError):
        (root / draft_file(source_id)).unlink()


def fits(draft: Draft, body: str) -> bool:
    """Whether a draft was begun with this text."""
    return draft.base == body_hash(body)
