"""What the view of themes shows: a list, the joint display of the theme at hand, quotes; and which themes are listed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.theme_file import FILE
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.synthesis import choosing, joint_lines
from crosscase.tui.synthesis.asked import EVERYBODY, coders_meant, whose_words
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.themes_blocks import Block, Sheet, sheet_of, text_rows
from crosscase.tui.synthesis.themes_choosing import filter_entries, find_entries, kept_by
from crosscase.tui.synthesis.themes_lines import (
    CODES,
    ITEMS,
    THEME,
    codes_without,
    items_without,
    theme_list,
)
from crosscase.tui.synthesis.themes_looked import Looked, look
from crosscase.tui.synthesis.themes_pane import BlockPane, JointSheet, ThemeList
from crosscase.tui.synthesis.themes_words import EMPTY
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.wording import NO_CASES, NO_CODINGS, ONE_CASE, joined
from crosscase.tui.words import shown

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.joint import JointDisplay

WIDE = 110  # cells from which list and joint display stand side by side
LIST, SHEET, QUOTES = "list", "sheet", "quotes"


class ThemesShown(SynthesisView):
    """The three parts, of which a narrow window shows one at a time."""

    SEEN_IN = (*SynthesisView.SEEN_IN, FILE, "survey/")
    DEFAULT_CSS = """
    ThemesShown #themes-panes { height: 1fr; }
    ThemesShown ThemeList { width: 1fr; }
    ThemesShown.-wide ThemeList { width: 40; }
    ThemesShown JointSheet, ThemesShown CellQuotes { width: 1fr; }
    ThemesShown.-wide JointSheet, ThemesShown.-wide CellQuotes { border-left: vkey $foreground 25%; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.looked: Looked | None = None
        """What is shown; None until it is reckoned, and where it cannot be."""
        self.coders = ""
        """Whose codings: empty for those that count, `*` for everybody, else somebody."""
        self.filter = ""
        """Which themes are listed, as a key of `themes_choosing`; empty for all."""
        self.level = LIST
        self.at = ""  # the block to have at hand when the list is there
        self.why = ""  # why there is nothing

    def compose_content(self) -> ComposeResult:
        """The list, the joint display, quotes."""
        with Horizontal(id="themes-panes"):
            yield ThemeList(id="themes-list")
            yield JointSheet(id="themes-sheet")
            yield CellQuotes(self.study, id="themes-quotes")

    def begin(self) -> None:
        """As it was left."""
        coders = self.kept("themes.coders")
        self.coders = coders if coders in ("", EVERYBODY, *self.study.coders) else ""
        self.at = self.kept("themes.at")
        self._arrange()

    # the parts

    @property
    def entries(self) -> ThemeList:
        """The list."""
        return self.query_one(ThemeList)

    @property
    def sheet(self) -> JointSheet:
        """The joint display."""
        return self.query_one(JointSheet)

    @property
    def quotes(self) -> CellQuotes:
        """The quotes of a case."""
        return self.query_one(CellQuotes)

    def first_focus(self) -> Widget:
        """Where one is."""
        return {LIST: self.entries, SHEET: self.sheet, QUOTES: self.quotes.listing}[self.level]

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        named: dict[str, Widget] = {"l": self.entries, "j": self.sheet, "q": self.quotes.listing}
        return {letter: widget for letter, widget in named.items() if _is_seen(widget)}

    def how(self) -> str:
        """Whose codings, and which themes."""
        _, words = kept_by(self.study, self.looked, self.filter)
        return joined(whose_words(self.study, self.coders), words)

    @property
    def is_wide(self) -> bool:
        """Whether list and joint display stand side by side."""
        return self.has_class("-wide")

    def on_resize(self) -> None:
        """Side by side where there is room."""
        wide = self.size.width >= WIDE
        if wide != self.is_wide:
            self.set_class(wide, "-wide")
            self._arrange()

    def _arrange(self) -> None:
        """Show the parts that there is room for."""
        closed = self.kept("themes.list") == "closed"
        self.entries.display = (self.is_wide and not (closed and self.level != LIST)) or self.level == LIST
        self.sheet.display = self.level == SHEET or (self.is_wide and self.level == LIST)
        self.quotes.display = self.level == QUOTES

    def go(self, level: str) -> None:
        self.level = level
        self._arrange()
        self.first_focus().focus()
        self.place.status_line.unsay()
        self.tell_status()

    # what is shown

    def fill(self) -> None:
        """Look at everything anew."""
        study, coders = self.study, self.coders
        self.reckon("themes", lambda: look(study, coders_meant(study, coders)))

    def reckoned(self, what: Hashable, result: object) -> None:
        """Draw it; the theme and the block at hand stay so."""
        self.looked, self.why = cast("Looked", result), ""
        self.tell(self._note(self.looked))
        self.place.tell_line()
        self.draw()

    def failed(self, what: Hashable, words: str) -> None:
        """Say why there is nothing."""
        self.looked, self.why = None, words
        super().failed(what, words)
        self.draw()

    def _note(self, looked: Looked) -> str:
        """What there is to say of the whole."""
        study = self.study
        if not study.cases:
            return NO_CASES
        return joined(
            NO_CODINGS if not any(study.coded_sources) else "",
            ONE_CASE if len(study.cases) == 1 else "",
            looked.note,
        )

    @property
    def displays(self) -> tuple[JointDisplay, ...]:
        """The joint displays of the themes that are listed, in the order of the list."""
        looked = self.looked
        if looked is None:
            return ()
        keeps, _ = kept_by(self.study, looked, self.filter)
        order = {area: place for place, (area, _) in enumerate(looked.areas)}
        found = [display for display in looked.displays if keeps(display)]
        return tuple(sorted(found, key=lambda display: order.get(display.theme.area, len(order))))

    def draw(self) -> None:
        """Show the list, and what belongs to its entry at hand."""
        looked, displays = self.looked, self.displays
        at, self.at = self.at, ""
        if looked is None:
            self.entries.show("nothing", _saying(self.why))
        else:
            missing = len(looked.displays) - len(displays)
            hidden = f"{counted(missing, 'theme')} not shown: f" if missing else ""
            self.entries.show(
                "themes", lambda width: theme_list(self.study, looked, displays, width, hidden), at
            )
        self.draw_sheet()

    def draw_sheet(self) -> None:
        """Show what belongs to the entry at hand."""
        looked, key = self.looked, self.entries.key
        display = self.display_at_hand
        if looked is None:
            self.sheet.show("", _saying(""))
        elif display is not None:
            self.sheet.show(key, lambda width: joint_lines.joint_sheet(self.study, looked, display, width))
        elif key == ITEMS:
            self.sheet.show(key, lambda width: items_without(looked, width))
        elif key == CODES:
            self.sheet.show(key, lambda width: codes_without(self.study, looked, width))
        else:
            self.sheet.show("", _saying(EMPTY))
        if self.level == QUOTES:
            self.show_quotes()
        self.tell_status()

    @property
    def display_at_hand(self) -> JointDisplay | None:
        """The joint display of the theme at hand."""
        key = self.entries.key
        if self.looked is None or not key.startswith(THEME):
            return None
        return self.looked.display(key.removeprefix(THEME))

    def tell_status(self) -> None:
        """Say what is at hand."""
        if self.level == QUOTES:
            return  # the quotes say where they are from
        pane: BlockPane = self.sheet if self.level == SHEET else self.entries
        displays, display = self.displays, self.display_at_hand
        place = f"theme {displays.index(display) + 1} of {len(displays)}" if display in displays else ""
        self.place.status_line.update(pane.stop.detail if pane.stop is not None else "", place)

    @on(BlockPane.Moved, "#themes-list")
    def _moved(self, event: BlockPane.Moved) -> None:
        event.stop()
        key = self.entries.key
        if key and key != self.sheet.of:
            self.keep("themes.at", key)
            self.draw_sheet()
        if event.by_hand:
            self.place.status_line.unsay()
        self.tell_status()

    @on(BlockPane.Moved, "#themes-sheet")
    def _moved_in_sheet(self, event: BlockPane.Moved) -> None:
        event.stop()
        if event.by_hand:
            self.place.status_line.unsay()
        self.tell_status()

    def show_quotes(self) -> None:
        """Show the quotes of the case at hand: those that support the theme, then those against it."""
        from crosscase.tui.quotes.answer import Heading

        display = self.display_at_hand
        found = joint_lines.passages_of(display, self.sheet.key) if display is not None else None
        if display is None or found is None:
            self.quotes.show("", (), "these quotes are gone")
            return
        name, passages, against = found
        headings = (Heading("supports the theme", len(passages)), Heading("against it", len(against)))
        self.quotes.show(
            f"{shown(display.theme.id)} × {name}",
            (*passages, *against),
            "no quotes: this case is silent on the theme",
            tuple(heading for heading in headings if heading.count) if against else (),
        )

    def action_back(self) -> None:
        """From the quotes to the joint display, from there to the list; there, all themes again."""
        if self.level == QUOTES:
            self.go(SHEET)
        elif self.level == SHEET:
            self.go(LIST)
        elif self.filter:
            self.filter_by("")

    def action_list(self) -> None:
        """Hide or show the list."""
        closed = self.kept("themes.list") != "closed"
        self.keep("themes.list", "closed" if closed else "")
        if closed and self.level == LIST:
            self.go(SHEET)
        else:
            self._arrange()

    # which theme

    def action_step(self, step: int) -> None:
        """The next theme of the list, also from its joint display."""
        displays, display = self.displays, self.display_at_hand
        at = displays.index(display) + step if display in displays else (0 if step > 0 else len(displays) - 1)
        if 0 <= at < len(displays):
            self.go_to_theme(displays[at].theme.id)

    def go_to_theme(self, id: str) -> None:
        """Have a theme at hand; where it is not listed, all are."""
        if not self.entries.go_to(f"{THEME}{id}"):
            self.at = f"{THEME}{id}"
            self.filter_by("")
        if self.level == QUOTES:
            self.go(SHEET)

    def action_attention(self, step: int) -> None:
        """The next theme that one should look at, round the end."""
        looked, displays, display = self.looked, self.displays, self.display_at_hand
        if looked is None or not displays:
            self.place.say("there are no themes here")
            return
        at = displays.index(display) if display in displays else (-1 if step > 0 else len(displays))
        count = len(displays)
        for far in range(1, count + 1):
            found = displays[(at + step * far) % count]
            if why := looked.attention(found):
                self.go_to_theme(found.theme.id)
                self.place.say(f"{found.theme.id}: {', '.join(why)}")
                return
        self.place.say("no theme differs from what is proposed, is undecided, or has a problem")

    def pick(
        self, prompt: str, entries: Sequence[Entry], then: Callable[[str], None], none: str = ""
    ) -> None:
        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Picker(prompt, entries, none=none or "nothing to choose from"), picked)

    def action_find(self) -> None:
        """Go to a theme by its id or words."""
        displays = self.looked.displays if self.looked is not None else ()
        self.pick("which theme?", find_entries(self.study, displays), self.go_to_theme, "there are no themes")

    def action_filter(self) -> None:
        """Choose which themes are listed."""
        if self.looked is None:
            self.place.say("there are no themes to choose from")
            return
        entries, more = filter_entries(self.looked, self.filter)

        def picked(key: str | None) -> None:
            if key is not None:
                self.filter_by(key)

        self.app.push_screen(Picker("which themes? an area, or words", entries, more), picked)

    def filter_by(self, key: str) -> None:
        self.filter = key
        self.at = self.at or self.entries.key
        displays = self.displays
        if key and displays and self.at not in (f"{THEME}{each.theme.id}" for each in displays):
            self.at = f"{THEME}{displays[0].theme.id}"
        self.place.tell_line()
        self.draw()

    def action_coders(self) -> None:
        """Choose whose codings are looked at."""

        def then(coders: str) -> None:
            self.coders = coders
            self.keep("themes.coders", coders)
            self.shown_anew()

        self.pick("whose codings", choosing.first(choosing.coder_entries(self.study), self.coders), then)


def _saying(words: str) -> Callable[[int], Sheet]:
    def draw(width: int) -> Sheet:
        return sheet_of([Block(text_rows(words, width - 2, "dim"))] if words else (), width)

    return draw


def _is_seen(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))
