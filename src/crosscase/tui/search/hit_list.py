"""The list of hits: drawn row by row, so that ten thousand of them cost no more than those on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crosscase.study.folder import Study
from crosscase.study.memos import about_written
from crosscase.study.model import Code
from crosscase.synthesis.searching import Hit, Spot
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.search.arranged import NOTHING, Arranged, counted
from crosscase.tui.search.asked import case_name
from crosscase.tui.search.kwic import around, beginning, ending, side_by_side
from crosscase.tui.transcript.cells import width
from crosscase.tui.words import shortened, shown

HERE, ELSEWHERE = "▌", " "
TICKED, UNTICKED = "[x] ", "[ ] "
PLACE, SPEAKER, SCORE, KIND, TAG = 5, 11, 5, 9, 3  # cells
TAGS = 2  # codes at most that a row names
WITH_SPEAKER, WITH_TAGS, WITH_KIND = 80, 84, 88  # cells of a row from which these have room
KEPT = 512
SURE = 100.0
KINDS = ("words", "where", "around", "hit", "off", "heading", "count", "here", "bar")


def _key(keys: str, action: str, name: str, words: str, tooltip: str, display: str | None = None) -> Binding:
    return Binding(keys, action, words, show=False, id=f"hits.{name}", tooltip=tooltip, key_display=display)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hit, and the codes that lie on its words."""

    hit: Hit
    codes: Sequence[Code | None]


class HitList(ScrollView, can_focus=True):
    """Hits in their words, with the one at hand; the hits of all rows stand below each other."""

    ALLOW_SELECT = False  # clicks choose a hit
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"hits--{kind}" for kind in KINDS}
    DEFAULT_CSS = """
    HitList {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & .hits--where { color: $foreground 75%; }
        & .hits--around { color: $foreground 80%; }
        & .hits--hit { color: $text-accent; text-style: bold underline; }
        & .hits--off { color: $foreground 60%; }
        & .hits--heading { background: $panel; text-style: bold; }
        & .hits--count { background: $panel; color: $foreground 80%; }
        & .hits--here { background: $primary 22%; }
        & .hits--bar { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j", "move(1)", "next", "Next", "Next hit"),
        _key("up,k", "move(-1)", "previous", "Previous", "The hit before; from the first one to the words"),
        _key("pagedown", "page(1)", "page-down", "Page down", "A page of hits on"),
        _key("pageup", "page(-1)", "page-up", "Page up", "A page of hits back"),
        _key("home,less_than_sign", "go(0)", "first", "First", "First hit"),
        _key("end,greater_than_sign", "go(-1)", "last", "Last", "Last hit"),
        _key("n,right_curly_bracket", "text(1)", "next-text", "Next text", "First hit of the next text"),
        _key("N,left_curly_bracket", "text(-1)", "previous-text", "Text before", "First hit of the text before"),
    ]  # fmt: skip

    class Moved(Message):
        """Another hit is at hand."""

    class Chosen(Message):
        """The hit at hand was chosen with the mouse."""

    class LeftUp(Message):
        """One wants to go further up than the first hit."""

    class TickClicked(Message):
        """The tick of the hit at hand was clicked."""

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._found = Arranged()
        self._at = 0
        self._nothing: Sequence[str] = ()
        self._scored = self._kinds = False
        self._drawn: LRUCache[int, Drawn] = LRUCache(KEPT)
        self._strips: LRUCache[tuple[int, bool, bool, int], Strip] = LRUCache(KEPT)
        self._styles: dict[tuple[str, bool], Style] = {}

    # what is shown

    def show(
        self,
        found: Arranged,
        nothing: Sequence[str] = (),
        *,
        at: Spot | None = None,
        scored: bool = False,
        kinds: bool = False,
    ) -> None:
        """Show hits.

        Args:
            nothing: rows that stand here where there are none.
            at: where the one at hand shall be, as near as can be.
            scored: whether it is told how near each one is.
            kinds: whether it is told too in which way.
        """
        self._found, self._nothing, self._scored, self._kinds = found, nothing, scored, kinds
        self._forget()
        self._at = found.place_of(at) if at is not None else 0
        self.virtual_size = Size(0, found.rows)
        if at is None:
            self.scroll_to(y=0, animate=False)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def draw_again(self) -> None:
        """Draw what is shown again, as after codings changed."""
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._drawn.clear()
        self._strips.clear()

    @property
    def found(self) -> Arranged:
        """The hits that are shown."""
        return self._found

    @property
    def place(self) -> int:
        """Place of the hit at hand, from 0."""
        return self._at

    @property
    def hit(self) -> Hit | None:
        """The hit at hand."""
        return self._get(self._at).hit if self._at < len(self._found) else None

    @property
    def spot(self) -> Spot | None:
        """Where the hit at hand is."""
        return self._found.spots[self._at] if self._at < len(self._found) else None

    def _get(self, at: int) -> Drawn:
        drawn = self._drawn.get(at)
        if drawn is None:
            hit = self._found.hits[at]
            drawn = self._drawn[at] = Drawn(hit, codes_at(self._study, hit))
        return drawn

    # moving

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self._found) - 1))
        if at != self._at and len(self._found):
            before, self._at = self._at, at
            for hit in (before, at):
                self.refresh_lines(self._found.row_of(hit) - int(self.scroll_y), 1)
            self.post_message(self.Moved())
        self._reveal()

    def _reveal(self) -> None:
        """Scroll so that the hit at hand is in view, with its heading where it is the first one of its text."""
        if not len(self._found):
            return
        row, height, top = self._found.row_of(self._at), self._height, int(self.scroll_y)
        first = self._found.bounds(self._found.group_of(self._at))[0] == self._at
        if row - first < top:
            self.scroll_to(y=row - first, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def on_resize(self) -> None:
        """The hit at hand stays in view."""
        self._reveal()

    def action_move(self, step: int) -> None:
        """One hit on or back."""
        if step < 0 and self._at == 0:
            self.post_message(self.LeftUp())
        self._go(self._at + step)

    def action_page(self, step: int) -> None:
        """A window further."""
        self._go(self._at + step * max(1, self._height - 2))

    def action_go(self, at: int) -> None:
        """To a hit by its place; -1 for the last one."""
        self._go(at if at >= 0 else len(self._found) - 1)

    def action_text(self, step: int) -> None:
        """First hit of the next text, or of the one before."""
        if not len(self._found):
            return
        group = self._found.group_of(self._at)
        start = self._found.bounds(group)[0]
        if step < 0 and self._at > start:
            self._go(start)
        else:
            self._go(self._found.bounds(max(0, min(group + step, len(self._found.titles) - 1)))[0])

    def on_click(self, event: events.Click) -> None:
        """A click takes a hit to hand, one on its tick ticks it, a second one goes to its place."""
        row = int(self.scroll_y) + event.y
        if row >= self._found.rows:
            return
        group, hit = self._found.at_row(row)
        self._go(self._found.bounds(group)[0] if hit == NOTHING else hit)
        if hit != NOTHING and len(HERE) <= event.x < len(HERE) + len(TICKED):
            self.post_message(self.TickClicked())
        elif event.chain == 2:
            self.post_message(self.Chosen())

    # drawing

    def notify_style_update(self) -> None:
        """Take the colours of a changed theme."""
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def _style(self, kind: str, *, here: bool = False) -> Style:
        """How a kind of words is drawn, on the ground of other rows or of the one at hand.

        Colours are mixed here: a terminal knows no transparent ones.
        """
        key = (kind, here)
        if key not in self._styles:
            _, _, ground, foreground = self.colors
            if here:
                ground += self.get_component_styles("hits--here").background
            styles = self.get_component_styles(f"hits--{kind}")
            ground += styles.background
            color = styles.color if styles.has_rule("color") else foreground
            self._styles[key] = styles.text_style + Style.from_color(
                (ground + color).rich_color, ground.rich_color
            )
        return self._styles[key]

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        cells, base = self.size.width, self._style("words")
        row = int(self.scroll_y) + y
        if not len(self._found):
            words = self._nothing[y - 1] if 0 < y <= len(self._nothing) else ""
            style = self._style("around")
            return _strip([Segment(f"  {shortened(shown(words), max(0, cells - 3))}", style)], cells, base)
        if row >= self._found.rows:
            return Strip.blank(cells, base)
        group, hit = self._found.at_row(row)
        if hit == NOTHING:
            return self._heading(group, cells)
        look = (hit, self._found.is_ticked(hit), hit == self._at, cells)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._hit(hit, cells)
        return strip

    def _heading(self, group: int, cells: int) -> Strip:
        start, end = self._found.bounds(group)
        ticked = self._found.ticked_in(group)
        count = f" {counted(end - start, 'hit')}{f', {ticked} ticked' if ticked < end - start else ''} "
        title = shortened(
            shown(heading(self._study, self._found.titles[group])), max(4, cells - width(count) - 3)
        )
        style = self._style("heading")
        return _strip([Segment(f" {title} ", style), Segment(count, self._style("count"))], cells, style)

    def _hit(self, at: int, cells: int) -> Strip:
        drawn, on, here = self._get(at), self._found.is_ticked(at), at == self._at
        hit = drawn.hit
        ground = self._style("words", here=here)
        where = self._style("where", here=here)
        words = self._style("around" if on else "off", here=here)
        segments = [
            Segment(HERE if here else ELSEWHERE, self._style("bar", here=here)),
            Segment(TICKED if on else UNTICKED, ground if on else words),
            Segment(f"{ending(hit.place, PLACE):>{PLACE}} ", where),
        ]
        if cells >= WITH_SPEAKER:
            segments.append(Segment(_padded(hit.coder if hit.memo else hit.speaker, SPEAKER), where))
        in_quote = bool(hit.coding) and not hit.memo
        tail = self._tags(drawn, ground) if cells >= WITH_TAGS or in_quote else []
        if self._scored:
            tail.insert(0, Segment(self._nearness(hit, cells), where))
        used = sum(segment.cell_length for segment in (*segments, *tail))
        room = max(12, cells - used - 1)
        left, found, right = side_by_side(*_in_words(self._study, hit, room), room)
        segments += [
            Segment(left, words),
            Segment(found, self._style("hit", here=here) if on else words + Style(underline=True)),
            Segment(f"{right} ", words),
            *tail,
        ]
        return _strip(segments, cells, ground)

    def _nearness(self, hit: Hit, cells: int) -> str:
        """How near a hit is that is not the word itself, and in which way where there is room for it."""
        near = "" if hit.score >= SURE else f"{hit.score:.0f}"
        kind = hit.likeness if near else ""
        return (
            f"{kind:>{KIND}}{near:>{SCORE - 1}} "
            if self._kinds and cells >= WITH_KIND
            else f"{near:>{SCORE - 1}} "
        )

    def _tags(self, drawn: Drawn, ground: Style) -> list[Segment]:
        more = len(drawn.codes) > TAGS
        segments: list[Segment] = []
        for code in drawn.codes[:TAGS]:
            segments += [Segment(shown(tag_of(code)), Style.parse(tag_style(code))), Segment(" ", ground)]
        if more:
            segments[-1] = Segment("+", ground)
        used = sum(segment.cell_length for segment in segments)
        return [*segments, Segment(" " * max(0, TAG * TAGS - used), ground)]


def heading(study: Study, title: str) -> str:
    """What stands over the hits of a text."""
    kind, _, name = title.partition("/")
    if kind == "memo":
        return f"Memo about {about_written(study, name)}"
    source = study.sources.get(name)
    if kind == "codings":
        return f"Memos on codings in {name}"
    if source is None:
        return f"{name} (gone)"
    parts = [case_name(study, source.case) if source.case else "", source.name, source.title]
    return " · ".join(filter(None, parts))


def codes_at(study: Study, hit: Hit) -> Sequence[Code | None]:
    """The codes on the words of a hit, anybody's, each once; that of the coding where the hit is in a quote."""
    if hit.coding:
        return () if hit.memo else (study.codebook.resolve(hit.about),)
    if hit.span is None or hit.source not in study.sources:
        return ()
    start, end = hit.span
    touching = [
        c for c in study.codings(hit.source) if c.at is not None and c.at[0] < end and start < c.at[1]
    ]
    codes = [study.codebook.resolve(coding.code) for coding in touching]
    return list({code.id if code is not None else "": code for code in codes}.values())


def _in_words(study: Study, hit: Hit, room: int) -> tuple[str, str, str]:
    left, right = around(study, hit, room)
    return left, hit.words, right


def _padded(text: str, cells: int) -> str:
    text = beginning(shown(text), cells - 1)
    return text + " " * (cells - width(text))


def _strip(segments: list[Segment], cells: int, base: Style) -> Strip:
    return Strip(segments).adjust_cell_length(cells, base)
