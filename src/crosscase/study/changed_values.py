"""What a difference between two versions of a study is, and how its parts are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crosscase.study.merge_yaml import read_styled
from crosscase.study.yaml_in import YamlError, shown

_MOST = 60  # letters of a quote or a value in a sentence

Read = Callable[[str], bytes | None]
"""A file of one version by its path in the study; None where there is none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise in the later version.

    Attributes:
        kind: what it is about: `coding`, `code`, `source`, `memo`, `case`, `record`, `study` or `file`.
        action: a word to filter by, such as `coded`, `removed`, `renamed` or `edited`.
        coder: whose it is; empty where it is nobody's own.
        code: path of the code it is about, as the later version has it.
        source: id of the source it is about.
        place: line and column of a coding in its source, `14:2`; empty where there is none.
        words: the quote of a coding, else what was written.
        file: relative to the study folder.
        sentence: all of it, as people read it.
    """

    kind: str
    action: str
    file: str
    sentence: str
    coder: str = ""
    code: str = ""
    source: str = ""
    place: str = ""
    words: str = ""


class Unreadable(ValueError):
    """A version of a file from which nothing can be told."""


def yaml_of(raw: bytes | None) -> Any:
    """What a YAML file holds; an empty mapping for no file. Raises Unreadable."""
    if raw is None:
        return {}
    try:
        return _read_once(raw)
    except (UnicodeDecodeError, YamlError) as error:
        raise Unreadable(str(error)) from None


@lru_cache(maxsize=16)
def _read_once(raw: bytes) -> Any:
    # what one commit began with is what the commit before it ended with
    return read_styled(raw.decode().removeprefix("\ufeff")) or {}


def brief(value: Any) -> str:
    """A value in a few words."""
    if isinstance(value, dict):
        return brief(next((each for each in value.values() if isinstance(each, str)), ""))
    if isinstance(value, list):
        return ", ".join(brief(each) for each in value)
    return shown(" ".join(str(value).split()), _MOST)


def quoted(words: str) -> str:
    """Words in quotation marks, shortened."""
    return f"“{brief(words)}”"
