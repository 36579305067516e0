"""The keys of the review."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("review")

DECIDING = frozenset({"keep", "pick", "drop", "step", "undo", "scroll", "scroll_before"})
"""Actions that rest while words are being picked in the text."""

PICKING = frozenset({"put"})
"""Actions that are there only then."""

BINDINGS: list[Binding] = [
    _key("k", "keep", "keep", "Keep", "Keep the coding as it was found: on the words that stand there now, or as lost",
         show=True),
    _key("p", "pick", "place", "Place", "Go into the text and pick the words that the coding should have", show=True),
    _key("enter", "put", "put", "Put it here", "Put the coding on the selection (or the sentence at the cursor)", show=True),
    _key("d", "drop", "drop", "Drop", "Take the coding away", show=True),
    _key("n,space,right", "step(1)", "next", "Next", "Go to the next coding without deciding", show=True),
    _key("N,backspace,left", "step(-1)", "previous", "Before", "Go to the coding before"),
    *(
        _key(str(number), f"near({number})", f"near-{number}", f"Near {number}",
             f"Select place {number} of those that are like the words")
        for number in range(1, 6)
    ),
    _key("u", "undo", "undo", "Undo", "Take back the last thing decided here", show=True),
    _key("j,down", "scroll(1)", "down", "Down", "Scroll the text down"),
    _key("up", "scroll(-1)", "up", "Up", "Scroll the text up"),
    _key("J,shift+down", "scroll_before(1)", "before-down", "Old text down", "Scroll the text of before down"),
    _key("K,shift+up", "scroll_before(-1)", "before-up", "Old text up", "Scroll the text of before up"),
    _key("escape", "leave", "leave", "Back", "Go back: from the text to the decision, else out of the review", show=True),
    _key("question_mark,f1", "app.help", "help", "Help", "Show every key that works here", show=True),
]  # fmt: skip
