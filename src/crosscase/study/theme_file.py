"""synthesis/themes.yaml: cross-case findings, what they rest on, and what of the survey they are set beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.shapes import ByLanguage, Listed, Slug, Text

FILE = "synthesis/themes.yaml"

Relation: TypeAlias = Literal["converges", "expands", "explains", "contrasts", "silent"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""How what was said and what was counted go together, as of a joint display."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Who decided on a relation, and on which day (`2021-12-20`)."""

    by: Text = ""
    on: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What several themes are about: a chapter of the findings."""

    id: Slug
    name: ByLanguage = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A cross-case finding.

    Attributes:
        id: such as `K1`; given by people, never changes.
        area: id of its area; empty where it has none.
        sentence: the finding, by language; the key `""` where it is of no language in particular.
        codes: what it rests on: codes with all below them, or whole queries (`only:barriers`, `a near b`).
        against: codes or queries whose quotes speak against it.
        survey: items of the survey that it is set beside, such as `F10.kapasitet`.
        reversed: those of the items that say the opposite, so that the share of the others is what counts.
        relation: empty where nobody has said.
        reason: why the relation is what it is, by language as `sentence`.
        decided: None where the relation is the first writer's, and nobody has decided on it here.
    """

    id: Text
    area: Slug = ""
    sentence: ByLanguage = field(default_factory=dict)
    codes: Listed[Text] = ()
    against: Listed[Text] = ()
    survey: Listed[Text] = ()
    reversed: Listed[Text] = ()
    relation: Literal["", "converges", "expands", "explains", "contrasts", "silent"] = ""
    reason: ByLanguage = field(default_factory=dict)
    decided: Decided | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.id


@dataclass(frozen=True, slots=True)
class ThemesFile:
    """The file: its areas in the order of the report, then its themes."""

    areas: Listed[Area] = ()
    themes: Listed[Theme] = ()


class ThemesKeeper(RecordFileKeeper):
    """Keeps the themes as records, and the areas with the file."""

    def __init__(self) -> None:
        super().__init__(
            ThemesFile, ("id", "area", "codes", "against", "survey", "reversed", "relation", "by", "on")
        )

    def areas(self) -> tuple[Area, ...]:
        """The areas as the file was last read."""
        found: tuple[Area, ...] = self.beside(FILE).get("areas", ())
        return found
