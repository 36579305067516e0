"""What there is to look at in the place of synthesis, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.tui.synthesis.view import SynthesisView


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One view.

    Attributes:
        id: what the screen calls it.
        widget: `module:Class` in this package; imported when the view is first shown.
    """

    id: str
    widget: str

    def make(self, study: Study) -> SynthesisView:
        """The view."""
        module, _, name = self.widget.partition(":")
        view: SynthesisView = getattr(import_module(f"{__package__}.{module}"), name)(study)
        return view


VIEWS: tuple[ViewEntry, ...] = (
    ViewEntry("matrix", "matrix_view:MatrixView"),
    ViewEntry("framework", "framework_view:FrameworkView"),
    ViewEntry("co-occurrence", "cooccurrence_view:CoOccurrenceView"),
    ViewEntry("saturation", "saturation_view:SaturationView"),
    ViewEntry("themes", "themes_view:ThemesView"),
)


def entry_of(id: str) -> ViewEntry:
    """The view of a name; the first where there is none."""
    return next((entry for entry in VIEWS if entry.id == id), VIEWS[0])


def following(id: str, step: int = 1) -> str:
    """The view after this one, round the end."""
    ids = [entry.id for entry in VIEWS]
    return ids[(ids.index(id) + step) % len(ids)]


def views_line(here: str) -> Content:
    """All views with their keys, the one that is shown in brackets."""
    parts: list[Content] = []
    for key, entry in enumerate(VIEWS, start=1):
        name = (f"[{entry.id}]", "bold") if entry.id == here else (f" {entry.id} ", "dim")
        parts.append(Content.assemble((str(key), "$text-accent bold"), name))
    return Content(" ").join(parts)
