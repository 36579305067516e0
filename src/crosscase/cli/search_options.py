"""What can be asked of crosscase search: in which way, in which texts, in whose words."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.study.problems import StudyError

HowOption = Annotated[str, typer.Option(metavar="HOW", help="text, words, regex, near or lemma.")]
LemmaOption = Annotated[bool, typer.Option("--lemma", help="By base form: the same as --how lemma.")]
InsideOption = Annotated[str, typer.Option("--in", metavar="WHERE", help="sources, memos or quotes.")]
ExactOption = Annotated[bool, typer.Option("--exact", help="Case and accents as given.")]
SourcesOption = Annotated[
    list[str] | None, typer.Option(metavar="SOURCE", help="Only in this source; may be repeated.")
]
CasesOption = Annotated[
    list[str] | None, typer.Option(metavar="CASE", help="Only in this case; may be repeated.")
]
SpeakersOption = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only what they say; may be repeated.")
]
RolesOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ROLE", help="Only what is said in this role; may be repeated."),
]
CountsOption = Annotated[bool, typer.Option("--counts", help="Only how many, by case.")]


def way_asked(how: str, lemma: bool) -> str:
    """The way to search, by the two options that say it.

    Raises:
        StudyError: they say two.
    """
    if lemma and how not in ("", "lemma"):
        raise StudyError(f"--lemma is a way to search, and --how {how} another; give one of them")
    return "lemma" if lemma else how or "text"
