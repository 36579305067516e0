"""Saying that codings want a look, and going to look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crosscase.study.plurals import counted
from crosscase.study.review import Key, waiting
from crosscase.tui.session import Session

if TYPE_CHECKING:
    from crosscase.tui.place import Place

KEPT = "review.kept"


def kept_lost(session: Session) -> set[Key]:
    """Codings that stay lost because somebody looked and said so on this machine."""
    found: set[Key] = set()
    for word in session.words(KEPT):
        coder, slash, id = word.partition("/")
        if slash:
            found.add((coder, id))
    return found


def keep_lost(session: Session, keys: Iterable[Key]) -> None:
    """Remember these, and no others, as codings that stay lost."""
    session.put_words(KEPT, tuple(f"{coder}/{id}" for coder, id in sorted(keys)))


def offered(place: Place) -> str:
    """That one's own codings want a look (everybody's, before it is said who codes); empty where none does."""
    count = waiting(place.study, place.study.coder, kept_lost(place.workbench.session))
    if not count:
        return ""
    own = f"{count} of your codings" if place.study.coder else f"{counted(count, 'coding')}"
    return f"the text was edited: {own} want{'s' * (count == 1)} a look: press R"


def open_review(place: Place) -> None:
    """Look at what is changed or lost, where there is any."""
    if not waiting(place.study):
        place.say("no coding wants a look: each stands on its words")
        return
    from crosscase.tui.review.screen import ReviewScreen

    def left(decided: bool | None) -> None:
        if decided:
            place.say("none of your codings wants a look any more")

    place.app.push_screen(ReviewScreen(place), left)
