"""A file that was imported before and has changed since: its source gets the new words, and keeps its own."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crosscase.study.adding import speaker_written
from crosscase.study.anchors import Anchor, relocate
from crosscase.study.edits import WHOLE, Change
from crosscase.study.folder import Study
from crosscase.study.model import Source, Speaker
from crosscase.study.originals import Original, spelt
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.sources import decode, read_source
from crosscase.study.text import body_hash, normalise, split_front_matter
from crosscase.study.yaml_out import emit

_PATIENCE = 60  # seconds that git may take
_PIECE = re.compile(r"[^\n.!?…]*(?:[.!?…]+[^\S\n]*\n?|\n)|[^\n.!?…]+")
_SPEAKERS = re.compile(r"^speakers:[ \t]*\n(?:([ \t]+)\S[^\n]*\n)(?:\1[^\n]*\n|[ \t]*\n)*", re.MULTILINE)
_MARK = "<<<<<<< in the study"
_SHORT, _RUN = 30, 3  # words of a text that is short; words that stand together in a longer one
_LIKE = 0.4
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the codings of a source, all coders'.

    Attributes:
        kept: on the same words.
        changed: on words that were edited, for a look.
        lost: their words are gone; they are kept without a place.
    """

    kept: int = 0
    changed: int = 0
    lost: int = 0

    def __str__(self) -> str:
        """As a table says it."""
        total = self.kept + self.changed + self.lost
        if not total:
            return "no codings"
        noun = "coding" if self.kept == 1 else "codings"
        return f"{self.kept} {noun} kept, {self.changed} changed, {self.lost} lost"


def came_from(
    study: Study, index: Collection[Original], file: str, part: str = "", folder: str = ""
) -> tuple[Original, ...]:
    """What is known of sources that came from a file of this name and are still there, the latest import last.

    Args:
        file: its name, without folders.
        part: as in `Original`.
        folder: slug of a case, or `open-answers`; empty for all.
    """
    name = spelt(file)
    of_the_name = [known for known in index if known.file == name and known.part == part]
    found = [
        here
        for known in of_the_name
        if (here := _here(study, known)) is not None
        and (not folder or here.source.partition("/")[0] == folder)
    ]
    return tuple(sorted(found, key=lambda known: known.imported))


def _here(study: Study, known: Original) -> Original | None:
    """What is known of a source that is there; of one that is gone, where its very text is under another name."""
    if known.source in study.sources:
        return known
    same = [source.id for source in study.sources.values() if source.hash == known.body]
    return replace(known, source=same[0]) if len(same) == 1 else None


def target(study: Study, known: Sequence[Original], origin: str, body: str, label: str) -> Original | None:
    """The source that a file is a new version of; None where it is a text of its own.

    Args:
        known: as `came_from` gives it.
        origin: the file's whole path: the same file is a new version however it was changed, another one of
            the same name only where it has much of the source's words.

    Raises:
        StudyError: more than one source is as likely.
    """
    same = [one for one in known if one.origin == origin]
    sources = {one.source.partition("/")[0] for one in same}
    if len(sources) == 1:
        return same[-1]
    like = same or [one for one in known if likeness(study.sources[one.source].body, body) >= _LIKE]
    if len(like) > 1:
        listed = " and ".join(one.source for one in like[:3])
        raise StudyError(f"{label}: {listed} came from a file of this name; say which with --into SOURCE")
    return like[0] if like else None


def likeness(one: str, other: str) -> float:
    """The share of words, or of runs of words, of the shorter text that the other one has too (0 to 1)."""
    words = [text.split() for text in (one, other)]
    run = _RUN if min(map(len, words)) > _SHORT else 1
    runs = [{tuple(found[at : at + run]) for at in range(len(found) - run + 1)} for found in words]
    least = min(map(len, runs))
    return len(runs[0] & runs[1]) / least if least else 0.0


def joined(source: Source, base: str | None, body: str, label: str) -> str:
    """The body a source gets from a new version of its file, with what was edited in the study since.

    Args:
        base: the body as it was imported; None where that is not known (any more).
        body: the file's words now.

    Raises:
        StudyError: the same words were edited in both, or the two cannot be joined.
    """
    if source.body in (base, body):
        return body
    how = "; give --replace to take the file's words"
    if base is None:
        raise StudyError(
            f"{label}: {source.id} was edited since it was imported, and the text it was then is not known{how}"
        )
    if base == body:
        return source.body
    return _merged(source, base, body, label, how)


def _merged(source: Source, base: str, body: str, label: str, how: str) -> str:
    with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
        for name, text in (("study", source.body), ("base", base), ("file", body)):
            Path(folder, name).write_text(_in_lines(text), encoding="utf-8", newline="")
        command = [
            "git",
            "merge-file",
            "-p",
            "--diff3",
            "-L",
            "in the study",
            "-L",
            "base",
            "-L",
            "in the file",
        ]
        try:
            done = subprocess.run(
                [*command, "study", "base", "file"],
                cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            raise StudyError(
                f"{label}: {source.id} was edited since it was imported, and git, which joins the two, is not "
                f"here{how}"
            ) from None
        except (OSError, subprocess.TimeoutExpired):
            raise StudyError(
                f"{label}: git could not join it with what was edited in {source.id}{how}"
            ) from None
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return _of_lines(text)
    if done.returncode > 127 or _MARK not in text:
        raise StudyError(f"{label}: git could not join it with what was edited in {source.id}{how}")
    words = " ".join(_of_lines(text.partition(f"{_MARK}\n")[2].partition("\n|||||||")[0]).split())
    first = f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”" if words else "a passage"
    more = f" (and {done.returncode - 1} more)" if done.returncode > 1 else ""
    raise StudyError(f"{label}: {first}{more} was edited both in {source.id} and in the file{how}")


def _in_lines(text: str) -> str:
    """A text with each of its sentences on a line, and an empty line below each.

    So edits of two sentences of a turn do not collide: git takes edits of lines side by side for one.
    """
    escaped = text.replace("\\", "\\\\")
    return "".join(piece.replace("\n", "\\n") + "\n\n" for piece in _PIECE.findall(escaped))


def _of_lines(text: str) -> str:
    """What `_in_lines` was made of."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text.replace("\n", ""))


def foretold(study: Study, source: Source, body: str) -> Fate:
    """What will become of the codings of a source when it gets another body."""
    codings = study.codings(source.id)
    anchors = [Anchor(c.id, *(c.at or (-1, -1)), c.quote, c.before, c.after) for c in codings]
    return _counted([found.status for found in relocate(anchors, body, source.body)])


def fate(study: Study, source_id: str) -> Fate:
    """What became of the codings of a source, as they stand now."""
    found = (study.found(coding) for coding in study.codings(source_id))
    return _counted([one.status if one is not None else "unmoved" for one in found])


def _counted(statuses: Sequence[str]) -> Fate:
    changed, lost = statuses.count("changed"), statuses.count("lost")
    return Fate(len(statuses) - changed - lost, changed, lost)


def new_version(study: Study, source: Source, body: str, speakers: Sequence[Speaker] = ()) -> Change:
    """The change that gives a source another body, and lists more speakers; else its front matter stays.

    Raises:
        StudyError: the file is gone or cannot be read, or the two cannot stand in it together.
    """
    if (problem := study.store.refused(source.file)) is not None:
        raise StudyError(f"{problem}; it was not changed")
    raw = read_bytes(study.root, source.file)
    if raw is None:
        raise StudyError(f"{source.file} is gone; nothing was changed")
    text = decode(raw, source.file)
    front, former, lines = split_front_matter(normalise(text))
    if body_hash(former) != source.hash:
        raise StudyError(f"{source.file} was changed by another program just now; import the file once more")
    if speakers:
        front = _with_speakers(front, speakers)
    # words that open with a rule must not be taken for front matter
    head = f"---\n{front}---\n" if lines or speakers or body.startswith("---\n") else ""
    after = head + body
    wanted = replace(source, body=body, hash=body_hash(body), speakers=(*source.speakers, *speakers))
    if _read_back(source.file, after) != wanted:
        names = ", ".join(speaker.name for speaker in speakers)
        how = f"list {names} in it by hand" if speakers else "look at its first lines"
        raise StudyError(f"{source.file}: its front matter cannot be changed safely; {how}")
    return Change(source.file, WHOLE, text, after)


def _with_speakers(front: str, speakers: Sequence[Speaker]) -> str:
    """Front matter with speakers below those that it lists; all else stays to the letter."""
    rows = emit({speaker.name: speaker_written(speaker) for speaker in speakers})
    there = _SPEAKERS.search(front)
    if there is None:
        rows = "".join(f"  {row}\n" for row in rows.split("\n")[:-1])
        return f"{front.rstrip()}\nspeakers:\n{rows}".lstrip("\n")
    rows = "".join(f"{there[1]}{row}\n" for row in rows.split("\n")[:-1])
    return f"{front[: there.end()]}{rows}{front[there.end() :]}"


def _read_back(file: str, text: str) -> Source | None:
    try:
        return read_source(file, text.encode())
    except FileError:
        return None
