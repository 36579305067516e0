"""The keys of the codebook screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("codebook")


LEGEND = """\
Beside each code: how many codings it has itself, then how many with the codes below it, all coders' together.
In the bar the solid part is its own, the dotted part that of the codes below; the most used code of the same depth
fills it. A retired code is dim and says so; one that is being split says how many of your codings are left to place.
Every change here is one step that u takes back. Codings keep counting: a code remembers its former paths.
"""

BINDINGS: list[Binding] = [
    _key("n", "new(False)", "new", "New", "Make a code beside the one at hand", show=True),
    _key("N", "new(True)", "new-below", "New below", "Make a code under the one at hand"),
    _key("r", "rename", "rename", "Rename", "Give the code another name, and its path too if wanted", show=True),
    _key("e", "edit", "edit", "Edit", "Write definition, rules, example, keywords, survey items and tag", show=True),
    _key("c", "color", "color", "Colour", "Give the code another colour"),
    _key("m", "move", "move", "Move", "Move the code, with those below it, under another one or to the top", show=True),
    _key("K,alt+up", "reorder(-1)", "up", "Up", "Move the code up among its neighbours"),
    _key("J,alt+down", "reorder(1)", "down", "Down", "Move the code down among its neighbours"),
    _key("less_than_sign", "outdent", "outdent", "Outdent", "Move the code beside the one it stands under", display="<"),
    _key("greater_than_sign", "indent", "indent", "Indent", "Move the code under the one before it", display=">"),
    _key("M", "merge", "merge", "Merge", "Merge the code into another one: its codings count as that one's", show=True),
    _key("s", "split", "split", "Split", "Split the code into new ones, or go on placing its codings", show=True),
    _key("R", "retire", "retire", "Retire", "Retire the code, or take it back: its codings stay as they are"),
    _key("x,delete", "remove", "remove", "Remove", "Remove a code that has no codings and none below it"),
    _key("w", "memo", "memo", "Memo", "Write a memo about the code, or read the one there is"),
    _key("g", "go_there", "go", "Go there", "Go to the first coding of the code in the text", show=True),
    _key("E", "export", "export", "Export", "Write the codebook to a file: Word, Excel, Markdown, a page, CSV or JSON"),
    _key("slash", "filter", "filter", "Filter", "Find codes by a few letters of their name", display="/"),
    _key("v", "view(1)", "view", "View", "Show all codes, or only those never used, used once, retired, being split"),
    _key("V", "view(-1)", "view-back", "View before", "Go back to the view before"),
    _key("z", "details", "details", "Details", "Show or hide what the code means and where it is used"),
    _key("escape", "back", "back", "Back", "Back to the codes; again: drop filter and view"),
]  # fmt: skip
