"""Summaries and themes that repeat words of somebody who has not agreed to be quoted: found, and kept from the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem
from crosscase.study.save import read_bytes
from crosscase.study.sources import decode
from crosscase.study.summary_file import Summary, case_of_file
from crosscase.study.theme_file import FILE as THEMES
from crosscase.study.themes import summaries_of, summary_files, themes_of
from crosscase.study.yaml_in import Step, locate_all, shown
from crosscase.synthesis.withheld import IN_A_ROW, Repeated, Withheld

KIND = "quoted"


def repeated_in_summary(study: Study, case: str, summary: Summary) -> tuple[Repeated, ...]:
    """What a summary of a case repeats of words that may not be quoted, in any of its languages."""
    return Withheld(study, case).repeated(summary.text.values())


def quoting_problems(study: Study) -> Iterator[Problem]:
    """A problem on each stretch that a summary or a theme repeats, at the text that has it."""
    cases = {case: Withheld(study, case) for case in study.cases}
    for file in _listed(study):
        case = case_of_file(file)
        if case in cases:
            yield from _problems(study, file, partial(_summaries, study, case, cases[case]))
    yield from _problems(study, THEMES, lambda: _themes(study, tuple(cases.values())))


def _listed(study: Study) -> Iterable[str]:
    try:
        return summary_files(study)
    except FileError:
        return ()  # that the folder cannot be listed is said where summaries are linked


_Found = tuple[tuple[Step, ...], str, Repeated]


def _problems(study: Study, file: str, found: Callable[[], Iterable[_Found]]) -> Iterator[Problem]:
    try:
        listed = list(found())
        if not listed:
            return
        text = decode(read_bytes(study.root, file) or b"", file).removeprefix("\ufeff")
    except FileError:
        return  # what is wrong with the file is said of the file
    places = locate_all(text, [(path, False) for path, _, _ in listed])
    for (_, name, each), (line, column) in zip(listed, places, strict=True):
        yield Problem(file, line, column, KIND, f"{name} {told_repeated(each)}; write it in other words")


def told_repeated(each: Repeated) -> str:
    """What is repeated: `repeats 6 words or more of I3, line 29 of alta/fokusgruppe, which may only be paraphrased`."""
    if not each.who:
        whose = (
            f"{each.coding}, whose words stand in {each.source} no longer, and not all there may be quoted"
        )
    elif each.place:
        lines = "line" if each.place.isdecimal() else "lines"
        whose = f"{', '.join(each.who)}, {lines} {each.place} of {each.source}, which may only be paraphrased"
    else:
        whose = f"{', '.join(each.who)} ({each.coding} of {each.source}), which may only be paraphrased"
    return f"repeats {IN_A_ROW} words or more of {whose}"


def _summaries(study: Study, case: str, withheld: Withheld) -> Iterator[_Found]:
    for place, summary in enumerate(summaries_of(study, case)):
        for language, text in summary.text.items():
            for each in withheld.repeated([text]):
                path = ("summaries", place, "text", *((language,) if language else ()))
                yield path, shown(summary.code), each


def _themes(study: Study, withheld: Iterable[Withheld]) -> Iterator[_Found]:
    for place, theme in enumerate(themes_of(study)):
        for key, texts in (("sentence", theme.sentence), ("reason", theme.reason)):
            for language, text in texts.items():
                for case in withheld:
                    for each in case.repeated([text]):
                        path = ("themes", place, key, *((language,) if language else ()))
                        yield path, f"{shown(theme.id)}: its {key}", each
