"""The terminal workbench: the app that holds the places."""

from __future__ import annotations

import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.tui.place import Place
from crosscase.tui.places import PLACES, PlaceEntry
from crosscase.tui.saving import Saving
from crosscase.tui.session import Session

POLL_SECONDS = 2.0


class CrosscaseApp(App[int], inherit_bindings=False):
    """One study, its places, and what they share: saving, session, themes, keys."""

    TITLE = "Crosscase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Leave Crosscase"
        ),
        *(
            Binding(p.key, f"go('{p.id}')", p.title, show=False, id=f"go.{p.id}", tooltip=f"Go to {p.title}")
            for p in PLACES
        ),
    ]

    def __init__(self, study: Study, places: tuple[PlaceEntry, ...] = PLACES) -> None:
        """Make the app.

        Args:
            study: what is open.
            places: what there is to go to; the first is shown to begin with.
        """
        super().__init__()
        self.study = study
        self.saving = Saving(study)
        self.session = Session(study.root)
        self.places = places
        self._open: dict[str, Place] = {}
        for entry in places:
            self.add_mode(entry.id, partial(self._make, entry))

    def _make(self, entry: PlaceEntry) -> Screen[None]:
        place = entry.make(self.study)
        self._open[entry.id] = place
        return place

    async def on_mount(self) -> None:
        """Go where one left off."""
        ids = [entry.id for entry in self.places]
        last = self.session.get("place")
        await self.action_go(last if last in ids else ids[0])
        self.set_interval(POLL_SECONDS, self.poll)
        if problems := self.study.problems:
            more = f" (and {len(problems) - 1} more: see `crosscase check`)" if len(problems) > 1 else ""
            self.notify(f"{problems[0]}{more}", severity="warning", timeout=10, markup=False)

    async def action_go(self, place: str) -> None:
        """Show a place."""
        await self.switch_mode(place)
        self.session.put("place", place)

    @property
    def place_shown(self) -> Place | None:
        """The place that is shown, also under a dialog."""
        return self._open.get(self.current_mode)

    def tell(self, files: Collection[str]) -> None:
        """Pass a change on to every place that is open."""
        for place in self._open.values():
            place.tell(files)

    def show_saved(self) -> None:
        """Bring coder and saved state in every header line up to date."""
        for place in self._open.values():
            place.show_saved()

    def poll(self) -> None:
        """Take in what other programs changed, and say so; keep the session."""
        if (place := self.place_shown) is None:
            return
        if files := self.saving.poll():
            self.tell(files)
            names = sorted(files)
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            place.say(f"changed by another program, read again: {names[0]}{more}")
        self.session.save()

    async def action_quit(self) -> None:
        """Leave; everything is on disk already."""
        self.session.save()
        self.exit(0)


def run(path: Path, coder: str) -> int:
    """Open the study that `path` is in and show it.

    Args:
        path: the study folder, or any folder in it.
        coder: who codes; empty for what the environment or this machine says.

    Returns:
        Exit code: 0 done, 2 where there is no study to open.
    """
    try:
        study = open_folder(path, coder)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2
    app = CrosscaseApp(study)
    app.run()
    return app.return_code or 0
