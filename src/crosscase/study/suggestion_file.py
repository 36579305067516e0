"""suggestions/<coder>.yaml: what a coder does not want to be offered again."""

from __future__ import annotations

from dataclasses import dataclass

from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.shapes import Listed, Text

FOLDER = "suggestions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A code that was offered for some words and refused.

    Attributes:
        source: id; code: path of the code, present or former.
        quote, before, after: the words, and up to 32 characters around them: they are found again by these.
        created: when, in UTC.
    """

    id: Text = ""
    source: Text
    code: Text
    quote: Text
    before: Text = ""
    after: Text = ""
    created: Text = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        words = " ".join(self.quote.split())
        return f"{self.code} on {words[:40]}{'…' if len(words) > 40 else ''}"


@dataclass(frozen=True, slots=True)
class SuggestionsFile:
    """The file of one coder."""

    refused: Listed[Refused] = ()


class SuggestionsKeeper(RecordFileKeeper):
    """Keeps what each coder has refused."""

    def __init__(self) -> None:
        super().__init__(SuggestionsFile, ("id", "source", "code", "created"))


def suggestions_file(coder: str) -> str:
    """The file of what a coder has refused."""
    return f"{FOLDER}/{coder}.yaml"


def coder_of_file(file: str) -> str:
    """Whose file it is."""
    return file.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
