"""synthesis/summaries/<case>.yaml: what a case says under a code, in somebody's words: cells of a framework matrix."""

from __future__ import annotations

from dataclasses import dataclass, field

from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.shapes import ByLanguage, Listed, Slug, Text

FOLDER = "synthesis/summaries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was said in one case under one code and those below it, summed up.

    Attributes:
        code: path of the code, present or former.
        text: by language; the key `""` where it is of no language in particular.
        quotes: ids of the codings that it rests on.
        by: the coder who wrote it.
        written: when, in UTC.
        seen: the codings under it when it was written, each as `<id>:<digest of its code and words>`: what was
            coded, recoded or edited since can be told from them.
    """

    id: Text = ""
    code: Text
    text: ByLanguage = field(default_factory=dict)
    quotes: Listed[Text] = ()
    by: Slug = ""
    written: Text = ""
    seen: Listed[Text] = ()

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.code


@dataclass(frozen=True, slots=True)
class SummariesFile:
    """The file of one case."""

    summaries: Listed[Summary] = ()


class SummariesKeeper(RecordFileKeeper):
    """Keeps the summaries of each case."""

    def __init__(self) -> None:
        super().__init__(SummariesFile, ("id", "code", "quotes", "by", "seen"))


def summary_file(case: str) -> str:
    """The file of a case's summaries."""
    return f"{FOLDER}/{case}.yaml"


def case_of_file(file: str) -> str:
    """The case of a file of summaries."""
    return file.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
