"""The keys of the transcript view."""

from __future__ import annotations

from textual.binding import Binding


def _key(keys: str, action: str, name: str, words: str, tooltip: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"view.{name}", tooltip=tooltip)


BINDINGS: list[Binding] = [
    _key("left,h", "move('char', -1)", "left", "Left", "Move one character back"),
    _key("right,l", "move('char', 1)", "right", "Right", "Move one character on"),
    _key("up,k", "move('row', -1)", "up", "Up", "Move one row up"),
    _key("down,j", "move('row', 1)", "down", "Down", "Move one row down"),
    _key("ctrl+left,b", "move('word', -1)", "word-left", "Word back", "Move to the word before"),
    _key("ctrl+right", "move('word', 1)", "word-right", "Word on", "Move to the next word"),
    _key(
        "home,circumflex_accent",
        "move('row-edge', -1)",
        "row-start",
        "Row start",
        "Move to the start of the row",
    ),
    _key("end,dollar_sign", "move('row-edge', 1)", "row-end", "Row end", "Move to the end of the row"),
    _key("ctrl+home", "move('edge', -1)", "top", "Top", "Move to the start of the text"),
    _key("ctrl+end", "move('edge', 1)", "bottom", "End", "Move to the end of the text"),
    _key("pageup,ctrl+b", "move('page', -1)", "page-up", "Page up", "Move one page up"),
    _key("pagedown,ctrl+f,space", "move('page', 1)", "page-down", "Page down", "Move one page down"),
    _key("ctrl+u", "move('half', -1)", "half-up", "Half page up", "Move half a page up"),
    _key("ctrl+d", "move('half', 1)", "half-down", "Half page down", "Move half a page down"),
    _key(
        "shift+left,H",
        "move('char', -1, True)",
        "extend-left",
        "Extend left",
        "Extend the selection one character back",
    ),
    _key(
        "shift+right,L",
        "move('char', 1, True)",
        "extend-right",
        "Extend right",
        "Extend the selection one character on",
    ),
    _key("shift+up,K", "move('row', -1, True)", "extend-up", "Extend up", "Extend the selection one row up"),
    _key(
        "shift+down,J",
        "move('row', 1, True)",
        "extend-down",
        "Extend down",
        "Extend the selection one row down",
    ),
    _key(
        "ctrl+shift+left,B",
        "move('word', -1, True)",
        "extend-word-left",
        "Extend word back",
        "Extend the selection to the word before",
    ),
    _key(
        "ctrl+shift+right",
        "move('word', 1, True)",
        "extend-word-right",
        "Extend word on",
        "Extend the selection to the next word",
    ),
    _key(
        "shift+home",
        "move('row-edge', -1, True)",
        "extend-row-start",
        "Extend to row start",
        "Extend the selection to the start of the row",
    ),
    _key(
        "shift+end",
        "move('row-edge', 1, True)",
        "extend-row-end",
        "Extend to row end",
        "Extend the selection to the end of the row",
    ),
    _key(
        "ctrl+shift+home",
        "move('edge', -1, True)",
        "extend-top",
        "Extend to top",
        "Extend the selection to the start of the text",
    ),
    _key(
        "ctrl+shift+end",
        "move('edge', 1, True)",
        "extend-bottom",
        "Extend to end",
        "Extend the selection to the end of the text",
    ),
    _key(
        "shift+pageup",
        "move('page', -1, True)",
        "extend-page-up",
        "Extend page up",
        "Extend the selection one page up",
    ),
    _key(
        "shift+pagedown",
        "move('page', 1, True)",
        "extend-page-down",
        "Extend page down",
        "Extend the selection one page down",
    ),
    _key("w", "select_unit('word')", "word", "Word", "Select the word; again: the next one too"),
    _key(
        "s", "select_unit('sentence')", "sentence", "Sentence", "Select the sentence; again: the next one too"
    ),
    _key(
        "p",
        "select_unit('paragraph')",
        "paragraph",
        "Paragraph",
        "Select the paragraph; again: the next one too",
    ),
    _key("v", "select_unit('turn')", "turn", "Turn", "Select the speaker's turn; again: the next one too"),
    _key("W", "shrink_unit('word')", "shrink-word", "One word less", "Take the last word off the selection"),
    _key(
        "S",
        "shrink_unit('sentence')",
        "shrink-sentence",
        "One sentence less",
        "Take the last sentence off the selection",
    ),
    _key(
        "P",
        "shrink_unit('paragraph')",
        "shrink-paragraph",
        "One paragraph less",
        "Take the last paragraph off the selection",
    ),
    _key("V", "shrink_unit('turn')", "shrink-turn", "One turn less", "Take the last turn off the selection"),
    _key("escape", "drop_selection", "drop", "Drop selection", "Drop the selection; the cursor stays"),
]
