"""The themes beside the survey: a list, the joint display of the theme at hand, the quotes of a case in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from crosscase.study.plurals import counted
from crosscase.study.theme_file import Theme
from crosscase.tui.dialogs import Confirm
from crosscase.tui.done import can_take_back
from crosscase.tui.export import export
from crosscase.tui.picker import Entry
from crosscase.tui.synthesis import joint_lines, themes_keys
from crosscase.tui.synthesis.themes_deciding import choose_relation, give_reason
from crosscase.tui.synthesis.themes_form import next_id, write_theme
from crosscase.tui.synthesis.themes_going import go_to_code, go_to_item
from crosscase.tui.synthesis.themes_handing_out import FORMS, ONE, displays_in, overview_in
from crosscase.tui.synthesis.themes_lines import (
    CODE,
    ITEM,
    THEME,
)
from crosscase.tui.synthesis.themes_looked import codes_linked
from crosscase.tui.synthesis.themes_pane import BlockPane, JointSheet
from crosscase.tui.synthesis.themes_shown import LIST, QUOTES, SHEET, ThemesShown
from crosscase.tui.words import shown

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.joint import JointDisplay


class ThemesView(ThemesShown):
    """Themes of the study."""

    HELP: ClassVar[str | None] = themes_keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*themes_keys.BINDINGS]

    # going in and out

    @on(BlockPane.Chosen, "#themes-list")
    def _opened(self, event: BlockPane.Chosen) -> None:
        event.stop()
        if self.looked is None:
            self.place.say(self.why or "nothing is shown yet")
        else:
            self.go(SHEET)

    @on(BlockPane.Chosen, "#themes-sheet")
    async def _entered(self, event: BlockPane.Chosen) -> None:
        event.stop()
        key, display = self.sheet.key, self.display_at_hand
        if display is None:
            if key.startswith((ITEM, CODE)):
                self.action_new()
        elif key == joint_lines.DECIDE:
            self.action_decide()
        elif key == joint_lines.OFFER:
            self._edit(display.theme, offered=True)
        elif key.startswith(joint_lines.ITEM):
            await self.action_go_there()
        elif key:
            self.show_quotes()
            self.go(QUOTES)

    @on(JointSheet.Left)
    def _left(self, event: JointSheet.Left) -> None:
        event.stop()
        self.go(LIST)

    async def action_go_there(self) -> None:
        """Go to where the block at hand comes from."""
        key, display = self.sheet.key, self.display_at_hand
        if self.level == LIST or not key:
            self.place.say("nothing is at hand to go to: Enter goes to the joint display")
        elif display is None and key.startswith(CODE):
            await go_to_code(self.place, key.removeprefix(CODE))
        elif display is None:
            await go_to_item(self.place, key.removeprefix(ITEM))
        elif key.startswith(joint_lines.ITEM):
            await go_to_item(self.place, key.removeprefix(joint_lines.ITEM).partition(":")[2])
        elif (passage := joint_lines.strongest_of(display, key)) is not None:
            self.quotes.show("", (passage,))
            await self.quotes.action_go_there()
        else:
            self.place.say("there is nothing here to go to")

    # what is changed

    def action_decide(self) -> None:
        """Decide on the relation."""
        if (display := self._theme_meant()) is not None:
            choose_relation(self.place, display)

    def action_accept(self) -> None:
        """Take what is proposed; the reason is asked for."""
        display = self._theme_meant()
        if display is None:
            return
        if not display.proposal.relation:
            self.place.say(f"nothing is proposed for {display.theme.id}: d decides")
        else:
            give_reason(self.place, display, display.proposal.relation)

    def _theme_meant(self) -> JointDisplay | None:
        display = self.display_at_hand
        if display is None:
            self.place.say("no theme is at hand")
        return display

    def action_edit(self) -> None:
        """Change the theme at hand."""
        if (display := self._theme_meant()) is not None:
            self._edit(display.theme)

    def _edit(self, theme: Theme, *, offered: bool = False) -> None:
        from dataclasses import replace

        begun = theme
        if offered and self.looked is not None:
            begun = replace(theme, survey=self.looked.offered_to_theme(theme.id))
        write_theme(self.place, theme, begun, self.go_to_theme)

    def action_new(self) -> None:
        """Write down a theme; of an item or code without one, with what its own links say."""
        looked, key = self.looked, self.sheet.key
        if looked is None:
            self.place.warn(self.why or "nothing is shown yet")
            return
        display = self.display_at_hand
        codes: tuple[str, ...] = ()
        survey: tuple[str, ...] = ()
        if display is None and self.level == SHEET:
            if key.startswith(CODE):
                codes = (key.removeprefix(CODE),)
                survey = looked.offered_to_code(*codes)
            elif key.startswith(ITEM):
                survey = (key.removeprefix(ITEM),)
                codes = codes_linked(self.study, *survey)
        area = display.theme.area if display is not None else ""
        id = next_id([each.theme for each in looked.displays], area)
        begun = Theme(id=id, area=area, codes=codes, survey=survey)
        write_theme(self.place, None, begun, self._made)

    def _made(self, id: str) -> None:
        """A new theme is there: have it at hand as soon as it is listed."""
        self.at = f"{THEME}{id}"
        self.filter = ""

    def action_remove(self) -> None:
        """Remove the theme at hand, once asked."""
        from crosscase.synthesis.theme_edits import remove_theme

        display = self._theme_meant()
        if display is None:
            return
        id = display.theme.id

        def sure(yes: bool | None) -> None:
            if yes and self.place.perform(edit := remove_theme(self.study, id)):
                self.place.say(can_take_back(edit.name))
                if self.level != LIST:
                    self.go(LIST)

        detail = display.sentence(self.language)
        self.app.push_screen(Confirm(f"Remove theme {id}?", yes="Remove", detail=detail), sure)

    # handing out

    def action_export(self) -> None:
        """Write the theme at hand, or all that are listed, to a file."""
        display, displays = self.display_at_hand, self.displays
        if not displays:
            self.place.say("there is nothing to write")
            return
        count = counted(len(displays), "theme")
        entries = [
            Entry("all", Content(f"{count}, a joint display each"), "all themes joint displays"),
            Entry(
                "overview", Content(f"{count}, a line each, and what is without one"), "overview lines all"
            ),
        ]
        if display is not None:
            entries.insert(
                0, Entry("one", Content(f"joint display of {shown(display.theme.id)}"), "this one theme")
            )

        def then(what: str) -> None:
            study = self.study
            if what == "one" and display is not None:
                name = f"joint display of {display.theme.id}"
                stem = f"joint-{_file_name(display.theme.id)}"
                export(self.place, name, stem, lambda form: displays_in(study, [display], form), ONE)
            elif what == "overview":
                export(self.place, count, "themes", lambda form: overview_in(study, displays, form), FORMS)
            else:
                export(
                    self.place,
                    count,
                    "joint-displays",
                    lambda form: displays_in(study, displays, form),
                    FORMS,
                )

        self.pick("write what?", entries, then)


def _file_name(id: str) -> str:
    """A theme's id as part of a file name."""
    from crosscase.study.ids import slugify

    return slugify(id) or "theme"
