"""memos/<slug>.md: what somebody thought, with front matter that says what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import yaml

from crosscase.study.edits import Change
from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import Coding
from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import Slug, Text, read_shape
from crosscase.study.sources import decode
from crosscase.study.text import normalise, split_front_matter
from crosscase.study.yaml_out import Plain, emit, plain

FOLDER = "memos"
STUDY = "study"  # what a memo is about that is about everything
KINDS = (STUDY, "case", "source", "code", "coding")

_FENCE = "---\n"
_OPENING = re.compile("\ufeff?---(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?:(?<=[\r\n])|\A)---(?=[\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class MemoShape:
    """What stands above a memo's words."""

    about: Text = STUDY
    title: Text = ""
    coder: Slug = ""
    created: Text = ""
    notice: Text = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """What somebody thought, and what about.

    Attributes:
        id: slug of its file; of a coding's memo, the coding's id.
        file: path relative to the study folder.
        about: as the file has it: `study`, `case/<id>`, `source/<id>`, `code/<id or path>`; or `coding/<id>`.
        text: Markdown, without the empty lines around it.
        title: empty where it has none.
        notice: a sentence that is always shown with it.
        content: the whole file to the letter, as it was read; empty for a coding's memo.
        coding: the coding whose memo it is, if so.
    """

    id: str
    file: str
    about: str
    coder: str
    created: str
    text: str
    title: str = ""
    notice: str = ""
    content: str = ""
    coding: Coding | None = None


def memo_file(slug: str) -> str:
    """The file of a memo."""
    return f"{FOLDER}/{slug}.md"


def read_memo(file: str, raw: bytes) -> Memo:
    """A memo from its file; without front matter it is about the study.

    Raises:
        FileError: not UTF-8, front matter that cannot be read or holds unknown keys, a name that is no slug.
    """
    slug = PurePosixPath(file).stem
    if not is_slug(slug):
        raise FileError(
            Problem(file, 0, 0, "name", f"`{slug}` cannot name a memo; rename it to `{slugify(slug)}`")
        )
    content = decode(raw, file)
    front, body, _lines = split_front_matter(normalise(content))
    shape = read_shape(front, MemoShape, file, 2) if front.strip() else MemoShape()
    about = shape.about.strip() or STUDY
    return Memo(
        slug, file, about, shape.coder, shape.created, body.strip("\n"), shape.title, shape.notice, content
    )


def write_memo_file(about: str, coder: str, created: str, text: str, title: str = "") -> str:
    """The content of a new memo's file."""
    front = {"about": Plain(about), "title": title, "coder": Plain(coder), "created": created}
    return f"{_FENCE}{emit({key: value for key, value in front.items() if value})}{_FENCE}{_body(text)}"


def with_text(memo: Memo, text: str) -> str:
    """The content of a memo's file with other words; its front matter stays as it is written."""
    front, _, lines = split_front_matter(normalise(memo.content))
    if lines:
        return f"{_FENCE}{front}{_FENCE}{_body(text)}"
    body = _body(text)
    return f"\n{body}" if body.startswith(_FENCE) else body  # words that open with a rule are no front matter


def with_about(memo: Memo, about: str) -> str:
    """The content of a memo's file about something else; every other byte stays.

    Args:
        memo: one whose file says what it is about.
    """
    opening = _OPENING.match(memo.content)
    first = opening.end() if opening is not None else 0
    closing = _CLOSING.search(memo.content, first)
    front = memo.content[first : closing.start() if closing is not None else None]
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    tree = yaml.compose(front, Loader=loader)
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    value = next(value for key, value in pairs if key.value == "about")
    start, end = value.start_mark.index, value.end_mark.index
    end -= len(front[start:end]) - len(
        front[start:end].rstrip()
    )  # a block of text reaches over its line's end
    return f"{memo.content[: first + start]}{plain(about)}{memo.content[first + end :]}"


def _body(text: str) -> str:
    return normalise(text).strip("\n") + "\n"


def owner_of(change: Change) -> str:
    """Whose words a change of a memo's file touches; empty where it touches nobody's but what they are about."""
    before, after = (_said(change.file, content) for content in (change.before, change.after))
    if before is None or after is None:
        memo = before or after
        return memo.coder if memo is not None else ""
    same = replace(before, about="", content="") == replace(after, about="", content="")
    return "" if same else before.coder or after.coder


def _said(file: str, content: object) -> Memo | None:
    try:
        return read_memo(file, content.encode()) if isinstance(content, str) else None
    except FileError:
        return None
