"""Which statements a description in some language shows in a text that is older than another, or in another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosscase.casework.description import Description, description_of
from crosscase.casework.translations import older_texts
from crosscase.study.folder import Study
from crosscase.study.rounds import texts_sent

_NAMED = 12  # statements that one line names


def older_than(study: Study, description: Description, language: str) -> Mapping[str, tuple[str, ...]]:
    """The numbers of the statements whose text in a language is older, by the language in which it is newer.

    Raises:
        FileError: a round cannot be read.
    """
    own, sent = study.settings.language, texts_sent(study)
    found: dict[str, list[str]] = {}
    for each in description.statements:
        newer = older_texts(each, own, sent.get(each.id, ())).get(language)
        if newer is not None:
            found.setdefault(newer, []).append(description.number(each.id))
    return {newer: tuple(numbers) for newer, numbers in found.items()}


def behind_lines(study: Study, cases: Sequence[str], language: str) -> tuple[str, ...]:
    """What whoever writes descriptions to a file should know, a line for each case and language, in English.

    Args:
        language: of what is written; the study's where empty.

    Raises:
        StudyError: there is no such case.
        FileError: a file cannot be read.
    """
    language = language or study.settings.language
    return tuple(
        f"{case}: {line}" if len(cases) > 1 else line
        for case in cases
        for line in _lines(study, description_of(study, case), language)
    )


def _lines(study: Study, description: Description, language: str) -> Iterator[str]:
    for newer, numbers in older_than(study, description, language).items():
        yield f"{_listed(numbers)}: the text in {language} is older than in {newer}"
    own = study.settings.language
    missing = [
        description.number(each.id)
        for each in description.statements
        if not each.text.get(language) and not (language == own and each.text.get(""))
    ]
    if missing:
        yield f"{_listed(missing)}: not written in {language}, and shown in another language"


def _listed(numbers: Sequence[str]) -> str:
    more = len(numbers) - _NAMED
    return ", ".join(numbers[:_NAMED]) + (f" and {more} more" if more > 0 else "")
