"""Speakers on a command line: from what is typed to a speaker, and to the sources that list one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import case_named, source_named
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Speaker

HELP = (
    "A name that opens a turn; NAME=coder:CODER for an interviewer; add ,consent:quote (paraphrase, none) "
    "where it was given; may be repeated."
)
WhereArgument = Annotated[
    str, typer.Argument(metavar="SOURCE|CASE", help="A source, or a case for all sources that list the name.")
]
_CONSENT = re.compile(r"(?:(.*),)?\s*consent:(.*)")


def speaker_of(word: str) -> Speaker:
    """The speaker that NAME, NAME=ROLE, NAME=coder:CODER says, each with or without its consent.

    Raises:
        StudyError: it names none, or says a consent that there is not.
    """
    from crosscase.study.me import checked_coder
    from crosscase.study.model import CONSENTS, Speaker

    # composed, as the text will be: else the name would open no turn
    name, _, said = (part.strip() for part in unicodedata.normalize("NFC", word).partition("="))
    if not name or ":" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise StudyError(f"`{word}` names no speaker; write NAME=ROLE, such as I1=rådgiver")
    speaker = Speaker(name)
    if (parts := _CONSENT.fullmatch(said)) is not None:
        given = parts[2].strip()
        consent = next((consent for consent in CONSENTS if consent == given), None)
        if consent is None:
            raise StudyError(
                f"{name}: there is no consent `{given}`; give {', '.join(CONSENTS[:-1])} or none"
            )
        speaker, said = replace(speaker, consent=consent), (parts[1] or "").strip()
    if said.startswith("coder:"):
        return replace(speaker, coder=checked_coder(said.removeprefix("coder:").strip()))
    return replace(speaker, role=said)


def where_listed(study: Study, where: str, name: str) -> list[str]:
    """The ids of the sources meant: the one named, or those of a case that list the name.

    Raises:
        StudyError: there is no such source or case, or none of its sources lists the name.
    """
    if "/" in where:
        return [source_named(study, where).id]
    case = case_named(study, where).id
    listing = [
        source.id
        for source in study.sources.values()
        if source.case == case and any(speaker.name == name for speaker in source.speakers)
    ]
    if not listing:
        raise StudyError(f"no source of {case} lists {name}; name the source, as {case}/SOURCE")
    return listing
