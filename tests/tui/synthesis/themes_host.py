"""What stands on the screen of the themes beside the survey, and what is on disk."""

from __future__ import annotations

from typing import Any

import yaml
from place_host import lines
from synthesis_host import Desk
from textual.widget import Widget

from crosscase.tui.synthesis.themes_view import ThemesView

FILE = "synthesis/themes.yaml"
WIDE = (170, 50)


def view(at: Desk) -> ThemesView:
    found = at.view
    assert isinstance(found, ThemesView)
    return found


def shown(at: Desk, widget: Widget) -> list[str]:
    """The rows of a part that are on the screen, blanks put together."""
    box = widget.region
    rows = [line[box.x : box.right].strip("▏▌▁▂▃▄▅▆▇█ ") for line in lines(at.app)[box.y : box.bottom]]
    return [" ".join(row.split()) for row in rows]


def listed(at: Desk) -> list[str]:
    return shown(at, view(at).entries)


async def whole(at: Desk) -> str:
    """All of the joint display, read from its beginning to its end."""
    sheet = view(at).sheet
    rows: list[str] = []
    sheet.scroll_to(y=0, animate=False, immediate=True, force=True)
    await at.settled()
    for _ in range(99):
        rows += [row for row in shown(at, sheet) if row not in rows[-sheet.size.height :] or not row]
        before = sheet.scroll_y
        sheet.scroll_to(y=before + sheet.size.height, animate=False, immediate=True, force=True)
        await at.settled()
        if sheet.scroll_y == before:
            break
    return "\n".join(rows)


def theme(at: Desk, id: str) -> dict[str, Any] | None:
    """A theme as it is on disk, by another reader."""
    written = yaml.safe_load((at.folder / FILE).read_text("utf-8"))["themes"]
    return next((each for each in written if each["id"] == id), None)
