"""What a machine keeps beside a study, once names have given way to pseudonyms: no names, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crosscase.study import cache, drafts, texts, undo_log
from crosscase.study.folder import Study
from crosscase.study.private_files import put_private
from crosscase.study.roster import Roster, occurrences

_SESSION = ".crosscase/session.yaml"
_BESIDE = ("", "-journal", "-wal", "-shm")  # files that SQLite keeps beside its own


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was taken out of `.crosscase/`, because it held names.

    Attributes:
        texts, undo, drafts: how many were moved into the private folder: former texts of sources, edits that can be
            taken back, words that were typed and not saved.
        typing: sources with words that are typed just now and hold names: they stay.
        derived: whether something was dropped that is made anew.
    """

    texts: int = 0
    undo: int = 0
    drafts: int = 0
    typing: tuple[str, ...] = ()
    derived: bool = False

    def __str__(self) -> str:
        """In one line, as people read it; empty where there was nothing."""
        kinds = ((self.texts, "former text"), (self.undo, "step of undo"), (self.drafts, "draft"))
        told = [_counted(count, what) for count, what in kinds if count]
        return f"moved into the private folder: {', '.join(told)}" if told else ""


def clean_up(study: Study, roster: Roster) -> Cleaned:
    """Take what holds names of the roster out of `.crosscase/`: into the private folder, where it goes on serving.

    Former texts still find codings again, and `crosscase undo` still takes edits back; only this machine has them.

    Raises:
        StudyError: the private folder cannot be written; what was not moved stays where it is.
    """

    def holds(text: str) -> bool:
        return bool(occurrences(roster, text))

    root = study.root
    in_use = {source.hash for source in study.sources.values()}
    moved_texts = texts.set_apart(root, holds, in_use)
    moved_edits = undo_log.set_apart(root, holds)
    moved_drafts, typing = _drafts(root, holds, in_use)
    return Cleaned(moved_texts, moved_edits, moved_drafts, typing, _drop_derived(root, holds))


def _drafts(root: Path, holds: Callable[[str], bool], in_use: set[str]) -> tuple[int, tuple[str, ...]]:
    """Move words that were typed into a text as it is no more; those of a text as it is are being typed."""
    moved, typing = 0, []
    for path in sorted((root / drafts.FOLDER).glob("*")):
        try:
            raw = path.read_bytes()
        except OSError:
            continue
        text, base, source = _draft(raw)
        if not holds(text):
            continue
        if base in in_use:
            typing.append(source)
            continue
        put_private(root, f"drafts/{path.name}", raw)
        with suppress(OSError):
            path.unlink()
            moved += 1
    return moved, tuple(typing)


def _draft(raw: bytes) -> tuple[str, str, str]:
    """The words, the hash of the text they were typed into, and its source, where it says so."""
    text = raw.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError, KeyError, TypeError):
        content = json.loads(text)
        return str(content["text"]), str(content["base"]), str(content["source"])
    return text, "", ""


def _drop_derived(root: Path, holds: Callable[[str], bool]) -> bool:
    dropped = False
    names = [f"{cache.FILE}{beside}" for beside in _BESIDE]
    with suppress(OSError):
        if holds((root / _SESSION).read_bytes().decode("utf-8", "replace")):
            names.append(_SESSION)
    for name in names:
        with suppress(OSError):
            (root / name).unlink()
            dropped = True
    return dropped


def _counted(count: int, what: str) -> str:
    first, _, rest = what.partition(" ")
    if rest.startswith("of"):
        return f"{count} {first}{'s' * (count != 1)} {rest}"
    return f"{count} {what}{'s' * (count != 1)}"
