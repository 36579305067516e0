"""The places of the workbench, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from crosscase.study.folder import Study
from crosscase.tui.place import Place


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place.

    Attributes:
        key: the function key that leads there.
        screen: `module:Class`; imported when the place is first shown, so that start-up pays for one place.
    """

    key: str
    id: str
    title: str
    screen: str

    def make(self, study: Study) -> Place:
        """The place's screen."""
        module, _, name = self.screen.partition(":")
        screen: Place = getattr(import_module(module), name)(study)
        return screen


PLACES: tuple[PlaceEntry, ...] = (
    PlaceEntry("f2", "code", "Code", "crosscase.tui.code.screen:CodeScreen"),
    PlaceEntry("f3", "codebook", "Codebook", "crosscase.tui.codebook.screen:CodebookScreen"),
    PlaceEntry("f4", "quotes", "Quotes", "crosscase.tui.quotes.screen:QuotesScreen"),
    PlaceEntry("f5", "survey", "Survey", "crosscase.tui.survey.screen:SurveyScreen"),
    PlaceEntry("f6", "synthesis", "Synthesis", "crosscase.tui.synthesis.screen:SynthesisScreen"),
    PlaceEntry("f7", "cases", "Cases", "crosscase.tui.cases.screen:CasesScreen"),
    PlaceEntry("f8", "validation", "Validation", "crosscase.tui.validation.screen:ValidationScreen"),
    PlaceEntry("f9", "search", "Search", "crosscase.tui.search.screen:SearchScreen"),
    PlaceEntry("f10", "memos", "Memos", "crosscase.tui.memos.screen:MemosScreen"),
)
