"""The terminal workbench: the app that holds the places."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.widget import Widget

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.tui.keymap import keymap_file, load_keymap
from crosscase.tui.place import NOTICE_SECONDS, Place
from crosscase.tui.places import PLACES, PlaceEntry
from crosscase.tui.saving import Saving
from crosscase.tui.session import Session
from crosscase.tui.signals import heed_signals
from crosscase.tui.themes import NAMES, THEMES, following, to_begin_with

if TYPE_CHECKING:
    from crosscase.tui.report_writing import ReportWriting

POLL_SECONDS = 2.0
OpenedPages = Callable[[Path], Mapping[tuple[int, str, str], str]]
"""Of a study's folder: when informants first opened their served page, by round, case and informant."""


def _commands() -> type[Provider]:
    from crosscase.tui.palette import Commands  # only when the palette is opened

    return Commands


def _no_pages(_root: Path) -> Mapping[tuple[int, str, str], str]:
    return {}


def _named(files: Sequence[str]) -> str:
    return files[0] + (f" and {len(files) - 1} more" if len(files) > 1 else "")


def _key(keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, show=show, id=name, tooltip=tooltip)


class CrosscaseApp(App[int], inherit_bindings=False):
    """One study, its places, and what they share: saving, session, themes, keys."""

    TITLE = "Crosscase"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("question_mark,f1", "help", "app.help", "Help", "Show every key that works here", show=True),
        _key("ctrl+p", "command_palette", "app.palette", "Palette", "Find what can be done here by its name"),
        _key("apostrophe", "jump", "app.jump", "Jump", "Jump to a part of the screen or to a place"),
        _key("ctrl+t", "next_theme", "app.theme", "Next theme", "Use the next theme"),
        Binding(
            "ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Leave Crosscase"
        ),
        _key("ctrl+c", "help_quit", "app.how-to-quit", "How to leave", "Say how to leave Crosscase"),
        *(_key(p.key, f"go('{p.id}')", f"go.{p.id}", p.title, f"Go to {p.title}") for p in PLACES),
    ]

    def __init__(
        self, study: Study, places: tuple[PlaceEntry, ...] = PLACES, pages: OpenedPages = _no_pages
    ) -> None:
        """Make the app.

        Args:
            study: what is open.
            places: what there is to go to; the first is shown to begin with.
            pages: finds out which of a study's served pages were opened.
        """
        super().__init__()
        self.study = study
        self._pages = pages
        self.saving = Saving(study)
        self.session = Session(study.root)
        self.places = places
        self._open: dict[str, Place] = {}
        for entry in places:
            self.add_mode(entry.id, partial(self._make, entry))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = to_begin_with(self.session.get("theme"), self.no_color)
        self.keymap_file = keymap_file()
        keymap, self._keymap_fault = load_keymap(self.keymap_file)
        self.set_keymap(keymap)

    def _make(self, entry: PlaceEntry) -> Screen[None]:
        place = entry.make(self.study)
        self._open[entry.id] = place
        return place

    async def on_mount(self) -> None:
        """Go where one left off; say what could not be read."""
        ids = [entry.id for entry in self.places]
        last = self.session.get("place")
        await self.action_go(last if last in ids else ids[0])
        self.set_interval(POLL_SECONDS, self.poll)
        heed_signals(self)
        self.call_after_refresh(_collect_from_now_on)
        if self.study.problems and (place := self.place_shown) is not None:
            place.show_saved()
            place.tell_problem(self.study.problems[0])
        if self._keymap_fault:
            self.notify(self._keymap_fault, severity="warning", timeout=NOTICE_SECONDS, markup=False)

    @cached_property
    def report(self) -> ReportWriting:
        """The report that is written in the background."""
        from crosscase.tui.report_writing import ReportWriting  # only when somebody asks for it

        return ReportWriting(self)

    def look_for_names(self) -> None:
        """Look for names in the whole study, to put pseudonyms in their place."""
        from crosscase.tui.names.opening import look_for_names

        if (place := self.place_shown) is not None and self.screen is place:
            look_for_names(place)

    def opened_pages(self) -> Mapping[tuple[int, str, str], str]:
        """When informants first opened their page, by round, case and informant; raises StudyError."""
        return self._pages(self.study.root)

    @property
    def under_way(self) -> str:
        """What is going on in the background, for the line above every place."""
        return self.report.state if "report" in self.__dict__ else ""

    # places

    @property
    def place_shown(self) -> Place | None:
        """The place that is shown, also under a dialog."""
        return self._open.get(self.current_mode)

    async def action_go(self, place: str) -> None:
        """Show a place."""
        await self.switch_mode(place)
        self.session.put("place", place)

    async def go_to_passage(
        self, source_id: str, span: tuple[int, int] | None, coding: tuple[str, str] | None = None
    ) -> None:
        """Show a passage at the code screen; the place one comes from stays as it is.

        Args:
            span: (start, end) in the source; None for where one last was in it.
            coding: coder and id of the coding that keys act on there, where one is meant.
        """
        from crosscase.tui.code.screen import CodeScreen  # start-up pays for the place shown first alone

        await self.action_go("code")
        if isinstance(screen := self.place_shown, CodeScreen):
            screen.show_passage(source_id, span, coding)

    def tell(self, files: Collection[str]) -> None:
        """Pass a change on to every place that is open."""
        for place in self._open.values():
            place.tell(files)

    def show_saved(self) -> None:
        """Bring the lines above every place up to date."""
        for place in self._open.values():
            place.show_saved()

    def say(self, text: str) -> None:
        """Tell something in the status line of the place that is shown."""
        if (place := self.place_shown) is not None:
            place.say(text)

    def poll(self) -> None:
        """Take in what other programs changed, and say so; keep the session."""
        if files := self.saving.poll():
            self.tell(files)
            self._tell_taken_in(files)
        else:
            self.show_saved()  # a file that was broken may be broken in another way
        self.session.save()

    def _tell_taken_in(self, files: Collection[str]) -> None:
        problems = {problem.file: problem for problem in self.study.problems}
        broken = [file for file in sorted(files) if file in problems]
        whole = [file for file in sorted(files) if file not in problems]
        parts = [f"cannot be read: {_named(broken)}"] if broken else []
        parts += [f"read again: {_named(whole)}"] if whole else []
        text = f"changed by another program, {'; '.join(parts)}"
        if (place := self.place_shown) is None:
            return
        if broken:
            place.warn(text)
            place.tell_problem(problems[broken[0]])
        else:
            place.say(text)
            place.taken_in(files)

    # what works everywhere

    def use_theme(self, name: str) -> None:
        """Change the colours, and remember."""
        self.theme = name
        self.session.put("theme", name)

    def action_next_theme(self) -> None:
        """Step through the themes."""
        self.use_theme(following(self.theme))
        self.say(f"theme: {NAMES[self.theme].lower()}")

    def action_help(self) -> None:
        """Show every key that works on the screen as it is."""
        from crosscase.tui.help import HelpScreen, help_text

        self.push_screen(HelpScreen(help_text(self.screen, self.keymap_file)))

    def action_help_quit(self) -> None:
        """Ctrl-C is pressed by habit: it takes nothing with it, and says how to leave."""
        from crosscase.tui.actions import key_name

        quitting = [
            active.binding for active in self.active_bindings.values() if active.binding.action == "quit"
        ]
        self.say(f"{key_name(quitting[0])} leaves Crosscase; everything is saved already")

    async def on_event(self, event: events.Event) -> None:
        """A letter with Alt is a key: terminals send its letter along, and a field would take it for typed."""
        if isinstance(event, events.Key) and event.key.startswith("alt+"):
            event.character = None
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A letter that was on its way when a dialog opened is the dialog's, where that has a use for it."""
        typed = getattr(self.screen, "typed", None)
        if typed is not None and event.character is not None and event.is_printable:
            event.prevent_default()
            self.screen.call_later(typed, event.character)  # after the dialog has its parts

    def action_jump(self) -> None:
        """Put letters on the widgets and digits on the places."""
        from crosscase.tui.jump import JumpOverlay, targets

        place = self.place_shown
        named = place.jump_targets() if place is not None and self.screen is place else {}
        self.push_screen(JumpOverlay(targets(named, self.screen), self.places), self._jumped)

    async def _jumped(self, target: Widget | str | None) -> None:
        if isinstance(target, Widget):
            target.focus()
        elif target is not None:
            await self.action_go(target)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by whatever way there is, and say which."""
        from crosscase.tui.clipboard import copy

        self.say(copy(self, self.study.root, text))

    async def action_quit(self) -> None:
        """Leave; all changes are on disk already, and words still being written are asked about."""
        if any(getattr(screen, "unsaved", False) for screen in self.screen_stack):
            from crosscase.tui.dialogs import Confirm

            question = Confirm(
                "Leave Crosscase? What you are writing is not saved.", yes="Leave", no="Go on writing"
            )
            self.push_screen(question, self._leave)
        else:
            self._leave(True)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.session.save()
            self.exit(0)


def _collect_from_now_on() -> None:
    if gc.isenabled():
        return  # not started as the program: what lies about in this process is not all start-up's
    gc.freeze()  # what start-up made stays; looking through it again and again would be felt at the keys
    gc.enable()


def run(path: Path, coder: str, pages: OpenedPages = _no_pages) -> int:
    """Open the study that `path` is in and show it.

    Args:
        path: the study folder, or any folder in it.
        coder: who codes; empty for what the environment or this machine says.
        pages: finds out which of a study's served pages were opened.

    Returns:
        Exit code: 0 done, 2 where there is no study to open.
    """
    try:
        study = open_folder(path, coder)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 2
    app = CrosscaseApp(study, pages=pages)
    app.run()
    return app.return_code or 0
