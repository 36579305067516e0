"""The keys of the quotes screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("quotes")


LEGEND = """\
A query says which quotes are wanted; an empty one means all. In its field Tab shows what can stand where the cursor is,
and f adds a condition by picking: nobody has to know names by heart. Two conditions side by side mean and.
code:barriers is that code and those below it, only:barriers that one alone; near, overlapping and inside ask for quotes
by what stands beside them. Examples: code:barriers innbyggere > 50000 · key not case:alta · code:barriers near code:drivers.
Above each quote: letters and name of the code, case, source, speaker, section, lines, coder. Right: ★ key quote, and
what may be made of it: Q may be quoted, P may be paraphrased only, N no consent, ? nobody has said.
! is a quote whose text was edited since.
"""

BINDINGS: list[Binding] = [
    _key("slash,q", "query", "query", "Query", "Write the query", show=True),
    _key("f", "build", "build", "Condition", "Add a condition to the query by picking", show=True),
    _key("g,enter", "go_there", "go", "Go there", "Go to the quote in its text; F4 comes back", show=True),
    _key("s", "sort", "sort", "Sort", "Sort by place, case, code, coder or date"),
    _key("b", "group", "group", "Group", "Group by code, by case, or not at all"),
    _key("c", "context", "context", "Context", "Show more around the words: characters, sentence, paragraph, turn", show=True),
    _key("C", "context(-1)", "context-less", "Less context", "Show less around the words"),
    _key("a", "coders", "coders", "Whose", "Choose whose codings are looked at"),
    _key("asterisk", "key", "key", "Key quote", "Mark the quote as a key quote, or no longer", display="*"),
    _key("m", "memo", "memo", "Memo", "Write the memo of the quote"),
    _key("r", "recode", "recode", "Recode", "Give the quote another code"),
    _key("x,delete", "remove", "remove", "Remove", "Remove the quote's coding"),
    _key("w", "save", "save", "Save query", "Save the query under a name"),
    _key("o", "saved", "saved", "Saved", "Open a saved query, rename one or remove one", show=True),
    _key("y", "copy", "copy", "Copy", "Copy the quote with its reference"),
    _key("E", "export", "export", "Export", "Write the quotes to a file: Word, Excel, Markdown, a page, CSV or JSON", show=True),
    _key("z", "bars", "bars", "Bars", "Show or hide how many quotes each case and code has"),
    _key("escape", "back", "back", "Back", "Back to the quotes"),
]  # fmt: skip
