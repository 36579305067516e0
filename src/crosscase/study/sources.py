"""Sources: one text file each, YAML front matter and a body that is kept to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import OPEN_ANSWERS, Consent, Kind, Source, Speaker
from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import Slug, Text, read_shape
from crosscase.study.text import body_hash, normalise, split_front_matter
from crosscase.study.yaml_out import Plain, emit

FOLDER = "interviews"
_MARKERS = (b"\n<<<<<<< ", b"\n=======", b"\n>>>>>>> ")


@dataclass(frozen=True, slots=True)
class SpeakerShape:
    """A speaker as front matter has it."""

    coder: Slug = ""
    role: Text = ""
    consent: Consent = ""


@dataclass(frozen=True, slots=True)
class Described:
    """What front matter says of a text, whether or not it is a source yet."""

    title: Text = ""
    date: Text = ""
    mode: Text = ""
    question: Text = ""
    notice: Text = ""
    session: Text = ""
    notes_by: Text = ""
    speakers: dict[str, SpeakerShape] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[Speaker, ...]:
        """The speakers, in the order they are written."""
        return tuple(Speaker(name, s.coder, s.role, s.consent) for name, s in self.speakers.items())


@dataclass(frozen=True, slots=True)
class FrontMatter(Described):
    """What stands above a source's body."""

    case: Slug = ""
    kind: Kind = "document"


def source_file(source_id: str) -> str:
    """The file of a source."""
    return f"{FOLDER}/{source_id}.md"


def decode(raw: bytes, file: str) -> str:
    """The text of a file that must be UTF-8 and as somebody meant it.

    Raises:
        FileError: naming the line and column of the first byte that is not UTF-8, or the line where
            git left two versions side by side.
    """
    if (line := _conflict(raw)) > 0:
        raise FileError(
            Problem(
                file, line, 1, "merge-conflict",
                "git left two versions side by side here; " + _way_out(file),
            )
        )  # fmt: skip
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start]
        line = good.count(b"\n") + 1
        column = len(good.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise FileError(
            Problem(
                file, line, column, "encoding",
                f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8 and open the study again",
            )
        ) from error  # fmt: skip


def _way_out(file: str) -> str:
    by_hand = "keep what is right and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return f"choose with `crosscase merge {file}`, or {by_hand}" if file.endswith(".yaml") else by_hand


def _conflict(raw: bytes) -> int:
    """The line of the first mark of a merge that was not finished; 0 where there is none."""
    if _MARKERS[-1] not in raw:
        return 0
    text, at, first = b"\n" + raw.removeprefix(b"\xef\xbb\xbf"), 0, -1
    for marker in _MARKERS:
        if (at := text.find(marker, at)) < 0:
            return 0
        first = at if first < 0 else first
    return text.count(b"\n", 0, first) + 1


def read_source(file: str, raw: bytes) -> Source:
    """A source from its file.

    Args:
        file: path relative to the study folder, `interviews/<case>/<name>.md`.
        raw: its content.

    Raises:
        FileError: not UTF-8, front matter that cannot be read, a name that is no slug.
    """
    path = PurePosixPath(file)
    folder, name = path.parent.name, path.stem
    for part in (folder, name):
        if not is_slug(part):
            raise FileError(
                Problem(file, 0, 0, "name", f"`{part}` cannot name a source; rename it to `{slugify(part)}`")
            )
    front, body, _lines = split_front_matter(normalise(decode(raw, file)))
    shape = read_shape(front, FrontMatter, file, 2) if front.strip() else FrontMatter()
    case = "" if folder == OPEN_ANSWERS else folder
    if shape.case and shape.case != case:
        raise FileError(
            Problem(
                file, 2, 0, "case",
                f"front matter says case `{shape.case}`, the folder says `{folder}`; make them the same",
            )
        )  # fmt: skip
    kind: Kind = "open-answers" if folder == OPEN_ANSWERS else shape.kind
    return Source(
        f"{folder}/{name}", case, kind, file, body, body_hash(body), shape.listed,
        shape.title, shape.date, shape.mode, shape.question, shape.notice, shape.session, shape.notes_by,
    )  # fmt: skip


def write_source(front: Mapping[str, object], body: str) -> str:
    """The text of a source file; empty values of the front matter are left out.

    Args:
        front: keys as in `FrontMatter`; `speakers` as name -> mapping.
        body: written as it is.
    """
    kept = {
        key: Plain(value) if isinstance(value, str) and key in ("case", "kind", "date", "mode") else value
        for key, value in front.items()
        if value
    }
    return f"---\n{emit(kept)}---\n{body}"
