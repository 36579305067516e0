"""Which themes are listed, and picking one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.picker import Entry
from crosscase.tui.synthesis.choosing import first
from crosscase.tui.synthesis.themes_lines import NO_AREA, Keeps, having_words
from crosscase.tui.synthesis.themes_looked import ATTENTION, BROKEN, DIFFERS, UNDECIDED, Looked
from crosscase.tui.synthesis.themes_words import of_cases, relation_piece
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.joint import JointDisplay

AREA, WHY, WORDS = "area:", "why:", "words:"
"""How the key of a filter begins; the rest is the area, the reason to look, or the words."""
LOOK = "look"
_WHY_WORDS = {
    LOOK: "all that one should look at",
    DIFFERS: "≠ another relation is proposed",
    UNDECIDED: "? nobody has decided",
    BROKEN: "! with links that lead nowhere",
}


def kept_by(study: Study, looked: Looked | None, key: str) -> tuple[Keeps, str]:
    """What a filter keeps, and how it is called."""
    if looked is None or not key:
        return (lambda _display: True), ""
    if key.startswith(AREA):
        area = key.removeprefix(AREA)
        name = next((name for id, name in looked.areas if id == area), area)
        return (lambda display: display.theme.area == area), f"in {shown(name or NO_AREA)}"
    if key.startswith(WORDS):
        words = key.removeprefix(WORDS)
        return having_words(study.settings.language, words), f"with “{shown(words)}”"
    why = key.removeprefix(WHY)
    if why == LOOK:
        return (lambda display: bool(looked.attention(display))), _WHY_WORDS[LOOK]
    return (lambda display: why in looked.attention(display)), _WHY_WORDS.get(why, "")


def filter_entries(looked: Looked, present: str) -> tuple[list[Entry], Callable[[str], Sequence[Entry]]]:
    """What themes can be chosen by; and an entry that typed words add."""
    entries = [Entry("", Content("all themes"), "all themes")]
    for area, name in looked.areas:
        count = sum(display.theme.area == area for display in looked.displays)
        if count:
            label = Content.assemble(plain(name or NO_AREA), (f"  {counted(count, 'theme')}", "dim"))
            entries.append(Entry(f"{AREA}{area}", label, f"{name} {area}"))
    for why in (LOOK, *ATTENTION):
        count = sum(
            bool(found) if why == LOOK else why in found for found in map(looked.attention, looked.displays)
        )
        label = Content.assemble(_WHY_WORDS[why], (f"  {counted(count, 'theme')}", "dim"))
        entries.append(Entry(f"{WHY}{why}", label, _WHY_WORDS[why]))

    def more(query: str) -> Sequence[Entry]:
        words = " ".join(query.split())
        if not words:
            return ()
        label = Content.assemble("themes with the words ", plain(f"“{words}”", "bold"))
        return (Entry(f"{WORDS}{words}", label, words),)

    return first(entries, present), more


def find_entries(study: Study, displays: Sequence[JointDisplay]) -> list[Entry]:
    """Themes to pick from."""
    language = study.settings.language
    found = []
    for display in displays:
        theme, sentence = display.theme, shown(display.sentence(language))
        label = Content.assemble((f"{shown(theme.id)}  ", "bold"), sentence)
        detail = f"{of_cases(display)} · {relation_piece(theme.relation)[0]} · {shown(display.area_name(language))}"
        found.append(Entry(theme.id, label, f"{theme.id} {sentence}", detail))
    return found
