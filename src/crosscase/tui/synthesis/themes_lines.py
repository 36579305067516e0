"""The list of themes by area, and what is without one, as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.synthesis.themes_blocks import Block, Piece, Row, Sheet, heading, sheet_of, text_rows
from crosscase.tui.synthesis.themes_looked import BROKEN, DIFFERS, Looked
from crosscase.tui.synthesis.themes_words import (
    DIFFERS_MARK,
    NO_THEMES,
    PROBLEM_MARK,
    of_cases,
    relation_piece,
)
from crosscase.tui.synthesis.wording import code_name, joined, tag_pieces
from crosscase.tui.words import shortened, shown

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.joint import JointDisplay

THEME, ITEMS, CODES, ITEM, CODE = "theme:", "without:items", "without:codes", "item:", "code:"
"""How the keys of blocks begin, or what they are."""
ONE_ROW = 70  # cells from which a theme stands in one row
ID, RELATION = 7, 12  # cells of columns
NO_AREA = "Without an area"
SENTENCE_ROWS = 2  # of a sentence below its theme, where the list is narrow


def theme_list(
    study: Study, looked: Looked, displays: Sequence[JointDisplay], width: int, hidden: str = ""
) -> Sheet:
    """The list.

    Args:
        displays: those that are to be listed.
        hidden: said where some are not, such as how many.
    """
    language = study.settings.language
    blocks: list[Block] = []
    if hidden:
        blocks.append(Block((((hidden, "warn"),),)))
    for area, name in looked.areas:
        its = [display for display in displays if display.theme.area == area]
        if its:
            blocks.append(Block(heading(name or NO_AREA, width - 2)[(not blocks) :]))
            blocks += [_theme(looked, display, language, width - 2) for display in its]
    if not looked.displays:
        blocks.append(Block(text_rows(NO_THEMES, width - 2, "warn")))
    blocks.append(Block(heading("Without a theme", width - 2)))
    blocks.append(_without(ITEMS, "Items of the survey", len(looked.items), width - 2))
    blocks.append(_without(CODES, "Codes", len(looked.codes), width - 2))
    return sheet_of(blocks, width)


def _theme(looked: Looked, display: JointDisplay, language: str, width: int) -> Block:
    theme = display.theme
    attention = looked.attention(display)
    marks = [
        (DIFFERS_MARK if DIFFERS in attention else " ", "warn"),
        (PROBLEM_MARK if BROKEN in attention else " ", "bad"),
    ]
    head: Row = (
        (f"{shortened(shown(theme.id), ID - 1):<{ID}}", "name"),
        (f"{of_cases(display):>5}  ", ""),
        _padded(relation_piece(theme.relation), RELATION),
        *marks,
        (" ", ""),
    )
    sentence = shown(display.sentence(language)) or "(no sentence)"
    detail = joined(
        f"{shown(theme.id)} · found in {display.proposal.found} of {counted(display.proposal.cases, 'case')}",
        f"proposed: {display.proposal.relation or 'nothing'}" if DIFFERS in attention else "",
        f"{PROBLEM_MARK} {shown(looked.problems[theme.id][0])}" if BROKEN in attention else "",
    )
    if width >= ONE_ROW:
        room = width - sum(cell_len(text) for text, _ in head)
        return Block(((*head, (_begun(sentence, room), "dim")),), f"{THEME}{theme.id}", detail)
    below = text_rows(sentence, width, "dim", "  ", SENTENCE_ROWS)
    return Block((head, *below), f"{THEME}{theme.id}", detail)


def _begun(text: str, width: int) -> str:
    """The beginning of a `shown` text."""
    if cell_len(text) <= width:
        return text
    while cell_len(text) > max(0, width - 1):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _padded(piece: Piece, width: int) -> Piece:
    return f"{piece[0]:<{width}}", piece[1]


def _without(key: str, title: str, count: int, width: int) -> Block:
    return Block(
        ((*_titled(title, width - 6), (f"{count:>5}", "")),), key, f"{title.lower()} that no theme names"
    )


def _titled(title: str, width: int) -> Row:
    return ((f"{shortened(title, width):<{min(width, 30)}}", "words"),)


# what is without a theme


def items_without(looked: Looked, width: int) -> Sheet:
    """The items of the survey that no theme names, under their questions; one that is chosen makes a theme."""
    blocks = _opening(
        f"{counted(len(looked.items), 'item')} of the survey that no theme names",
        "Enter makes a theme of the one at hand, with the codes that are linked to it; g shows it in the survey.",
        width,
    )
    if not looked.items:
        blocks.append(Block(text_rows(looked.note or "Every item stands beside a theme.", width - 2, "dim")))
    for (question, words), items in looked.questions:
        title = joined(shown(question), words)
        blocks.append(Block(heading(title, width - 2)))
        blocks += [
            Block(
                ((("  ", ""), *_pair(item, words, width - 4)),), f"{ITEM}{item}", joined(shown(item), words)
            )
            for item, words in items
        ]
    return sheet_of(blocks, width)


def codes_without(study: Study, looked: Looked, width: int) -> Sheet:
    """The codes that no theme names; one that is chosen makes a theme."""
    blocks = _opening(
        f"{counted(len(looked.codes), 'code')} that no theme names",
        "Enter makes a theme of the one at hand, beside the items it is linked to; g shows it in the codebook.",
        width,
    )
    if not looked.codes:
        nothing = (
            "Every code is in a theme." if len(study.codebook) else "There are no codes yet: F3 makes them."
        )
        blocks.append(Block(text_rows(nothing, width - 2, "dim")))
    blocks.append(Block(((),)))
    for path, quotes in looked.codes:
        beside = ", ".join(map(shown, looked.offered_to_code(path)))
        name = code_name(study, path)
        row: Row = (
            *tag_pieces(study, path),
            (shortened(name, max(8, width // 2)), "words"),
            (f"  {counted(quotes, 'coding')}", "dim"),
            (f"  linked to {beside}" if beside else "", "dim"),
        )
        blocks.append(
            Block((row,), f"{CODE}{path}", joined(shown(path), f"linked to {beside}" if beside else ""))
        )
    return sheet_of(blocks, width)


def _opening(title: str, words: str, width: int) -> list[Block]:
    return [Block(((((title), "name"),), *text_rows(words, width - 2, "dim")))]


def _pair(name: str, words: str, width: int) -> Row:
    first = shortened(shown(name), max(8, width // 2))
    return (first, "words"), (f"  {words}", "dim")


# which themes


Keeps = Callable[["JointDisplay"], bool]


def having_words(language: str, words: str) -> Keeps:
    """Whether a theme has all these words, in any part that is written of it."""
    wanted = words.casefold().split()

    def keeps(display: JointDisplay) -> bool:
        return all(word in text for word in wanted) if (text := _text(display, language)) else False

    return keeps


def _text(display: JointDisplay, language: str) -> str:
    return " ".join(_texts(display, language)).casefold()


def _texts(display: JointDisplay, language: str) -> Iterator[str]:
    theme = display.theme
    yield theme.id
    yield theme.relation
    yield display.area_name(language)
    yield from theme.sentence.values()
    yield from theme.reason.values()
    for entries in (theme.codes, theme.against, theme.survey):
        yield from entries
