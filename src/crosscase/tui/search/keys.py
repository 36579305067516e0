"""The keys of the search screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.code.keys import BY_STRUCTURE
from crosscase.tui.keys import keys_of

_key = keys_of("search")


LEGEND = """\
What is found shows while one types. Case and accents do not count, but æ, ø and å are letters of their own; a blank
stands for any white space. Near words may be misspelt or inflected; by base forms a word is found in any form, in
compounds, and misspelt. The number at the right says how near, of 100, and in a wide window in which way.
While one types, the choices above the hits are made with Alt and their letter.
[x] before a hit says that it will be coded; the two letters behind it are the codes that its words have already,
anybody's. The panel counts the hits of each case and lists the words that were found, without case and accents.
"""

BINDINGS: list[Binding] = [
    _key("slash", "words", "words", "Words", "Type what to look for", show=True, display="/"),
    _key("h,alt+h", "how(1)", "how", "How", "Look for it as text, whole words, a regular expression, near words, base forms"),
    _key("H", "how(-1)", "how-back", "How before", "Go back to the way before"),
    _key("i,alt+i", "inside(1)", "inside", "In", "Look in sources, in memos, in quotes"),
    _key("w,alt+w", "where", "where", "Where", "Choose the cases and sources to look in"),
    _key("r,alt+r", "who", "who", "Who", "Look only in what one speaker says, or what is said in one role"),
    _key("e,alt+e", "exact", "exact", "Exact", "Heed case and accents, or no longer"),
    _key("g,enter", "go_there", "go", "Go there", "Go to the place of the hit in the text", show=True),
    _key("b", "beside", "beside", "Words beside", "See which words stand beside the hits, and tick the hits of one"),
    _key("space", "tick", "tick", "Tick", "Tick the hit, or no longer", show=True),
    _key("t", "tick_all", "tick-all", "Tick all", "Tick all hits, or none"),
    _key("T", "tick_text", "tick-text", "Tick text", "Tick all hits of the text at hand, or none of them"),
    _key("c", "code", "code", "Code", "Code all ticked hits in one step, after a look", show=True),
    BY_STRUCTURE,
    _key("y", "copy", "copy", "Copy", "Copy the hit in its words, with its place"),
    _key("E", "export", "export", "Export", "Write the ticked hits to a file", show=True),
    _key("z", "counts", "counts", "Counts", "Show or hide the counts by case"),
    _key("escape", "hits", "hits", "Back to the hits", "Go back to the hits"),
]  # fmt: skip
