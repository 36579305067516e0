"""The command palette: every live action, every place, every theme, by name and with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from crosscase.tui.actions import LiveAction, live_actions
from crosscase.tui.themes import NAMES

if TYPE_CHECKING:
    from crosscase.tui.app import CrosscaseApp


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    title: str
    keys: str
    help: str
    run: Callable[[], object]


class Commands(Provider):
    """What the palette finds on the screen under it."""

    async def startup(self) -> None:
        """Read the live bindings once: the palette itself changes nothing under it."""
        self._commands = sorted(self._all(), key=lambda command: command.title)

    async def discover(self) -> Hits:
        """Everything, by name."""
        for command in self._commands:
            yield DiscoveryHit(_line(command), command.run, command.title, escape(command.help))

    async def search(self, query: str) -> Hits:
        """What fits the letters typed."""
        matcher = self.matcher(query)
        for command in self._commands:
            score, offsets = matcher.fuzzy_search.match(query, command.title)
            if score > 0:
                yield Hit(
                    score,
                    _line(command, [o for o in offsets if not command.title[o].isspace()]),
                    command.run,
                    command.title,
                    escape(command.help),
                )

    def _all(self) -> Iterator[Command]:
        app = cast("CrosscaseApp", self.app)
        for action in live_actions(self.screen):
            yield Command(action.title, "  ".join(action.keys), action.tooltip, partial(_run, app, action))
        help = "Look for names in the whole study, and put pseudonyms in their place"
        yield Command("Names: Look for names …", "", help, app.look_for_names)
        report = app.report
        if report.is_running:
            yield Command(
                "Report: Stop writing the report", "", "Give it up; no file is written", report.stop
            )
        else:
            help = "Write the study's report to a page or a Word file, in the background"
            yield Command("Report: Write the report …", "", help, report.ask)
        for name, title in NAMES.items():
            yield Command(
                f"Theme: {title}", "", f"Use the {title.lower()} theme", partial(app.use_theme, name)
            )


async def _run(app: CrosscaseApp, action: LiveAction) -> None:
    await app.run_action(action.action, action.node)


def _line(command: Command, offsets: list[int] | None = None) -> Content:
    title = Content(command.title)
    for offset in offsets or ():
        title = title.stylize("bold underline", offset, offset + 1)
    return (
        Content.assemble(title, "  ", Content.styled(command.keys, "$text-accent")) if command.keys else title
    )
