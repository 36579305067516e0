"""The keys of the case screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

LEGEND = """\
Left, or above: the quotes of the case by section and code, those that count. ☑ carries the statement at hand; → 2.1 names
the statements that rest on a quote. Right, or below: the sections with their statements, and what the case itself answered
in the survey. The small numbers behind a statement are its evidence, told one by one in the pane for what is at the cursor.
! must be mended before the description is handed on: no evidence, a coding that is gone, lost or of another case, words of
somebody who gave no consent. ? wants a look: evidence that changed, one informant alone, a length beyond the template.
+ is proposed and not part of the text yet, − was taken out of it.
"""

_key = keys_of("cases")

BINDINGS: list[Binding] = [
    _key("a", "add", "add", "Add", "Write a statement after the one at hand; from a quote, one that rests on it", show=True),
    _key("e", "write", "write", "Write", "Change the words of the statement at hand, and tick the quotes it rests on", show=True),
    _key("t", "status", "status", "Status", "Say how far what it tells of has come: planned, ongoing, done, ended", show=True),
    _key("J,shift+down", "shift(1)", "down", "Move down", "Put the statement after the next one, or into the next section"),
    _key("K,shift+up", "shift(-1)", "up", "Move up", "Put the statement before the one above, or into the section before"),
    _key("m", "section", "section", "To section", "Move the statement to another section"),
    _key("s", "split", "split", "Split", "Make two statements of the one at hand"),
    _key("M", "merge", "merge", "Merge", "Make one statement of the one at hand and another"),
    _key("d", "detach", "detach", "Detach", "Take a quote away from the statement, also one that is gone"),
    _key("o", "look_again", "looked", "Still holds", "Say that the statement holds with its evidence and texts as they are now"),
    _key("w", "withdraw", "withdraw", "Out or in", "Take the statement out of the text, or into it again"),
    _key("x,delete", "remove", "remove", "Remove", "Remove the statement for good"),
    _key("n", "next_mark(1)", "next", "Next mark", "Go to the next statement or section with a mark"),
    _key("N", "next_mark(-1)", "previous", "Mark before", "Go to the statement or section with a mark before"),
    _key("exclamation_mark", "marks", "marks", "Marks", "List everything that wants a look, and go there", show=True,
         display="!"),
    _key("slash", "find", "find", "Find", "Find a statement by its words"),
    _key("g", "go_there", "go", "Go there", "Go to the quote in its text; F7 comes back"),
    _key("f", "filter", "filter", "Filter", "Choose which quotes are shown: unused, key, a speaker, a section", show=True),
    _key("F", "all_quotes", "all", "All quotes", "Show all quotes of the case again"),
    _key("c", "case", "case", "Case", "Choose the case", show=True),
    _key("C", "next_case", "next-case", "Next case", "Go on to the next case"),
    _key("L", "language", "language", "Language", "Show and write the statements in another language"),
    _key("z", "pane", "pane", "Pane", "Show or hide what is at the cursor"),
    _key("E", "export", "export", "Export", "Write the description to a file: Word, a page or Markdown"),
    _key("escape", "back", "back", "Back", "Back to the statements"),
]  # fmt: skip

_key = keys_of("statements")

STATEMENTS: list[Binding] = [
    _key("down,j", "move(1)", "next", "Down", "Next statement or section"),
    _key("up,k", "move(-1)", "previous", "Up", "The statement or section before"),
    _key("pagedown,space", "page(1)", "page-down", "Page down", "A page on"),
    _key("pageup", "page(-1)", "page-up", "Page up", "A page back"),
    _key("home,less_than_sign", "first", "first", "First", "To the top"),
    _key("end,greater_than_sign", "last", "last", "Last", "To the end"),
    _key("enter", "choose", "write", "Write", "Change the statement at hand; in a section, write the first one"),
    _key("left,h", "leave", "left", "Quotes", "To the quotes"),
]  # fmt: skip

_key = keys_of("evidence")

EVIDENCE: list[Binding] = [
    _key("space", "tick", "attach", "Tick", "Let the statement at hand rest on the quote, or no longer", show=True),
    _key("enter", "choose", "go", "Go there", "Go to the quote in its text; F7 comes back"),
    _key("right,l", "leave", "right", "Statements", "To the statements"),
]  # fmt: skip

_key = keys_of("at-cursor")

DETAIL: list[Binding] = [
    _key("down,j", "move(1)", "next", "Down", "Next quote that the statement rests on, or further down"),
    _key("up,k", "move(-1)", "previous", "Up", "The quote before, or further up"),
    _key("pagedown,space", "page(1)", "page-down", "Page down", "A page on"),
    _key("pageup", "page(-1)", "page-up", "Page up", "A page back"),
    _key("home,less_than_sign", "first", "first", "First", "To the top"),
    _key("end,greater_than_sign", "last", "last", "Last", "To the end"),
    _key("enter", "choose", "go", "Go there", "Go to the quote in its text; F7 comes back"),
]  # fmt: skip
