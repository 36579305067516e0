"""Which quotes of a case are shown, and under which headings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from crosscase.casework.evidence import informants_of
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases.looking import CaseLook
from crosscase.tui.quotes.answer import Answer, Heading
from crosscase.tui.synthesis.wording import code_name, joined

NO_SECTION = "in no section"
UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of quotes: all conditions hold.

    Attributes:
        unused: those that no statement rests on.
        key: key quotes.
        speaker: those with words of this informant.
        section: those of the codes of this section.
    """

    unused: bool = False
    key: bool = False
    speaker: str = ""
    section: str = ""

    def __bool__(self) -> bool:
        return self != Filter()

    def words(self, titles: Mapping[str, str]) -> str:
        """The choice in words; empty for all quotes.

        Args:
            titles: of the sections, by slug.
        """
        section = titles.get(self.section, self.section)
        return joined(
            "unused" if self.unused else "",
            "key quotes" if self.key else "",
            f"by {self.speaker}" if self.speaker else "",
            f"for {section}" if section else "",
        )


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """The quotes of a case that are shown.

    Attributes:
        answer: the quotes under their headings.
        starts: by section the place of its first quote.
    """

    answer: Answer
    starts: Mapping[str, int]

    def section_of(self, place: int) -> str:
        """The section that the quote of a place is listed under; empty for none."""
        over = [(start, slug) for slug, start in self.starts.items() if start <= place]
        return max(over)[1] if over else ""


def shown_evidence(study: Study, look: CaseLook, chosen: Filter, kept: Collection[str] = ()) -> ShownEvidence:
    """The quotes of a case section by section, each code under its heading; of codes in no section, last.

    A quote whose code belongs to two sections stands in both.

    Args:
        kept: ids of codings that pass for unused, although a statement rests on them by now.
    """
    language = study.settings.language
    passages: list[Passage] = []
    headings: list[Heading] = []
    starts: dict[str, int] = {}
    total = len(look.evidence.counted)
    parts: list[tuple[str, str, tuple[Passage, ...]]] = [
        (each.section.section, each.section.title(language), look.evidence.available(each.section))
        for each in look.description.sections
    ]
    sections = [each.section for each in look.description.sections]
    parts.append(("", NO_SECTION, _by_code(study, look.evidence.unplaced(sections))))
    for slug, title, available in parts:
        if chosen.section and slug != chosen.section:
            continue
        inside, over = under_codes(study, look, _fitting(look, available, chosen, kept), title)
        if inside:
            starts[slug] = len(passages)
        passages += inside
        headings += over
    return ShownEvidence(Answer(tuple(passages), tuple(headings), total, 1), starts)


def under_codes(
    study: Study, look: CaseLook, passages: Iterable[Passage], title: str
) -> tuple[list[Passage], list[Heading]]:
    """Quotes that stand together by code, and a heading for each code.

    Args:
        title: of their section.
    """
    listed: list[Passage] = []
    headings: list[Heading] = []
    for path, group in groupby(passages, key=lambda each: each.path):
        inside = list(group)
        unused = UNUSED if path in look.unused_codes else ""
        headings.append(Heading(joined(title, code_name(study, path), unused), len(inside)))
        listed += inside
    return listed, headings


def _fitting(
    look: CaseLook, passages: Iterable[Passage], chosen: Filter, kept: Collection[str]
) -> Iterator[Passage]:
    for each in passages:
        if chosen.unused and each.coding.id not in kept and look.evidence.is_used(each):
            continue
        if chosen.key and not each.coding.key:
            continue
        if chosen.speaker and chosen.speaker not in informants_of(each):
            continue
        yield each


def _by_code(study: Study, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Quotes by code, in the order of the codebook; unknown codes last, by path."""
    order = {path: place for place, path in enumerate(study.codebook.by_path)}
    return tuple(sorted(passages, key=lambda each: (order.get(each.path, len(order)), each.path)))
