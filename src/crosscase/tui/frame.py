"""What stands around every place: one line above it, one line below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from crosscase.study.problems import Problem
from crosscase.tui.words import ELLIPSIS, plain, shortened, shown

PROGRAM = "Crosscase"
GAP = "  "
SAID_SECONDS = 6.0


def header_parts(width: int, title: str, place: str, coder: str, saved: str) -> tuple[str, str]:
    """What stands left and right in the header line.

    The saved state is never shortened; the title gives way first, then the place, then the program's name.

    Args:
        width: cells of the line.

    Returns:
        Two texts in shown form that fit the line beside each other, two cells apart.
    """
    title, place, ending = shown(title), shown(place), GAP.join(filter(None, (shown(coder), saved)))
    right = GAP.join(filter(None, (place, ending)))
    if cell_len(right) > width * 2 // 3:
        place = shortened(place, max(0, width * 2 // 3 - cell_len(ending) - len(GAP)))
        right = shortened(GAP.join(filter(None, (place, ending))), width)
    left = PROGRAM + (GAP + title if title else "")
    room = width - cell_len(right) - (len(GAP) if right else 0)
    if cell_len(left) > room:
        for_title = room - len(PROGRAM) - len(GAP)
        left = PROGRAM + GAP + shortened(title, for_title) if for_title >= 8 else shortened(PROGRAM, room)
    return left, right


def problem_text(problems: Sequence[Problem], width: int) -> str:
    """What the line about problems says: where the first one is and what it is, and how many more there are.

    Args:
        problems: at least one.
        width: cells of the line; the end of the first problem gives way.
    """
    more = f" (and {len(problems) - 1} more: crosscase check)" if len(problems) > 1 else ""
    return _clipped(_clipped(_problem(problems[0]), width - cell_len(more)) + more, width)


def _problem(problem: Problem) -> str:
    return f"! {shown(str(problem))}"


def _clipped(text: str, width: int) -> str:
    """A `shown` text in at most `width` cells: the end gives way."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[:-1]
    return text + ELLIPSIS[: max(0, width)]


class HeaderLine(Widget):
    """Program, study, place, coder and whether everything is saved."""

    DEFAULT_CSS = """
    HeaderLine {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    HeaderLine.-failed {
        background: $error;
        color: $background;
        text-style: bold;
    }
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._place = ""
        self._coder = ""
        self._saved = ""

    def show(
        self,
        *,
        title: str | None = None,
        place: str | None = None,
        coder: str | None = None,
        saved: str | None = None,
        failed: bool = False,
    ) -> None:
        """Show other words; what is not named stays as it is."""
        before = (self._title, self._place, self._coder, self._saved)
        self._title = self._title if title is None else title
        self._place = self._place if place is None else place
        self._coder = self._coder if coder is None else coder
        if saved is not None:
            self._saved = saved
            self.set_class(failed, "-failed")
        if before != (self._title, self._place, self._coder, self._saved):
            self.refresh()

    def render(self) -> Content:
        """One line, filled from both ends."""
        width = self.content_size.width
        left, right = header_parts(width, self._title, self._place, self._coder, self._saved)
        blank = " " * max(0, width - cell_len(left) - cell_len(right))
        return Content.assemble(Content.styled(left, "bold"), blank, plain(right))


class ProblemLine(Widget):
    """The files that cannot be read, for as long as there are any; no row at all where there are none."""

    DEFAULT_CSS = """
    ProblemLine {
        display: none;
        height: 1;
        padding: 0 1;
        background: $surface;
        color: $text-warning;
        text-style: bold;
    }
    ProblemLine.-any { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._problems: tuple[Problem, ...] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Tell of these problems."""
        if tuple(problems) != self._problems:
            self._problems = tuple(problems)
            self.set_class(bool(problems), "-any")
            self.refresh()

    def shows(self, problem: Problem) -> bool:
        """Whether the whole of a problem can be read here."""
        return bool(self._problems) and problem_text(self._problems, _width(self)).startswith(
            _problem(problem)
        )

    def render(self) -> Content:
        """One line."""
        return Content(problem_text(self._problems, _width(self)) if self._problems else "")


def _width(line: Widget) -> int:
    """Cells inside the padding, also before the line has its place."""
    return line.content_size.width or max(0, line.app.size.width - 2)


class StatusLine(Widget):
    """Left what is at hand, right the search; what was just done covers the left for a while."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 1;
        background: $surface;
        color: $foreground;
    }
    StatusLine.-warning { color: $text-warning; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = ""
        self._right = ""
        self._more: tuple[str, ...] = ()
        self._said = ""
        self._timer: Timer | None = None

    def update(
        self, left: str | None = None, right: str | None = None, more: Sequence[str] | None = None
    ) -> None:
        """Show other words; what is not named stays. Never lays out anew: it follows the cursor.

        Args:
            more: what stands behind the left where it fits whole: the first of these that does.
        """
        left = self._left if left is None else left
        right = self._right if right is None else right
        also = self._more if more is None else tuple(more)
        if (left, right, also) != (self._left, self._right, self._more):
            self._left, self._right, self._more = left, right, also
            self.refresh()

    def say(self, text: str, *, warning: bool = False) -> None:
        """Tell what was done, over what stands left, until it is read or something else is said."""
        self._said = text
        self.set_class(warning, "-warning")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAID_SECONDS, self.unsay) if text else None
        self.refresh()

    def unsay(self) -> None:
        """Show again what stands left."""
        self.say("")

    @property
    def said(self) -> str:
        """What is told at the moment over what stands left, or nothing."""
        return self._said

    def has_room_for(self, text: str) -> bool:
        """Whether `text` can be told whole."""
        right = shortened(shown(self._right), _width(self) // 2)
        return cell_len(shown(text)) <= _width(self) - cell_len(right) - (len(GAP) if right else 0)

    @property
    def text(self) -> str:
        """The line as it is shown, without the blanks between left and right."""
        left, right = self._parts()
        return GAP.join(filter(None, (left, right)))

    def _parts(self) -> tuple[str, str]:
        width = self.content_size.width
        left, right = shown(self._said or self._left), shown(self._right)
        right = shortened(right, width // 2 if left else width)
        room = width - cell_len(right) - (len(GAP) if right else 0)
        if not self._said:
            longer = (shown(" · ".join(filter(None, (self._left, more)))) for more in self._more)
            left = next((text for text in longer if cell_len(text) <= room), left)
        return shortened(left, room), right

    def render(self) -> Content:
        """One line, filled from both ends."""
        left, right = self._parts()
        blank = " " * max(0, self.content_size.width - cell_len(left) - cell_len(right))
        return Content(left + blank + right)
