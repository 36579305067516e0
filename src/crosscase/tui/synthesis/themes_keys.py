"""The keys of the view of themes."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("themes")

LEGEND = """\
Beside each theme: in how many of the cases it was found, and its relation to the survey. C converges · X expands ·
P explains · T contrasts · S silent · ? nobody has decided. ≠ the rule proposes another relation · ! a link leads nowhere.
A case supports it (+), is against it (-), both (±), or silent (·). Its own answer to the survey stands below its quote:
✓ says what was coded, ≠ says the opposite. A bar ends at the share; the whisker ├━┼─┤ is the 95 % interval; n is the base,
* under 30. ▲ ▼ a group that differs from the rest. N no consent and P paraphrase: seen here, never written to a file.
"""

BINDINGS: list[Binding] = [
    _key("d", "decide", "decide", "Decide", "Decide on the relation, and say why", show=True),
    _key("A", "accept", "accept", "Accept", "Take the relation that the rule proposes, and say why", show=True),
    _key("e", "edit", "edit", "Edit", "Change the sentence, area, codes, survey items of the theme", show=True),
    _key("t", "new", "new", "New", "Write down a theme; of a code or item without one, with its links"),
    _key("n", "attention(1)", "next", "Next ≠?!", "Next theme that differs, is undecided, or has a problem", show=True),
    _key("N", "attention(-1)", "previous", "≠?! before", "The one before that differs, is undecided, or has a problem"),
    _key("J", "step(1)", "theme-after", "Next theme", "The next theme of the list, also from its joint display"),
    _key("K", "step(-1)", "theme-before", "Theme before", "The theme before, also from its joint display"),
    _key("g", "go_there", "go", "Go there", "Go to the quote in its text, the item in the survey, the code in the codebook"),
    _key("slash", "find", "find", "Find", "Go to a theme by its id or words", display="/"),
    _key("f", "filter", "filter", "Filter", "Show the themes of one area, those to look at, those with some words, or all"),
    _key("a", "coders", "coders", "Whose", "Choose whose codings are looked at"),
    _key("x,delete", "remove", "remove", "Remove", "Remove the theme"),
    _key("z", "list", "list", "List", "Hide or show the list beside the joint display"),
    _key("E", "export", "export", "Export", "Write one theme or all to a file: text, table or picture"),
    _key("escape", "back", "back", "Back", "Back: from the quotes to the joint display, from there to the list"),
]  # fmt: skip
