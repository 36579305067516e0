"""The register of evidence: every number and every quote of a report leads to an entry that names file and record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crosscase.documents.values import Cell, FileLink, Rich, Run, Table
from crosscase.study.codings import codings_file
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a number or a quote rests on.

    Attributes:
        places: files with the record in each, the decisive one first.
        what: what stands there: `57 of 88`, of a quote its source and lines in words.
        shown: the file that those words lead to, if any.
    """

    places: tuple[FileLink, ...]
    what: str = ""
    shown: FileLink | None = None


class Register:
    """Numbers evidence in the order in which it is first referred to; the same evidence keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[Evidence, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def mark(self, *evidence: Evidence) -> Rich:
        """Small numbers behind a number or a quote that lead to its entries."""
        found: list[Run] = []
        for each in evidence:
            number = self._numbers.setdefault(each, len(self._numbers) + 1)
            found.append(Run(f"[{number}]", superscript=True, link=f"#{_anchor(number)}"))
        return tuple(found)

    def table(self, words: Mapping[str, str]) -> Table:
        """The register, an entry a row, in order."""
        rows: list[tuple[Cell, ...]] = []
        for evidence, number in self._numbers.items():
            what: Cell = evidence.what
            if evidence.shown is not None:
                what = (Run(evidence.what, file=evidence.shown),)
            rows.append(((Run(str(number), anchor=_anchor(number)),), what, _places(evidence.places)))
        columns = (words["number"], words["says"], words["record"])
        return Table(columns, tuple(rows), words["register"], words["register note"], widths=(1.1, 6.6, 8.6))


def quote_evidence(study: Study, passage: Passage, words: Mapping[str, str]) -> Evidence:
    """A coding in its coder's file, and the source and lines that it stands on."""
    coding = passage.coding
    places = (FileLink(codings_file(coding.source, coding.coder), coding.id),)
    if (source := study.sources.get(coding.source)) is None:
        return Evidence(places)
    named = source.title or source.id
    if not passage.is_placed:
        return Evidence(places, named)
    return Evidence(places, f"{named}, {words['line'].format(passage.place)}", FileLink(source.file))


def _anchor(number: int) -> str:
    return f"evidence-{number}"


def _places(places: tuple[FileLink, ...]) -> Rich:
    """Each file with its record, on a line of its own."""
    found: list[Run] = []
    for number, place in enumerate(places):
        found += [Run("\n")] if number else []
        found.append(Run(place.path, file=place))
        found += [Run(f" {place.record}")] if place.record else []
    return tuple(found)
